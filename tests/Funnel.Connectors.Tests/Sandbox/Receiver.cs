using System.Collections.Concurrent;
using System.Net;
using System.Xml.Linq;
using Funnel.Sandbox;
using Funnel.Sandbox.WeCom;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using System.Text.Json.Nodes;

namespace Funnel.Connectors.Tests.Sandbox;

internal sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Query, string Body);

/// <summary>A host's two callback routes, by hand: answers the handshakes, keeps the rest.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly CallbackCrypto crypto;

    private Receiver(WebApplication app, SandboxServer sandbox)
    {
        this.app = app;
        crypto = new CallbackCrypto(sandbox.World.Corp.CallbackToken, sandbox.World.Corp.EncodingAesKey, sandbox.World.Corp.Id);
    }

    public ConcurrentQueue<Received> All { get; } = new();

    /// <summary>How many posts are refused with 500 before one is taken.</summary>
    public int Refusals { get; set; }

    public Func<Received, Task>? On { get; set; }

    /// <summary>The HTML below <c>/c/</c>.</summary>
    public string Page { get; set; } = "";

    public Uri Address => new(app.Urls.First());

    public static async Task<Receiver> Start(SandboxServer sandbox)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRouting();
        var receiver = new Receiver(builder.Build(), sandbox);
        receiver.app.MapGet("/api/events/wecom", receiver.Echo);
        receiver.app.MapPost("/api/events/wecom", receiver.Take);
        receiver.app.MapPost("/api/events/douyin", receiver.Take);
        receiver.app.MapGet("/c/{token}", context => context.Response.WriteAsync(receiver.Page));
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>The decrypted message of a WeCom event, its signature checked.</summary>
    public XElement Open(Received event_)
    {
        var encrypted = XElement.Parse(event_.Body).Element("Encrypt")!.Value;
        Assert.Equal(event_.Query["msg_signature"], crypto.Sign(event_.Query["timestamp"], event_.Query["nonce"], encrypted));
        return XElement.Parse(crypto.Decrypt(encrypted));
    }

    public async Task<IReadOnlyList<Received>> Wait(int count)
    {
        var until = DateTime.UtcNow.AddSeconds(20);
        while (All.Count < count)
        {
            Assert.True(DateTime.UtcNow < until, $"{All.Count} of {count} callbacks came");
            await Task.Delay(5);
        }

        return [.. All];
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private Task Echo(HttpContext context)
    {
        var query = context.Request.Query;
        Assert.Equal(query["msg_signature"], crypto.Sign(query["timestamp"]!, query["nonce"]!, query["echostr"]!));
        return context.Response.WriteAsync(crypto.Decrypt(query["echostr"]!));
    }

    private async Task Take(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var received = new Received(context.Request.Path,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            context.Request.Query.ToDictionary(value => value.Key, value => value.Value.ToString()), await reader.ReadToEndAsync());
        if (received.Path.EndsWith("douyin", StringComparison.Ordinal) && JsonNode.Parse(received.Body) is JsonObject { } body
            && (string?)body["event"] == "verify_webhook")
        {
            await context.Response.WriteAsync($"{{\"challenge\":{body["content"]!["challenge"]}}}");
            return;
        }

        All.Enqueue(received);
        if (Refusals > 0)
        {
            Refusals--;
            context.Response.StatusCode = 500;
        }
        else if (On is { } on)
        {
            await on(received);
        }
    }
}
