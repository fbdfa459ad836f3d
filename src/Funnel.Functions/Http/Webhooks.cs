using Funnel.Connectors;
using Microsoft.AspNetCore.Http;

namespace Funnel.Functions.Http;

/// <summary>Reads a webhook as its connector wants it: raw body within a limit, headers, query decoded once.</summary>
internal static class Webhooks
{
    /// <summary>No platform's event comes near this; what is larger is not one, and no more is read of what nobody may have signed.</summary>
    public const int MaxBody = 64 * 1024;

    /// <returns>Null when the body is larger than any event.</returns>
    public static async Task<WebhookRequest?> Read(HttpRequest request, CancellationToken ct)
    {
        return request.ContentLength > MaxBody || await RequestBody.Read(request, MaxBody, ct) is not { } body ? null : new(
            request.Method,
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            request.Query.ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body);
    }
}
