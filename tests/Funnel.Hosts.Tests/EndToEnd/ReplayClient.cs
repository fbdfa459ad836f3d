using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Funnel.Embedded;
using Funnel.Embedded.Commands;
using Funnel.Embedded.Triggers.Http;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>A replay that came to its end.</summary>
internal sealed record FinishedReplay(string Id, string Counters, IReadOnlyList<JsonElement> Items, TimeSpan Took);

/// <summary>A script that replays.</summary>
internal sealed class ReplayClient(EmbeddedHost host, string data)
{
    private readonly HttpClient http = new() { BaseAddress = host.BaseUrl };

    /// <summary>Starts one, waits until it is done, and reads what it came to.</summary>
    public async Task<FinishedReplay> Run(string json, string key)
    {
        var began = Stopwatch.GetTimestamp();
        var started = await Send(HttpMethod.Post, "api/replays", json, key);
        Assert.True(started.Code == HttpStatusCode.Accepted, started.Body.ToString());
        var id = started.Body.GetProperty("id").GetString()!;
        Assert.Equal("/api/replays/" + id, started.Location);
        var replay = started.Body;
        for (var left = 600; left > 0 && replay.GetProperty("state").GetString() is "queued" or "running"; left--)
        {
            await Task.Delay(100);
            replay = (await Send(HttpMethod.Get, "api/replays/" + id)).Body;
        }

        Assert.Equal("done", replay.GetProperty("state").GetString());
        var took = Stopwatch.GetElapsedTime(began);
        var items = new List<JsonElement>();
        for (var next = replay.GetProperty("items").GetString(); next is not null;)
        {
            var page = (await Send(HttpMethod.Get, next.TrimStart('/'))).Body;
            items.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
        }

        return new(id, replay.GetProperty("counters").GetRawText(), items, took);
    }

    public async Task<(HttpStatusCode Code, JsonElement Body, string? Location)> Send(HttpMethod method, string path, string? json = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add(HostKeys.Header, await RunningHost.KeyOf(data, "default", default));
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement, answer.Headers.Location?.ToString());
    }
}
