using System.Security.Cryptography;
using System.Text;

namespace Funnel.Connectors.Http;

/// <summary>What webhooks that are signed by HMAC-SHA256 have in common.</summary>
internal static class SignedWebhook
{
    public const int MaxBodyBytes = 1024 * 1024;

    /// <summary>Null when it is a POST of a size that is read.</summary>
    public static WebhookResult.Refused? Refuse(WebhookRequest request) =>
        !HttpMethod.Post.Method.Equals(request.Method, StringComparison.OrdinalIgnoreCase) ? new(405, "only POST is answered")
        : request.Body.Length > MaxBodyBytes ? new(413, "the body is over 1 MiB")
        : null;

    /// <param name="hex">As it came, in either case of letters.</param>
    /// <param name="before">Signed before the body.</param>
    public static bool IsSigned(string secret, string hex, string before, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(before));
        hmac.AppendData(body);
        var expected = Convert.ToHexStringLower(hmac.GetHashAndReset());
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(hex.ToLowerInvariant()));
    }

    /// <summary>The same for the same bytes.</summary>
    public static string IdOf(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));
}
