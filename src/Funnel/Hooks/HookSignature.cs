using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Funnel.Hooks;

/// <summary>
/// Signatures as the Standard Webhooks convention has them (standardwebhooks.com, version 1): <c>v1,</c> and the Base64 of an HMAC-SHA256 over id, seconds since 1970 and body with
/// full stops between them. So a receiver can check them with a library it finds.
/// </summary>
internal static class HookSignature
{
    private const string Prefix = "whsec_";
    private const int LeastBytes = 16;

    /// <returns>Null when the secret is written wrong.</returns>
    public static byte[]? KeyOf(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return Encoding.UTF8.GetBytes(secret);
        }

        var key = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length) && length >= LeastBytes ? key[..length] : null;
    }

    public static string Of(byte[] key, string id, long seconds, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}.")), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
    }
}
