using System.Net.Http.Json;
using System.Text.Json;

namespace Funnel.Embedded.Commands;

/// <summary>A running host's <c>api/replays</c>.</summary>
internal sealed class ReplaysClient(Uri address, string key) : IAsyncDisposable
{
    private const string Replays = "api/replays";

    private readonly HostClient host = new(address, key);

    /// <summary>Starts one.</summary>
    /// <param name="by">Who asks for it; null for a script.</param>
    public async Task<JsonElement> Start(object body, string? by, string? idempotencyKey, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Replays) { Content = JsonContent.Create(body) };
        Add(request, "From", by);
        Add(request, "Idempotency-Key", idempotencyKey);
        return await host.Send(request, ct);
    }

    public Task<JsonElement> Read(string id, CancellationToken ct) => Get($"{Replays}/{Uri.EscapeDataString(id)}", ct);

    public async Task<JsonElement> Cancel(string id, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{Replays}/{Uri.EscapeDataString(id)}");
        return await host.Send(request, ct);
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

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private async Task<JsonElement> Get(string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await host.Send(request, ct);
    }

    private static void Add(HttpRequestMessage request, string header, string? value)
    {
        if (value is not null && !request.Headers.TryAddWithoutValidation(header, value))
        {
            throw new UsageException($"{header}: '{value}' is not what a header may hold");
        }
    }
}
