using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Funnel.Tests.Triage;

/// <summary>A local server that speaks the chat-completions protocol, and lies, stalls or breaks as told.</summary>
internal sealed class MisbehavingModel : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<string> requests = new();

    private MisbehavingModel(WebApplication app) => this.app = app;

    internal IReadOnlyCollection<string> Requests => requests;

    internal Uri Address => new($"{app.Urls.First()}/v1");

    internal static async Task<MisbehavingModel> Start(Func<HttpContext, int, Task> behave)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new MisbehavingModel(builder.Build());
        server.app.MapPost("/v1/chat/completions", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            server.requests.Enqueue(await reader.ReadToEndAsync());
            await behave(context, server.requests.Count);
        });
        await server.app.StartAsync();
        return server;
    }

    /// <summary>A well-formed completion with this content.</summary>
    internal static Task Say(HttpContext context, string content) => context.Response.WriteAsJsonAsync(new
    {
        id = "c1",
        @object = "chat.completion",
        created = 1,
        model = "m",
        choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content } } },
        usage = new { prompt_tokens = 1, completion_tokens = 1, total_tokens = 2 },
    });

    /// <summary>The comment as the last request carried it, read as JSON inside JSON.</summary>
    internal (string System, string Comment) Last()
    {
        using var request = JsonDocument.Parse(requests.Last());
        var messages = request.RootElement.GetProperty("messages");
        using var quoted = JsonDocument.Parse(messages[1].GetProperty("content").GetString()!);
        Assert.Equal(2, messages.GetArrayLength());
        Assert.Single(quoted.RootElement.EnumerateObject());
        return (messages[0].GetProperty("content").GetString()!, quoted.RootElement.GetProperty("comment").GetString()!);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
