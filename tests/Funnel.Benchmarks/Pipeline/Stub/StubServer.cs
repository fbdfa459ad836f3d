using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Benchmarks.Pipeline.Stub;

/// <summary>The stub platform in a process of its own: <c>pipeline-stub</c>. Told what to do by the benchmark over <c>/stub/…</c>.</summary>
internal static class StubServer
{
    public static async Task Run(string[] arguments)
    {
        var options = StubOptions.Parse(arguments);
        var (books, reads) = (new StubBooks(options), new ReadCounts());
        await using var push = new StubPush();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        builder.Services.AddRouting();
        var app = builder.Build();
        new StubWire(options, books, push, reads).Map(app);
        app.MapGet("/stub/config", () => Results.Text(Config(options), "application/json"));
        app.MapPost("/stub/host", (string address) => { push.Host = new Uri(address); });
        app.MapPost("/stub/publish", async (int comments, double rate) => await Publish(options, books, push, comments, rate));
        app.MapGet("/stub/done", () => Results.Json(new { books.Done }));
        app.MapGet("/stub/report", (int from) => Results.Json(books.Report(options.Old + from, reads)));
        await app.RunAsync();
    }

    /// <param name="rate">Comments a second; 0 for all at once.</param>
    private static async Task Publish(StubOptions options, StubBooks books, StubPush push, int comments, double rate)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < comments && books.Published < books.MostAfter; i++)
        {
            if (rate > 0 && TimeSpan.FromSeconds(i / rate) - Stopwatch.GetElapsedTime(began) is var early && early > TimeSpan.Zero)
            {
                await Task.Delay(early);
            }

            var number = books.Publish();
            if (options.Tells)
            {
                push.Commented(books, number);
            }
        }
    }

    /// <summary>A host's configuration for this stub: limits that nobody meets, and the settings of production otherwise.</summary>
    private static string Config(StubOptions options)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{options.Port}");
        var without = new JsonObject { ["perMinute"] = 1_000_000, ["perHour"] = 10_000_000, ["perDay"] = 100_000_000 };
        var replies = without.DeepClone().AsObject();
        replies["perVideoPerMinute"] = 1_000_000;
        return new JsonObject
        {
            ["tokenKey"] = "for-the-benchmark-only-and-nothing-else",
            ["host"] = new JsonObject { ["maxConnections"] = 100_000 },
            ["accounts"] = new JsonArray([.. Enumerable.Range(0, options.Accounts).Select(Account)]),
            ["offers"] = new JsonArray(new JsonObject
            {
                ["id"] = "guide", ["name"] = "资料包", ["rules"] = new JsonObject { ["contains"] = new JsonArray("资料", "电子版") },
                ["reply"] = new JsonArray("{nick}资料已经准备好啦，点我头像进主页，打开私信就能领取", "{nick}有的哦，进我主页打开私信，我发给你", "{nick}看到啦，打开私信就能收到资料"),
                ["chat"] = new JsonArray("点这张卡片就能领取资料", "你要的资料，点卡片就有"), ["welcome"] = new JsonArray("你好，这是你要的资料，点开就能看"),
                ["materials"] = new JsonArray(new JsonObject { ["link"] = new JsonObject { ["title"] = "资料包", ["url"] = "https://example.com/guide.pdf" } }),
                ["tags"] = new JsonArray("短视频咨询"),
            }),
            ["douyin"] = new JsonObject { ["baseUrl"] = address, ["clientKey"] = StubPush.ClientKey, ["clientSecret"] = StubPush.Secret },
            ["weCom"] = new JsonObject
            {
                ["baseUrl"] = address, ["corpId"] = StubPush.CorpId, ["secret"] = "stub-corp-secret-stub-corp-secret-stub-corp", ["callbackToken"] = StubPush.CallbackToken,
                ["encodingAesKey"] = StubPush.AesKey, ["staff"] = new JsonArray("zhangsan"),
            },
            ["sending"] = new JsonObject { ["replies"] = replies, ["messages"] = without, ["perPersonPerDay"] = 100, ["stopOnSurge"] = false },
        }.ToJsonString();
    }

    private static JsonObject Account(int number) => new()
    {
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"shop{number}"), ["platform"] = "douyin", ["name"] = string.Create(CultureInfo.InvariantCulture, $"shop {number}"),
        ["openId"] = StubWire.OpenId(number), ["accessToken"] = "act.stub", ["refreshToken"] = "rft.stub",
        ["card"] = new JsonObject { ["templateId"] = "tpl_stub", ["appId"] = "ttstub", ["path"] = "pages/contact/index", ["query"] = "link={link}&title={text}" },
    };
}
