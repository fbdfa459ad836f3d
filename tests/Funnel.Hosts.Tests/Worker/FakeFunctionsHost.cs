using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Funnel.Hosts.Tests.Worker;

public sealed record WorkerLog(string Level, string Category, string Message, string Exception);

/// <summary>What the worker told of an HTTP run, and what its answer was; no answer when the caller left first.</summary>
public sealed record WorkerAnswer(string Status, HttpStatusCode? Code, string Body);

/// <summary>
/// As much of the Functions host as the worker needs to think that it is in one: starts the real process, asks for its functions, loads them,
/// and sends it requests as the host does, over gRPC and HTTP at once.
/// </summary>
internal sealed class FakeFunctionsHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<WorkerLog> logs = new();
    private readonly TaskCompletionSource<RpcStream> connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient http = new(new SocketsHttpHandler { Expect100ContinueTimeout = Patience });
    private readonly Dictionary<string, JsonElement> functions = new(StringComparer.Ordinal);
    private WebApplication app = null!;
    private Process worker = null!;

    public IReadOnlyList<WorkerLog> Logs => [.. logs];

    /// <summary>Names of the functions that the worker has.</summary>
    public IEnumerable<string> Functions => functions.Keys;

    /// <summary>What the process wrote to its console.</summary>
    public string Console => string.Join('\n', console);

    private readonly ConcurrentQueue<string> console = new();

    /// <param name="settings">As in local.settings.json.</param>
    public static async Task<FakeFunctionsHost> Start(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var host = new FakeFunctionsHost();
        try
        {
            await host.Listen();
            host.Launch(settings);
            await host.Introduce();
            return host;
        }
        catch (Exception e)
        {
            await host.DisposeAsync();
            throw new InvalidOperationException($"The worker did not start. Its console: {host.Console}", e);
        }
    }

    /// <param name="route">The route's parameters, which the host reads.</param>
    /// <param name="body">Asked for only when the function begins to read it.</param>
    /// <param name="ct">Cancelled when the caller hangs up.</param>
    public async Task<WorkerAnswer> Call(string function, string method, string path, IReadOnlyDictionary<string, string> route, HttpContent? body = null, CancellationToken ct = default)
    {
        var id = Guid.NewGuid().ToString();
        var ended = Ask(id, new
        {
            invocationRequest = new
            {
                invocationId = id,
                functionId = functions[function].GetProperty("functionId").GetString(),
                inputData = new[] { new { name = "request", data = new { @string = "" } } },
                triggerMetadata = route.ToDictionary(r => r.Key, r => new { @string = r.Value }, StringComparer.Ordinal),
                traceContext = new { traceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00" },
            },
        });
        var (code, text) = await Forward(id, method, path, body, ct);
        if (code is null)
        {
            await (await connected.Task).Write(JsonSerializer.Serialize(new { invocationCancel = new { invocationId = id } }));
        }

        var result = (await ended).GetProperty("invocationResponse").GetProperty("result");
        return new(result.TryGetProperty("status", out var status) ? status.GetString()! : "Failure", code, text);
    }

    public async ValueTask DisposeAsync()
    {
        if (worker is not null)
        {
            worker.Kill(entireProcessTree: true);
            await worker.WaitForExitAsync();
            worker.Dispose();
        }

        await app.DisposeAsync();
        http.Dispose();
    }

    private async Task Listen()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        app = builder.Build();
        app.MapPost("/AzureFunctionsRpcMessages.FunctionRpc/EventStream", Serve);
        await app.StartAsync();
    }

    private void Launch(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var address = new Uri(app.Urls.First());
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = WorkerFolder.Best,
            ArgumentList =
            {
                Path.Combine(WorkerFolder.Best, "Funnel.Functions.dll"),
                "--functions-uri", address.AbsoluteUri, "--functions-worker-id", "worker", "--functions-request-id", "start", "--functions-grpc-max-message-length", $"{int.MaxValue}",
            },
        };
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = WorkerFolder.Best;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        worker = Process.Start(start)!;
        worker.OutputDataReceived += (_, line) => console.Enqueue(line.Data ?? "");
        worker.ErrorDataReceived += (_, line) => console.Enqueue(line.Data ?? "");
        worker.BeginOutputReadLine();
        worker.BeginErrorReadLine();
    }

    /// <summary>The host's first questions, in its order.</summary>
    private async Task Introduce()
    {
        await connected.Task.WaitAsync(Patience);
        var ready = await Ask("init", new { workerInitRequest = new { hostVersion = "4.1037.0", workerDirectory = WorkerFolder.Best, functionAppDirectory = WorkerFolder.Best } });
        http.BaseAddress = new(ready.GetProperty("workerInitResponse").GetProperty("capabilities").GetProperty("HttpUri").GetString()!);
        var told = await Ask("metadata", new { functionsMetadataRequest = new { functionAppDirectory = WorkerFolder.Best } });
        foreach (var function in told.GetProperty("functionMetadataResponse").GetProperty("functionMetadataResults").EnumerateArray())
        {
            functions.Add(function.GetProperty("name").GetString()!, function);
            await Load(function);
        }
    }

    private async Task Load(JsonElement function)
    {
        var metadata = JsonNode.Parse(function.GetRawText())!.AsObject();
        metadata["bindings"] = new JsonObject(function.GetProperty("rawBindings").EnumerateArray().Select(b => JsonDocument.Parse(b.GetString()!).RootElement).Select(b => KeyValuePair.Create(
            b.GetProperty("name").GetString()!,
            (JsonNode?)new JsonObject { ["type"] = b.GetProperty("type").GetString(), ["direction"] = b.GetProperty("direction").GetString()!.ToLowerInvariant() })));
        var id = function.GetProperty("functionId").GetString();
        var loaded = await Ask("load " + id, new { functionLoadRequest = new { functionId = id, metadata } });
        Assert.Equal("Success", loaded.GetProperty("functionLoadResponse").GetProperty("result").GetProperty("status").GetString());
    }

    private async Task<(HttpStatusCode? Code, string Body)> Forward(string id, string method, string path, HttpContent? body, CancellationToken ct)
    {
        for (var tries = 0; ; tries++)
        {
            // Not disposed: that would dispose the body, which the next try sends.
            var request = new HttpRequestMessage(new(method), path) { Content = body, Headers = { { "x-ms-invocation-id", id } } };
            request.Headers.ExpectContinue = body is not null;
            try
            {
                using var answer = await http.SendAsync(request, ct);
                return (answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError && tries < 100)
            {
                await Task.Delay(100, ct); // its web server starts a little after its gRPC; the host tries again too
            }
            catch (OperationCanceledException)
            {
                return (null, "");
            }
        }
    }

    private async Task<JsonElement> Ask(string id, object question)
    {
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = answer;
        var message = JsonSerializer.SerializeToNode(question)!.AsObject();
        message["requestId"] = id;
        await (await connected.Task).Write(message.ToJsonString());
        return await answer.Task.WaitAsync(Patience);
    }

    private async Task Serve(HttpContext context)
    {
        var stream = new RpcStream(context);
        await stream.Open();
        try
        {
            while (await stream.Read(context.RequestAborted) is { } json)
            {
                Take(stream, JsonDocument.Parse(json).RootElement);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The worker's process has ended.
        }
    }

    private void Take(RpcStream stream, JsonElement message)
    {
        if (message.TryGetProperty("startStream", out _))
        {
            connected.TrySetResult(stream);
        }
        else if (message.TryGetProperty("rpcLog", out var log))
        {
            string Text(string name) => log.TryGetProperty(name, out var value) ? value.GetString()! : "";
            logs.Enqueue(new(Text("level"), Text("category"), Text("message"), log.TryGetProperty("exception", out var exception) ? exception.ToString() : ""));
        }
        else if (message.TryGetProperty("requestId", out var id) && waiting.TryRemove(id.GetString()!, out var answer))
        {
            answer.SetResult(message);
        }
        else if (message.TryGetProperty("invocationResponse", out var ended) && waiting.TryRemove(ended.GetProperty("invocationId").GetString()!, out answer))
        {
            answer.SetResult(message);
        }
    }
}
