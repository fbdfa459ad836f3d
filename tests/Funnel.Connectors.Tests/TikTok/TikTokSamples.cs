using Funnel.Connectors.Tests.Http;

namespace Funnel.Connectors.Tests.TikTok;

/// <summary>Exchanges with the names that are known and invented values. Ids are numbers that no double holds.</summary>
internal static class TikTokSamples
{
    public const string VideoId = "7209876543210987653";
    public const string CommentId = "7301234567890123457";

    public const string Videos = """
        {"code":0,"message":"OK","request_id":"R1","data":{"videos":[{"item_id":"7209876543210987653","caption":"新品","share_url":"https://www.tiktok.com/@s/video/1","create_time":"1763712000","comments":12},
          {"item_id":7209876543210987655}],"cursor":1763712000000,"has_more":true}}
        """;

    public const string Comments = """
        {"code":0,"message":"OK","request_id":"R2","data":{"comments":[
          {"comment_id":"7301234567890123457","video_id":"7209876543210987653","user_id":"1","unique_identifier":"uid-anna","create_time":"1763816398","text":"怎么买？","likes":1,"replies":2,
           "owner":false,"liked":false,"pinned":false,"status":"PUBLIC","username":"anna01","display_name":"安娜"},
          {"comment_id":7301234567890123455,"unique_identifier":"uid-shop","create_time":1763816390,"text":"欢迎","owner":true,"username":"shop"}],
         "cursor":30,"has_more":false}}
        """;

    public const string Replies = """
        {"code":0,"data":{"comments":[{"comment_id":"7301234567890123999","unique_identifier":"uid-shop","create_time":"1763816400","text":"私信你了","owner":true,"status":"HIDDEN",
          "parent_comment_id":"7301234567890123457"}],"cursor":1,"has_more":false}}
        """;

    public static readonly Uri Redirect = new("https://shop.example/back/");

    public static SourceAccount Account => PlatformBench.Account;

    public static Task<PlatformBench> Start(params (string Key, string Value)[] settings) =>
        PlatformBench.Start("tiktok", [("ClientId", "the-client"), ("ClientSecret", PlatformBench.Secret), .. settings]);

    public static string Error(string code) => $$$"""{"code":{{{code}}},"message":"why not","request_id":"2026ABC","data":{}}""";
}
