using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Funnel.Sandbox.Wire;

/// <summary>Ids and secrets in the platforms' shapes, derived from the seed.</summary>
/// <param name="of">Keeps what is derived apart from that of other sources; empty for what is the sandbox's own.</param>
internal sealed class Ids(int seed, string of = "")
{
    private const long FirstNumber = 7_300_000_000_000_000_000;
    private const long NumberGap = 10_000_000_000;
    private long next;

    /// <summary>A fresh encrypted-looking Douyin id, <c>@…==</c>, always with a <c>+</c> and a <c>/</c> in it: whoever does not encode it is found out.</summary>
    public string Opaque(string kind)
    {
        var bytes = Hash(kind, Interlocked.Increment(ref next))[..25];
        bytes[9] = 0xFB; // six bits 62 are '+', six bits 63 are '/'
        bytes[10] = (byte)(0xF0 | (bytes[10] & 0x0F));
        return "@" + Convert.ToBase64String(bytes);
    }

    /// <summary>A fresh id of 19 decimal digits, each above the one before; whoever reads it as a double loses its end.</summary>
    public string Number(string kind) => Digits(kind, Interlocked.Increment(ref next));

    /// <summary>An id of 19 decimal digits that is always the same for <paramref name="n"/>, 0 to 10^8.</summary>
    public string Digits(string kind, long n) =>
        (FirstNumber + (n * NumberGap) + (long)(BinaryPrimitives.ReadUInt64BigEndian(Hash(kind, n)) % NumberGap)).ToString(CultureInfo.InvariantCulture);

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
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{of}{kind}/{n}")));
}
