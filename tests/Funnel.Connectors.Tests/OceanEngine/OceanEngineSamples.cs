namespace Funnel.Connectors.Tests.OceanEngine;

/// <summary>Exchanges with the documented names and invented values.</summary>
internal static class OceanEngineSamples
{
    public const string CommentId = "7301234567890123456";
    public const string ItemId = "7209876543210987654";

    public const string Comments = $$$"""
        {"code":0,"message":"OK","request_id":"20261122210000ABC","data":{"comment_list":[
          {"comment_id":{{{CommentId}}},"text":"这个怎么卖？","create_time":"2026-11-22 20:59:58","aweme_id":"dy_anna","aweme_name":"安娜","item_id":{{{ItemId}}},
           "item_title":"新品","reply_count":2,"like_count":1,"is_stick":0,"hide_status":"NOT_HIDE","level_type":"LEVEL_ONE","emotion_type":"NEUTRAL",
           "comment_type":"TEXT_COMMENT","comment_permission":"WRITE","material_id":1,"project_id":2,"promotion_id":3},
          {"comment_id":"7301234567890123400","text":"同问","create_time":"2026-11-22 20:59:00","aweme_id":"dy_ben","aweme_name":"","item_id":"{{{ItemId}}}",
           "reply_count":0,"hide_status":"NOT_HIDE","level_type":"LEVEL_TWO"}],
         "page_info":{"page":1,"page_size":10,"total_number":12,"total_page":2}} }
        """;

    public const string Replies = $$$"""
        {"code":0,"message":"OK","request_id":"R2","data":{"reply_list":[
          {"comment_id":7301234567890123999,"text":"您好，打开私信看看","create_time":"2026-11-22 21:00:30","aweme_id":"dy_shop","aweme_name":"小店","hide_status":"NOT_HIDE",
           "is_stick":0,"item_id":{{{ItemId}}},"like_count":0}],
         "page_info":{"page":1,"page_size":10,"total_number":1,"total_page":1}} }
        """;

    public const string Replied = $$$"""{"code":0,"message":"OK","request_id":"R3","data":{"success_comment_ids":[{{{CommentId}}}]}}""";

    public const string Token = """
        {"code":0,"message":"OK","request_id":"R4","data":{"access_token":"at-new","expires_in":"86400","refresh_token":"rt-new","refresh_token_expires_in":2592000,
          "advertiser_ids":[1700000000000001,1700000000000002]}}
        """;

    public static string Error(string code, string message = "x") => $$$"""{"code":{{{code}}},"message":"{{{message}}}","request_id":"20261122ABC","data":{}}""";
}
