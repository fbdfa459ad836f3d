using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Funnel.Sandbox.Wire;

/// <summary>Ids and secrets in the platforms' shapes, derived from the seed.</summary>
internal sealed class Ids(int seed)
{
    private long next;

    /// <summary>A fresh encrypted-looking Douyin id, <c>@…==</c>, always with a <c>+</c> and a <c>/</c> in it: whoever does not encode it is found out.</summary>
    public string Opaque(string kind)
    {
        var bytes = Hash(kind, Interlocked.Increment(ref next))[..25];
        bytes[9] = 0xFB; // six bits 62 are '+', six bits 63 are '/'
        bytes[10] = (byte)(0xF0 | (bytes[10] & 0x0F));
        return "@" + Convert.ToBase64String(bytes);
    }

    /// <summary>A GUID-shaped id that is always the same for <paramref name="n"/>.</summary>
    public string GuidShaped(string kind, long n) => new Guid(Hash(kind, n).AsSpan(0, 16)).ToString("D", CultureInfo.InvariantCulture);

    /// <summary>A fresh secret or token of letters and digits.</summary>
    public string Fresh(string kind, int length) => Letters(kind, Interlocked.Increment(ref next), length);

    /// <summary>Letters and digits that are always the same for <paramref name="n"/>; at most 86.</summary>
    public string Letters(string kind, long n, int length)
    {
        var text = Convert.ToBase64String(Hash(kind, n)) + Convert.ToBase64String(Hash(kind + "'", n));
        return text.Replace('+', 'p').Replace('/', 's').Replace("=", "", StringComparison.Ordinal)[..length];
    }

    public string Hex(string kind, long n, int length) => Convert.ToHexStringLower(Hash(kind, n))[..length];

    private byte[] Hash(string kind, long n) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{kind}/{n}")));
}
