using System.Security.Cryptography;
using System.Text;

namespace Funnel.Leads;

/// <summary>
/// The token a person carries in the contact link: the lead's id and 8 base-62 characters (47 bits) of an HMAC over it. 30 ASCII characters,
/// which is the most WeCom's 联系我 state holds (its acquisition links hold 64 bytes). Nothing has to be looked up to tell our tokens from
/// foreign ones, and a token names its lead.
/// </summary>
public sealed class LeadToken(byte[] key)
{
    public const int Length = LeadId.Length + MacLength;

    private const int MacLength = 8;

    public string Issue(LeadId id) => id + Mac(id.ToString());

    /// <summary>Reads a token that came back; false for anything we did not issue (absent, cut, foreign).</summary>
    public bool TryRead(string? token, out LeadId id)
    {
        id = default;
        return token is { Length: Length }
            && LeadId.TryParse(token[..LeadId.Length], out id)
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Mac(token[..LeadId.Length])), Encoding.UTF8.GetBytes(token[LeadId.Length..]));
    }

    private string Mac(string id)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(id), hash);
        return Base62.Encode(hash[..16], MacLength);
    }
}
