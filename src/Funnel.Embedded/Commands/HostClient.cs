using System.Net;
using System.Text.Json;
using Funnel.Embedded.Triggers.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Embedded.Commands;

/// <summary>Calls a running host's functions with its key.</summary>
internal sealed class HostClient : IAsyncDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
    private readonly HttpClient client;

    public HostClient(Uri address, string key)
    {
        client = services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.BaseAddress = address;
        client.DefaultRequestHeaders.Add(HostKeys.Header, key);
    }

    /// <summary>Sends a request and reads its JSON.</summary>
    /// <exception cref="UsageException">The host says what is wrong with the request.</exception>
    /// <exception cref="StartupException">The host refused for another reason, or gave no answer.</exception>
    public Task<JsonElement> Send(HttpRequestMessage request, CancellationToken ct) => Send(request, text => JsonDocument.Parse(text).RootElement, HttpStatusCode.BadRequest, ct);

    /// <summary>Reads what stands at a path, as it is.</summary>
    /// <exception cref="UsageException">The host says what is wrong with the path, or that there is no such thing.</exception>
    /// <exception cref="StartupException">The host refused for another reason, or gave no answer.</exception>
    public async Task<string> Read(string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Send(request, text => text, HttpStatusCode.NotFound, ct);
    }

    /// <param name="alsoUsage">Besides a bad request: what is the caller's mistake.</param>
    private async Task<T> Send<T>(HttpRequestMessage request, Func<string, T> read, HttpStatusCode alsoUsage, CancellationToken ct)
    {
        try
        {
            using var answer = await client.SendAsync(request, ct);
            var text = await answer.Content.ReadAsStringAsync(ct);
            return answer.IsSuccessStatusCode ? read(text)
                : answer.StatusCode is HttpStatusCode.BadRequest || answer.StatusCode == alsoUsage ? throw new UsageException(Said(text))
                : throw new StartupException("The host refused.", [$"{(int)answer.StatusCode} {answer.ReasonPhrase}: {Said(text)}"]);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new StartupException($"The host at {client.BaseAddress} gave no answer.", [$"{e.Message}: is it running, at this --port or --url?"], e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await services.DisposeAsync();
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
