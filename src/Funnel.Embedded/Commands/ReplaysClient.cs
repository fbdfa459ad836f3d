using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Funnel.Embedded.Triggers.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Embedded.Commands;

/// <summary>A running host's <c>api/replays</c>.</summary>
internal sealed class ReplaysClient : IAsyncDisposable
{
    private const string Replays = "api/replays";

    private readonly ServiceProvider services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
    private readonly HttpClient client;

    public ReplaysClient(Uri address, string key)
    {
        client = services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.BaseAddress = address;
        client.DefaultRequestHeaders.Add(HostKeys.Header, key);
    }

    /// <summary>Starts one.</summary>
    /// <param name="by">Who asks for it; null for a script.</param>
    public async Task<JsonElement> Start(object body, string? by, string? idempotencyKey, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Replays) { Content = JsonContent.Create(body) };
        Add(request, "From", by);
        Add(request, "Idempotency-Key", idempotencyKey);
        return await Send(request, ct);
    }

    public Task<JsonElement> Read(string id, CancellationToken ct) => Get($"{Replays}/{Uri.EscapeDataString(id)}", ct);

    public async Task<JsonElement> Cancel(string id, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{Replays}/{Uri.EscapeDataString(id)}");
        return await Send(request, ct);
    }

    /// <summary>All results there are so far.</summary>
    public async IAsyncEnumerable<JsonElement> Items(string id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        for (var next = $"/{Replays}/{Uri.EscapeDataString(id)}/items"; next is not null;)
        {
            var page = await Get(next.TrimStart('/'), ct);
            foreach (var item in page.GetProperty("items").EnumerateArray())
            {
                yield return item;
            }

            next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await services.DisposeAsync();
    }

    private async Task<JsonElement> Get(string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Send(request, ct);
    }

    private async Task<JsonElement> Send(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            using var answer = await client.SendAsync(request, ct);
            var text = await answer.Content.ReadAsStringAsync(ct);
            return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement
                : answer.StatusCode == HttpStatusCode.BadRequest ? throw new UsageException(Said(text))
                : throw new StartupException("The host refused.", [$"{(int)answer.StatusCode} {answer.ReasonPhrase}: {Said(text)}"]);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new StartupException($"The host at {client.BaseAddress} gave no answer.", [$"{e.Message}: is it running, at this --port or --url?"], e);
        }
    }

    private static void Add(HttpRequestMessage request, string header, string? value)
    {
        if (value is not null && !request.Headers.TryAddWithoutValidation(header, value))
        {
            throw new UsageException($"{header}: '{value}' is not what a header may hold");
        }
    }

    /// <summary>What an answer says is wrong.</summary>
    private static string Said(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.TryGetProperty("errors", out var errors) ? string.Join(Environment.NewLine, errors.EnumerateArray().Select(e => e.GetString()))
                : json.RootElement.TryGetProperty("error", out var error) ? error.GetString()!
                : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
