using System.Security.Cryptography;
using System.Text;

namespace Funnel.Connectors.Tests.Http;

/// <summary>Webhooks as platforms send them.</summary>
internal static class SignedCalls
{
    public static string Hmac(string secret, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));

    public static WebhookRequest Post(string header, string signature, string body) => Request("POST", body, (header, signature));

    public static WebhookRequest Request(string method, string body, params (string Name, string Value)[] headers) => new(
        method, headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase), new Dictionary<string, string>(StringComparer.Ordinal), Encoding.UTF8.GetBytes(body));

    public static WebhookRequest Get(params (string Name, string Value)[] query) => new(
        "GET", new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), query.ToDictionary(q => q.Name, q => q.Value, StringComparer.Ordinal), default);
}
