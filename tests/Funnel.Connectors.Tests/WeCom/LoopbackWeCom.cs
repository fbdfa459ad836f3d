using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Funnel.Configuration;
using Funnel.Connectors.WeCom;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Connectors.Tests.WeCom;

/// <param name="Token">The access_token of the query.</param>
internal sealed record Seen(string Method, string Path, string Query, string? Token, string ContentType, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;
}

/// <summary>
/// A WeCom on a real socket that answers what a test tells it to, issues numbered tokens and remembers every request, and the product wired to it.
/// </summary>
internal sealed class LoopbackWeCom : IAsyncDisposable
{
    public const string Secret = "SECRET-0123456789";

    private readonly ConcurrentDictionary<string, Func<Seen, string>> answers = new();
    private readonly ConcurrentQueue<Seen> seen = new();
    private readonly WebApplication app;
    private readonly ServiceProvider services;
    private int tokens;

    private LoopbackWeCom(WebApplication app, ServiceProvider services, ManualTime time, LogBook logs) =>
        (this.app, this.services, Time, Logs) = (app, services, time, logs);

    public ManualTime Time { get; }

    public LogBook Logs { get; }

    public string Url => app.Urls.Single();

    public WeComDestination Destination => services.GetRequiredService<WeComDestination>();

    public ContactWays Ways => services.GetRequiredService<ContactWays>();

    public IGroups Groups => services.GetRequiredService<WeComGroups>();

    public CustomerServiceLink Service => services.GetRequiredService<CustomerServiceLink>();

    public WeComAcquisition Acquisition => services.GetRequiredService<WeComAcquisition>();

    public IReadOnlyList<Seen> All => [.. seen];

    public static async Task<LoopbackWeCom> Start(Dictionary<string, string?>? settings = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        LoopbackWeCom? server = null;
        app.Run(context => server!.Answer(context));
        await app.StartAsync();

        var time = new ManualTime(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        var logs = new LogBook();
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs))
            .AddSingleton<IRows>(new MemoryRows())
            .AddWeCom(Settings(app.Urls.Single(), settings))
            .BuildServiceProvider();
        server = new LoopbackWeCom(app, services, time, logs);
        server.Reset();
        return server;
    }

    public static SettingsReader Settings(string url, Dictionary<string, string?>? more = null)
    {
        var all = new Dictionary<string, string?>
        {
            ["Funnel:WeCom:BaseUrl"] = url,
            ["Funnel:WeCom:CorpId"] = Vectors.CorpId,
            ["Funnel:WeCom:Secret"] = Secret,
            ["Funnel:WeCom:CallbackToken"] = Vectors.Token,
            ["Funnel:WeCom:EncodingAesKey"] = Vectors.Key,
            ["Funnel:WeCom:Staff:0"] = "zhangsan",
            ["Funnel:WeCom:Staff:1"] = "lisi",
            ["Funnel:WeCom:RetryDelay"] = "00:00:00.001",
        };
        foreach (var (key, value) in more ?? [])
        {
            all["Funnel:WeCom:" + key] = value;
        }

        return new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
    }

    /// <summary>Answers calls whose path ends like this.</summary>
    public void On(string path, Func<Seen, string> answer) => answers[path] = answer;

    public void On(string path, string answer) => On(path, _ => answer);

    /// <summary>Answers with one after another, then with the last for ever.</summary>
    public void OnEach(string path, params string[] each)
    {
        var next = -1;
        On(path, _ => each[Math.Min(Interlocked.Increment(ref next), each.Length - 1)]);
    }

    /// <summary>Accepts every upload and names its id after the file and a running number.</summary>
    public void NumberUploads()
    {
        var number = 0;
        On("media/upload", call =>
        {
            var name = call.Body.Split("filename=\"")[1].Split('"')[0];
            return $$"""{"errcode":0,"errmsg":"","type":"x","media_id":"M-{{name}}-{{Interlocked.Increment(ref number)}}","created_at":"{{Time.GetUtcNow().ToUnixTimeSeconds()}}"}""";
        });
    }

    public IReadOnlyList<Seen> Calls(string path) => [.. seen.Where(call => call.Path.EndsWith(path, StringComparison.Ordinal))];

    public Seen Only(string path) => Assert.Single(Calls(path));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await app.DisposeAsync();
    }

    /// <summary>Delivers a genuine event as WeCom would.</summary>
    public WebhookResult Deliver(string kind, string change, string fields = "")
    {
        var crypto = new WeComCrypto(Vectors.Token, Vectors.Key, Vectors.CorpId);
        var timestamp = Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var encrypted = crypto.Encrypt($"<xml><CreateTime>{timestamp}</CreateTime><MsgType>event</MsgType><Event>{kind}</Event><ChangeType>{change}</ChangeType>{fields}</xml>");
        var query = new Dictionary<string, string> { ["msg_signature"] = crypto.Sign(timestamp, "n", encrypted), ["timestamp"] = timestamp, ["nonce"] = "n" };
        var body = Encoding.UTF8.GetBytes($"<xml><ToUserName>{Vectors.CorpId}</ToUserName><Encrypt>{encrypted}</Encrypt></xml>");
        return Destination.ReadWebhook(new WebhookRequest("POST", new Dictionary<string, string>(), query, body));
    }

    private void Reset()
    {
        On("gettoken", _ => Token(7200));
        On("list_link", """{"errcode":0,"errmsg":"ok","link_id_list":[],"next_cursor":""}""");
        On("create_link", _ =>
        {
            On("list_link", """{"errcode":0,"errmsg":"ok","link_id_list":["L1"],"next_cursor":""}""");
            return """{"errcode":0,"errmsg":"ok","link":{"link_id":"L1","link_name":"Funnel","url":"https://work.weixin.qq.com/ca/cawcde1","create_time":1667232000}}""";
        });
        On("customer_acquisition/get", """{"errcode":0,"errmsg":"ok","link":{"link_name":"Funnel","url":"https://work.weixin.qq.com/ca/cawcde1","create_time":1667232000,"skip_verify":true},"range":{"user_list":["zhangsan"]}}""");
    }

    public string Token(int seconds) => $$"""{"errcode":0,"errmsg":"ok","access_token":"TOKEN-{{Interlocked.Increment(ref tokens)}}","expires_in":{{seconds}}}""";

    private async Task Answer(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var path = context.Request.Path.Value!;
        var call = new Seen(context.Request.Method, path, context.Request.QueryString.Value!, context.Request.Query["access_token"], context.Request.ContentType ?? "", body);
        seen.Enqueue(call);
        var answer = answers.FirstOrDefault(entry => path.EndsWith("/" + entry.Key, StringComparison.Ordinal)).Value?.Invoke(call) ?? "http 404";
        if (answer.StartsWith("http ", StringComparison.Ordinal))
        {
            context.Response.StatusCode = int.Parse(answer[5..], CultureInfo.InvariantCulture);
        }
        else if (answer is "hang up")
        {
            context.Abort();
        }
        else if (answer is "silence")
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        else
        {
            context.Response.ContentType = "application/json; charset=UTF-8";
            await context.Response.WriteAsync(answer);
        }
    }
}

/// <summary>Keeps every log line of every category.</summary>
internal sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> Lines => [.. lines];

    public ILogger CreateLogger(string categoryName) => new Pen(categoryName, lines);

    public void Dispose()
    {
    }

    private sealed class Pen(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"{category} scope {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{category} {formatter(state, exception)} {exception}");
    }
}
