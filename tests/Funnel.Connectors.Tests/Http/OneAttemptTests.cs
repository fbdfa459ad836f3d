using System.Net;
using System.Net.Sockets;
using Funnel.Connectors.Tests.Douyin;

namespace Funnel.Connectors.Tests.Http;

/// <summary>Whatever the network does, a reply, a message and what cannot be done twice go out once.</summary>
public sealed class OneAttemptTests
{
    private static readonly ReplyTarget Target = new("v", "c", "c", "p");
    private static readonly Grant Grant = new("-000shop", "at", PlatformBench.Now, "rt", PlatformBench.Now, []);

    public static TheoryData<string, string> Sends => new()
    {
        { "instagram", "reply" },
        { "instagram", "message" },
        { "instagram", "comment" },
        { "instagram", "code" },
        { "tiktok", "reply" },
        { "tiktok", "message" },
        { "tiktok", "comment" },
        { "tiktok", "code" },
        { "tiktok", "refresh" },
        { "youtube", "reply" },
        { "youtube", "code" },
        { "youtube", "refresh" },
    };

    private static async Task<PlatformBench> Start(string platform, Uri? address = null, params (string Key, string Value)[] settings)
    {
        var server = await DouyinStub.Start();
        var at = address ?? server.Address;
        (string, string)[] mine = platform switch
        {
            "instagram" => [("AppId", "1"), ("AppSecret", "s"), ("TokenUrl", new Uri(at, "/token").AbsoluteUri)],
            "youtube" => [("ClientId", "1"), ("ClientSecret", "s"), ("TokenUrl", new Uri(at, "/token").AbsoluteUri)],
            _ => [("ClientId", "1"), ("ClientSecret", "s")],
        };
        return PlatformBench.At(server, platform, [("BaseUrl", at.AbsoluteUri), .. mine, .. settings]);
    }

    private static async Task<Failure?> Send(PlatformBench bench, string what)
    {
        var kind = what == "comment" ? WindowKind.Commented : WindowKind.Wrote;
        return what switch
        {
            "reply" => (await bench.Mouth.Reply(PlatformBench.Account, Target, "您好", default)).Failure,
            "message" or "comment" => (await bench.Connector.Find<IChat>()!.SendMessage(
                PlatformBench.Account, new(kind, "c", "m", PlatformBench.Now, PlatformBench.Now, 1), "p", new MessageContent.Text("您好"), default)).Failure,
            "code" => (await bench.Grants.ExchangeCode("code", new("https://shop.example/back/"), default)).Failure,
            _ => (await bench.Grants.Refresh(Grant, default)).Failure,
        };
    }

    [Theory]
    [MemberData(nameof(Sends))]
    public async Task When_the_platform_fails(string platform, string what)
    {
        await using var bench = await Start(platform);
        bench.Server.Answer("""{"code":50000,"error":{"code":1,"errors":[{"reason":"backendError"}]}}""", 500);
        Assert.Equal((FailureKind.Unknown, "http-500"), (await Send(bench, what)) is { } f ? (f.Kind, f.Code) : default);
        Assert.Single(bench.Server.Requests);
        Assert.NotEmpty(bench.Request.Body);
        Assert.Equal("HTTP/1.1", bench.Request.Protocol);
        Assert.Empty(bench.Request.Header("expect"));
    }

    [Theory]
    [MemberData(nameof(Sends))]
    public async Task When_no_answer_comes(string platform, string what)
    {
        await using var bench = await Start(platform, null, ("Timeout", "00:00:01"));
        bench.Server.Hang();
        Assert.Equal((FailureKind.Unknown, "timeout"), (await Send(bench, what)) is { } f ? (f.Kind, f.Code) : default);
        Assert.Single(bench.Server.Requests);
    }

    [Theory]
    [MemberData(nameof(Sends))]
    public async Task When_the_connection_is_reset(string platform, string what)
    {
        await using var bench = await Start(platform);
        bench.Server.Break();
        Assert.Equal((FailureKind.Unknown, "connection-broken"), (await Send(bench, what)) is { } f ? (f.Kind, f.Code) : default);
        Assert.Single(bench.Server.Requests);
    }

    [Theory]
    [MemberData(nameof(Sends))]
    public async Task When_the_answer_says_neither_yes_nor_no(string platform, string what)
    {
        await using var bench = await Start(platform);
        foreach (var answer in new[] { "", "<html>", "{}", "[]", "null", """{"code":0,"data":{}}""", """{"id":"","message_id":{},"access_token":7}""" })
        {
            bench.Server.Answer(answer);
            Assert.Equal((FailureKind.Unknown, "bad-answer"), (await Send(bench, what)) is { } f ? (f.Kind, f.Code) : default);
        }
    }

    [Theory]
    [MemberData(nameof(Sends))]
    public async Task When_nobody_is_there_nothing_was_sent(string platform, string what)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var nobody = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        await using var bench = await Start(platform, nobody);
        Assert.Equal((FailureKind.Transient, "no-connection"), (await Send(bench, what)) is { } f ? (f.Kind, f.Code) : default);
    }

    [Theory]
    [MemberData(nameof(Sends))]
    public async Task When_it_is_sent_elsewhere_or_refused(string platform, string what)
    {
        foreach (var (status, kind) in new[] { (307, FailureKind.Rejected), (400, FailureKind.Rejected), (401, FailureKind.AuthExpired), (429, FailureKind.RateLimited) })
        {
            await using var bench = await Start(platform);
            bench.Server.Answer("", status);
            var closed = kind == FailureKind.Rejected && (platform, what) == ("tiktok", "comment"); // which comments may be answered in private TikTok says by refusing
            Assert.Equal(closed ? FailureKind.WindowClosed : kind, (await Send(bench, what))!.Kind);
            Assert.Single(bench.Server.Requests);
        }
    }
}
