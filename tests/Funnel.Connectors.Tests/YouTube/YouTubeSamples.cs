using Funnel.Connectors.Tests.Douyin;
using Funnel.Connectors.Tests.Http;

namespace Funnel.Connectors.Tests.YouTube;

/// <summary>Exchanges with the documented names and invented values.</summary>
internal static class YouTubeSamples
{
    public const string CommentId = "UgxAnna";

    public const string Threads = """
        {"kind":"youtube#commentThreadListResponse","nextPageToken":"QURTSl9p","pageInfo":{"totalResults":2,"resultsPerPage":100},"items":[
          {"id":"UgxAnna","snippet":{"channelId":"UCshop","videoId":"v1","canReply":true,"totalReplyCount":3,"isPublic":true,
            "topLevelComment":{"id":"UgxAnna","snippet":{"textDisplay":"怎么买？","authorDisplayName":"@anna","authorChannelId":{"value":"UCanna"},"likeCount":1,"publishedAt":"2026-11-22T12:59:58Z"}}}},
          {"id":"UgxChannel","snippet":{"channelId":"UCshop","totalReplyCount":0,
            "topLevelComment":{"id":"UgxChannel","snippet":{"textDisplay":"好频道","authorChannelId":{"value":"UCben"},"publishedAt":"2026-11-22T12:59:00Z"}}}}]}
        """;

    public const string Replies = """
        {"items":[{"id":"UgxAnna.1","snippet":{"textDisplay":"有的哦","textOriginal":"有的哦 ","parentId":"UgxAnna","authorDisplayName":"shop","authorChannelId":{"value":"1700000000000001"},"publishedAt":"2026-11-22T13:00:00.123Z"}}]}
        """;

    public static readonly Uri Redirect = new("https://shop.example/back");

    public static SourceAccount Account => PlatformBench.Account;

    public static Task<PlatformBench> Start(params (string Key, string Value)[] settings) =>
        PlatformBench.Start("youtube", [("ClientId", "the-client"), ("ClientSecret", PlatformBench.Secret), .. settings]);

    /// <summary>With OAuth at the same server.</summary>
    public static async Task<PlatformBench> Connected()
    {
        var server = await DouyinStub.Start();
        return PlatformBench.At(server, "youtube", ("ClientId", "the-client"), ("ClientSecret", PlatformBench.Secret), ("TokenUrl", new Uri(server.Address, "/token").AbsoluteUri));
    }

    public static string Error(string reason, int code = 403) => $$$"""{"error":{"code":{{{code}}},"message":"why not","errors":[{"message":"why not","domain":"youtube","reason":"{{{reason}}}"}]}}""";
}
