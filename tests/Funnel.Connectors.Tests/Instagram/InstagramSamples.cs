using Funnel.Connectors.Tests.Http;

namespace Funnel.Connectors.Tests.Instagram;

/// <summary>Exchanges with the names that are known and invented values.</summary>
internal static class InstagramSamples
{
    public const string Media = "18000000000000001";
    public const string CommentId = "17900000000000001";
    public const string AppId = "1800000000000009";

    public const string MediaList = """
        {"data":[{"id":"18000000000000001","caption":"新品","permalink":"https://www.instagram.com/reel/abc/","timestamp":"2026-11-20T08:00:00+0000","comments_count":12},
                 {"id":18000000000000002,"timestamp":"2026-11-19T08:00:00+0000"}],
         "paging":{"cursors":{"before":"QVFIb","after":"QVFIa=="},"next":"https://graph.instagram.com/v23.0/1/media?after=QVFIa%3D%3D"}}
        """;

    public const string Comments = """
        {"data":[{"id":"17900000000000001","text":"怎么买？","timestamp":"2026-11-22T12:59:58+0000","username":"anna","from":{"id":"1234567890","username":"anna"},"like_count":1,"hidden":false,
                  "replies":{"data":[{"id":"17900000000000009"}]}},
                 {"id":"17900000000000002","text":"垃圾","timestamp":"2026-11-22T12:59:00+0000","username":"bad","from":{"id":"66"},"hidden":true},
                 {"id":"17900000000000003","text":"多少钱","timestamp":"2026-11-22T12:58:00+0000","username":"ben"}],
         "paging":{"cursors":{"before":"b","after":"a"}}}
        """;

    public const string Replies = """
        {"data":[{"id":"17900000000000009","text":"私信你了","timestamp":"2026-11-22T13:00:00+0000","username":"shop","from":{"id":"1700000000000001"},"hidden":true,"parent_id":"17900000000000001"}]}
        """;

    public static readonly Uri Redirect = new("https://shop.example/back");

    public static SourceAccount Account => PlatformBench.Account;

    public static ChatWindow Commented { get; } = new(WindowKind.Commented, "", CommentId, PlatformBench.Now, PlatformBench.Now.AddDays(7), 1);

    public static ChatWindow Wrote { get; } = new(WindowKind.Wrote, "", "mid-1", PlatformBench.Now, PlatformBench.Now.AddDays(1), 20);

    public static Task<PlatformBench> Start(params (string Key, string Value)[] settings) =>
        PlatformBench.Start("instagram", [("AppId", AppId), ("AppSecret", PlatformBench.Secret), ("VerifyToken", "verify-me"), .. settings]);

    public static string Error(string code, string? subcode = null) =>
        $$$"""{"error":{"message":"why not","type":"OAuthException","code":{{{code}}}{{{(subcode is null ? "" : ",\"error_subcode\":" + subcode)}}},"fbtrace_id":"AbC12"}}""";
}
