using System.Text.Json;
using Polly.Timeout;

namespace Funnel.Connectors.WeCom;

/// <summary>
/// Carries one call over HTTP and turns whatever happens into an outcome. Secrets and tokens travel in the query, so neither addresses nor exception texts
/// leave this class.
/// </summary>
internal sealed class Transport(IHttpClientFactory clients)
{
    /// <param name="query">Already escaped.</param>
    /// <param name="content">Null for a GET.</param>
    public async Task<Outcome<T>> Send<T>(Call<T> call, string query, HttpContent? content, CancellationToken ct)
        where T : Answer
    {
        using var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, $"{call.Path}?{query}") { Content = content };
        try
        {
            using var response = await clients.CreateClient(WeComHttp.ClientFor(call.Effect)).SendAsync(request, ct);
            return response.IsSuccessStatusCode
                ? Read(call, await response.Content.ReadAsByteArrayAsync(ct))
                : ErrorCodes.Of(response.StatusCode, call.Effect);
        }
        catch (HttpRequestException fault)
        {
            return ErrorCodes.Of(fault.HttpRequestError, call.Effect);
        }
        catch (TimeoutRejectedException)
        {
            return ErrorCodes.Timeout(call.Effect);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return ErrorCodes.Timeout(call.Effect);
        }
    }

    private static Outcome<T> Read<T>(Call<T> call, byte[] body)
        where T : Answer
    {
        try
        {
            return JsonSerializer.Deserialize(ReadableJson.Of(body).Span, call.Answer) switch
            {
                { Errcode: 0 } answer => answer,
                { Errcode: { } code } => ErrorCodes.Of(code, call.Effect),
                _ => ErrorCodes.Unreadable(call.Effect),
            };
        }
        catch (JsonException)
        {
            return ErrorCodes.Unreadable(call.Effect);
        }
    }
}
