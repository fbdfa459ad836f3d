namespace Funnel.Connectors.Tests.Kuaishou;

/// <summary>Exchanges with the documented names and invented values.</summary>
internal static class KuaishouSamples
{
    public const string CommentId = "880000000000001";
    public const string VideoId = "5199999999999999999:3000000001";

    public const string Comments = $$$"""
        {"code":0,"message":"OK","request_id":"1","data":{"total_count":3,"details":[
          {"comment_id":{{{CommentId}}},"root_comment_id":0,"comment_author_id":3000000002,"photo_id":"5199999999999999999","photo_author_id":3000000001,"comment_level":1,
           "comment_content":"这个怎么卖？","fav_num":1,"post_time":1795352398123,"nickname":"安娜","reply_status":1,"shield_status":1,"shield_type":0,"photo_name":"新品",
           "photo_tags":[],"is_root_comment_forbid":false,"emotion_url":"","is_top_comment":false},
          {"comment_id":"880000000000002","root_comment_id":{{{CommentId}}},"comment_author_id":"3000000003","photo_id":5199999999999999999,"photo_author_id":"3000000001",
           "comment_level":"2","comment_content":"同问","post_time":"1795352390000","nickname":""}]}}
        """;

    public const string Tree = $$$"""
        {"code":0,"message":"OK","request_id":"2","data":{"root_comment_detail":{"comment_id":{{{CommentId}}},"comment_author_id":3000000002},"child_comment_detail_list":[
          {"comment_id":880000000000003,"root_comment_id":{{{CommentId}}},"comment_author_id":3000000001,"photo_id":"5199999999999999999","photo_author_id":3000000001,"comment_level":2,
           "comment_content":"您好，点主页看看","post_time":1795352400000,"nickname":"小店"}]}}
        """;

    public static string Replied(int result) =>
        $$$"""{"code":0,"message":"OK","request_id":"3","data":{"reply_result_list":[{"reply_to_comment_id":{{{CommentId}}},"reply_result":{{{result}}}}]}}""";

    public static string Error(string code, string message = "x") => $$$"""{"code":{{{code}}},"message":"{{{message}}}","request_id":"4"}""";
}
