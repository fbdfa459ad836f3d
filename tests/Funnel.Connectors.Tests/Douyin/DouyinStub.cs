using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Connectors.Tests.Douyin;

/// <summary>What arrived, as it stood on the wire.</summary>
public sealed record Recorded(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body, string Protocol, string ConnectionId)
{
    public string Header(string name) => Headers.GetValueOrDefault(name, "");
}

/// <summary>A server on loopback that answers what it is told, in order (the last answer again and again), and records every request.</summary>
public sealed class DouyinStub : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> answers = new();
    private Func<HttpContext, Task> last = context => Write(context, """{"data":{"error_code":0}}""", 200);

    private DouyinStub(WebApplication app) => this.app = app;

    public ConcurrentQueue<Recorded> Requests { get; } = new();

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static async Task<DouyinStub> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new DouyinStub(builder.Build());
        stub.app.Run(stub.Handle);
        await stub.app.StartAsync();
        return stub;
    }

    public DouyinStub Answer(string json, int status = 200) => Answer(context => Write(context, json, status));

    /// <summary>Takes the request and closes the connection without a byte of answer.</summary>
    public DouyinStub Break() => Answer(context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Takes the request and says nothing until the caller gives up.</summary>
    public DouyinStub Hang() => Answer(async context =>
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(() => gone.SetResult());
        await gone.Task;
    });

    public DouyinStub Answer(Func<HttpContext, Task> answer)
    {
        answers.Enqueue(answer);
        return this;
    }

    public static async Task Write(HttpContext context, string body, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body, Encoding.UTF8);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task Handle(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Requests.Enqueue(new(context.Request.Method, target, headers, body, context.Request.Protocol, context.Connection.Id));
        if (answers.TryDequeue(out var answer))
        {
            last = answer;
        }

        await last(context);
    }
}
