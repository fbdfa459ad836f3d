using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Funnel.Embedded;
using Funnel.Hosts.Tests.EndToEnd;
using Funnel.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Hosts.Tests.OpenApi;

/// <summary>A whole host with the sandbox, an account without an API and a hook. Whatever it answers is compared with the document.</summary>
internal sealed class ApiShop : IAsyncDisposable
{
    /// <summary>Whose comments are read, and whose are handed over.</summary>
    public const string Read = "sandbox-shop";
    public const string Handed = "sandbox-assist";

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("funnel-openapi-");
    private readonly Dictionary<string, string> keys = [];
    private readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false });
    private WebApplication receiver = null!;

    public SandboxServer Sandbox { get; private set; } = null!;

    public EmbeddedHost Host { get; private set; } = null!;

    /// <summary>What was tried, as <c>GET /api/funnel 200</c>.</summary>
    public HashSet<string> Tried { get; } = [];

    /// <summary>What is not as the document says.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>What the hook's receiver got.</summary>
    public ConcurrentQueue<(Dictionary<string, string> Headers, JsonElement Body)> Told { get; } = new();

    public static async Task<ApiShop> Open()
    {
        var shop = new ApiShop();
        await shop.Start();
        return shop;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Host.DisposeAsync();
        await Sandbox.DisposeAsync();
        await receiver.DisposeAsync();
        data.Delete(recursive: true);
    }

    /// <summary>Asks, and compares the answer with what the document says of that operation and status.</summary>
    /// <param name="operation">As <c>GET /api/leads</c>.</param>
    /// <param name="path">The path asked for; that of the operation when it is not given.</param>
    /// <param name="key">The key that is shown: <c>default</c>, <c>master</c> or none.</param>
    /// <returns>The body: JSON, or null.</returns>
    public async Task<JsonElement> Try(
        string operation, int status, string? path = null, string? body = null, string key = "default", string from = "lin", params IEnumerable<(string Name, string Value)> headers)
    {
        var documented = ApiDocument.Find(operation);
        using var request = new HttpRequestMessage(new HttpMethod(documented.Method), (path ?? documented.Path).TrimStart('/'));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("x-functions-key", keys.GetValueOrDefault(key));
        request.Headers.TryAddWithoutValidation("From", from);
        headers.ToList().ForEach(h => request.Headers.TryAddWithoutValidation(h.Name, h.Value));
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var where = $"{operation} {(int)answer.StatusCode}";
        Tried.Add(where);
        Wrong.AddRange(Compare(documented, answer, text).Select(w => $"{where} ({request.RequestUri}): {w}"));
        if (status != (int)answer.StatusCode)
        {
            Wrong.Add($"{where} ({request.RequestUri}), and {status} was expected: {text}");
        }

        return answer.Content.Headers.ContentType?.MediaType == "application/json" && text.Length > 0 ? JsonSerializer.Deserialize<JsonElement>(text) : default;
    }

    private static IEnumerable<string> Compare(ApiOperation operation, HttpResponseMessage answer, string text)
    {
        if (operation.Is["responses"]![$"{(int)answer.StatusCode}"] is not { } response)
        {
            return [$"the document has no such status: {text}"];
        }

        var said = ApiDocument.Follow(response);
        var sent = answer.Headers.Concat(answer.Content.Headers).Select(h => h.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var headers = (said["headers"]?.AsObject() ?? []).Where(h => !sent.Contains(h.Key) && !(answer.StatusCode == HttpStatusCode.OK && IsOnlyMaybe(h.Key)));
        return [.. headers.Select(h => $"header {h.Key} is missing"), .. Body(said["content"]?.AsObject(), answer.Content.Headers.ContentType, text)];
    }

    /// <summary>What a file's setting has no version for, and the last page no next one.</summary>
    private static bool IsOnlyMaybe(string header) => header is "ETag" or "Last-Modified" or "Link";

    private static IEnumerable<string> Body(JsonObject? content, MediaTypeHeaderValue? type, string text)
    {
        if (content is null)
        {
            return text.Length > 0 ? [$"the document knows of no body: {text}"] : [];
        }

        var known = content[type?.MediaType ?? "none"] ?? content["*/*"];
        return known is null ? [$"the document has no {type}"]
            : type?.MediaType != "application/json" ? []
            : ApiDocument.Wrong(known["schema"]!, JsonSerializer.Deserialize<JsonElement>(text)).Select(w => $"{w}: {TextCutter.Chars(text, 1_000)}");
    }

    private async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        receiver = builder.Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.MapPost("/in", async (HttpRequest request) => Told.Enqueue((
            request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), await JsonSerializer.DeserializeAsync<JsonElement>(request.Body))));
        await receiver.StartAsync();
        Sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = 7, Speed = 240, Audience = 400, AudienceWaits = true, Sources = ["douyin", "assist"] });
        var settings = JsonNode.Parse(Sandbox.ConfigJson())!.AsObject();
        settings["hooks"] = new JsonArray(new JsonObject
        {
            ["name"] = "crm",
            ["url"] = receiver.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/in",
            ["secret"] = "a secret of these tests, long enough",
            ["weekly"] = true,
        });
        settings["measure"] = new JsonObject { ["values"] = new JsonObject { ["added"] = 7 } };
        Host = await EmbeddedHost.Start(new EmbeddedSetup(HostFile.Read(Encoding.UTF8.GetBytes(settings.ToJsonString()), "a test's configuration"), data.FullName, Port: 0, Quiet: true), default);
        http.BaseAddress = Host.BaseUrl;
        foreach (var (name, key) in JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(Path.Combine(data.FullName, "host-keys.json")))!)
        {
            keys[name] = key;
        }

        await Stage.Connect(Sandbox, Host);
    }
}
