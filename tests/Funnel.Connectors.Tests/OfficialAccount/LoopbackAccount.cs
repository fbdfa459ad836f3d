using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Funnel.Configuration;
using Funnel.Connectors.OfficialAccount;
using Funnel.Connectors.Tests.WeCom;
using Funnel.Connectors.WeCom;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Connectors.Tests.OfficialAccount;

/// <summary>WeChat's API, as Official Accounts and mini programs use it, on a real socket that answers what a test tells it to, and the product wired to it.</summary>
internal sealed class LoopbackAccount : IAsyncDisposable
{
    public const string AppId = "wx0123456789abcdef";
    public const string Secret = "SECRET-0123456789";

    public static readonly WeComCrypto Crypto = new(Vectors.Token, Vectors.Key, AppId);

    private readonly ConcurrentDictionary<string, Func<Seen, string>> answers = new();
    private readonly ConcurrentQueue<Seen> seen = new();
    private readonly WebApplication app;
    private readonly ServiceProvider services;

    private LoopbackAccount(WebApplication app, ServiceProvider services, ManualTime time, LogBook logs) => (this.app, this.services, Time, Logs) = (app, services, time, logs);

    public ManualTime Time { get; }

    public LogBook Logs { get; }

    public Connector Connector => services.GetRequiredService<Connector>();

    public IContactPath Path => Connector.Find<IContactPath>()!;

    public IWelcome Greeter => Connector.Find<IWelcome>()!;

    public IWebhook Webhook => Connector.Find<IWebhook>()!;

    /// <param name="add">What is wired to the server at this address; an Official Account by default.</param>
    public static async Task<LoopbackAccount> Start(Func<IServiceCollection, string, IServiceCollection>? add = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        LoopbackAccount? server = null;
        app.Run(context => server!.Answer(context));
        await app.StartAsync();
        var time = new ManualTime(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        var logs = new LogBook();
        add ??= (services, url) => services.AddOfficialAccount(Settings(url));
        var services = add(
            new ServiceCollection().AddSingleton<TimeProvider>(time).AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs)), app.Urls.Single()).BuildServiceProvider();
        server = new(app, services, time, logs);
        var tokens = 0;
        server.On("stable_token", _ => $$"""{"access_token":"TOKEN-{{Interlocked.Increment(ref tokens)}}","expires_in":7200}""");
        server.On("qrcode/create", """{"ticket":"gQH+/x==","expire_seconds":2592000,"url":"http://weixin.qq.com/q/x"}""");
        server.On("custom/send", """{"errcode":0,"errmsg":"ok"}""");
        return server;
    }

    public static SettingsReader Settings(string url, Dictionary<string, string?>? more = null)
    {
        var all = new Dictionary<string, string?>
        {
            ["BaseUrl"] = url, ["AppId"] = AppId, ["Secret"] = Secret, ["CallbackToken"] = Vectors.Token, ["EncodingAesKey"] = Vectors.Key,
        };
        foreach (var (key, value) in more ?? [])
        {
            all[key] = value;
        }

        return new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(all.Select(s => KeyValuePair.Create("Funnel:OfficialAccount:" + s.Key, s.Value))).Build());
    }

    public void On(string path, Func<Seen, string> answer) => answers[path] = answer;

    public void On(string path, string answer) => On(path, _ => answer);

    public IReadOnlyList<Seen> Calls(string path) => [.. seen.Where(call => call.Path.EndsWith(path, StringComparison.Ordinal))];

    /// <summary>A genuine message as the platform pushes it.</summary>
    public WebhookRequest Pushed(string fields, WeComCrypto? by = null)
    {
        var crypto = by ?? Crypto;
        var timestamp = Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var encrypted = crypto.Encrypt($"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oAnna]]></FromUserName><CreateTime>{timestamp}</CreateTime>{fields}</xml>");
        var query = new Dictionary<string, string>
        {
            ["signature"] = crypto.Sign(timestamp, "n", ""), ["timestamp"] = timestamp, ["nonce"] = "n", ["openid"] = "oAnna", ["encrypt_type"] = "aes",
            ["msg_signature"] = crypto.Sign(timestamp, "n", encrypted),
        };
        return new("POST", new Dictionary<string, string>(), query, Encoding.UTF8.GetBytes($"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"));
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await app.DisposeAsync();
    }

    private async Task Answer(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var path = context.Request.Path.Value!;
        var call = new Seen(context.Request.Method, path, context.Request.QueryString.Value!, context.Request.Query["access_token"], context.Request.ContentType ?? "", await reader.ReadToEndAsync());
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
        else
        {
            await context.Response.WriteAsync(answer);
        }
    }
}
