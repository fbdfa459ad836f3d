using System.Net;
using System.Text;
using System.Text.Json;
using Funnel.Functions;
using Funnel.Hosts.Tests.Infra;
using Microsoft.Azure.Functions.Worker;
using System.Reflection;
using Xunit.Abstractions;

namespace Funnel.Hosts.Tests.Worker;

/// <summary>The worker's own process, spoken to as the Functions host speaks.</summary>
public sealed class WorkerTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> NoRoute = [];

    [Fact]
    public async Task A_worker_with_right_settings_has_all_functions_and_runs_them()
    {
        await using var host = await FakeFunctionsHost.Start(SampleSettings.All);
        Assert.Equal(Functions(_ => true), host.Functions.Order());

        var handshake = new StringContent("""{"event":"verify_webhook","client_key":"x","content":{"challenge":12345}}""", Encoding.UTF8, "application/json");
        var answer = await host.Call("ReceiveEvent", "POST", "/api/events/douyin", Connector("douyin"), handshake);
        Assert.Equal(new WorkerAnswer("Success", HttpStatusCode.OK, """{"challenge":12345}"""), answer);
        Assert.Equal(new WorkerAnswer("Success", HttpStatusCode.NotFound, ""), await host.Call("ReceiveEvent", "GET", "/api/events/nobody", Connector("nobody")));
        Print(host);
        Assert.DoesNotContain(host.Logs, l => l.Category.StartsWith("Microsoft.", StringComparison.Ordinal) && l.Level == "Information");
    }

    [Fact]
    public async Task A_worker_with_wrong_settings_starts_runs_nothing_and_says_all_that_is_wrong()
    {
        var settings = new Dictionary<string, string>(SampleSettings.All, StringComparer.Ordinal)
        {
            ["AzureWebJobsStorage"] = "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=not base64;EndpointSuffix=core.windows.net",
            ["Funnel__Accounts__0__Platform"] = "kuaishou",
            ["Funnel__Offers__0__Reply__0"] = "加微信 abc123",
            ["Funnel__WeCom__EncodingAesKey"] = "short",
            ["Funnel__Douyin__Timeout"] = "soon",
            ["Funnel__Console__SessionLength"] = "an hour",
            ["Funnel__TokenKey"] = "short",
        };
        string[] wrong = ["AzureWebJobsStorage: ", "accounts[0].platform: ", "offers[0].reply", "weCom.encodingAesKey: ", "douyin.timeout: ", "console.sessionLength: ", "tokenKey: "];
        await using var host = await FakeFunctionsHost.Start(settings);

        Assert.Equal(Functions(p => p.GetCustomAttribute<HttpTriggerAttribute>() is not null), host.Functions.Order());
        var health = await host.Call("Health", "GET", "/api/health", NoRoute);
        Print(host);
        output.WriteLine(health.Body);
        Assert.Equal(("Success", HttpStatusCode.ServiceUnavailable), (health.Status, health.Code));
        var told = JsonDocument.Parse(health.Body).RootElement;
        Assert.False(told.GetProperty("ok").GetBoolean());
        var errors = told.GetProperty("wrong").EnumerateArray().Select(e => e.GetString()!).ToList();
        Assert.All(wrong, w => Assert.Contains(errors, e => e.StartsWith(w, StringComparison.Ordinal)));
        Assert.DoesNotContain("not base64", health.Body, StringComparison.Ordinal);
        Assert.All(errors, e => Assert.Contains(host.Logs, l => l.Level == "Error" && l.Message.EndsWith(e, StringComparison.Ordinal)));

        foreach (var (function, method, path, route) in new[]
        {
            ("ReceiveEvent", "POST", "/api/events/wecom", Connector("wecom")), ("ConsoleGet", "GET", "/console/leads", new() { ["path"] = "leads" }), ("StartReplay", "POST", "/api/replays", NoRoute),
        })
        {
            var answer = await host.Call(function, method, path, route);
            Assert.Equal(new WorkerAnswer("Success", HttpStatusCode.ServiceUnavailable, "Nothing works here until the settings are corrected. /api/health says what is wrong."), answer);
        }
    }

    [Fact]
    public async Task A_worker_without_any_setting_starts_too()
    {
        await using var host = await FakeFunctionsHost.Start([]);
        var health = await host.Call("Health", "GET", "/api/health", NoRoute);
        output.WriteLine(health.Body);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.Code);
        Assert.Contains("AzureWebJobsStorage: No storage account is set.", health.Body, StringComparison.Ordinal);
        Assert.Contains("accounts: needs at least one account", health.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_is_no_failed_run()
    {
        await using var host = await FakeFunctionsHost.Start(SampleSettings.All);
        using var left = new CancellationTokenSource();
        var body = new EndlessContent();
        var call = host.Call("ReceiveEvent", "POST", "/api/events/douyin", Connector("douyin"), body, left.Token);
        await body.Begun;
        await left.CancelAsync();
        var answer = await call;
        Print(host);
        Assert.Equal(new WorkerAnswer("Success", null, ""), answer);
        Assert.DoesNotContain(host.Logs, l => l.Level is "Error" or "Critical");
    }

    private void Print(FakeFunctionsHost host)
    {
        host.Logs.ToList().ForEach(l => output.WriteLine(l.ToString()));
        output.WriteLine("console: " + host.Console);
    }

    private static Dictionary<string, string> Connector(string name) => new() { ["connector"] = name };

    private static IEnumerable<string> Functions(Func<ParameterInfo, bool> with) => FunctionsRegistration.Assembly.GetExportedTypes().SelectMany(t => t.GetMethods())
        .Where(m => m.GetCustomAttribute<FunctionAttribute>() is not null && m.GetParameters().Any(with)).Select(m => m.GetCustomAttribute<FunctionAttribute>()!.Name).Order();

    /// <summary>A body that begins and never ends.</summary>
    private sealed class EndlessContent : HttpContent
    {
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => begun.Task;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync("{"u8.ToArray(), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
