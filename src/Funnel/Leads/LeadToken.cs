using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Funnel.Leads;

/// <summary>
/// The token a person carries in the contact link: the lead's id and 8 base-62 characters (47 bits) of an HMAC over it. 30 ASCII characters,
/// which is the most WeCom's 联系我 state holds (its acquisition links hold 64 bytes). Nothing has to be looked up to tell our tokens from
/// foreign ones, and a token names its lead. Each <see cref="TokenKind"/> has a key of its own, so its kind costs no character and a token of
/// one kind never passes for another.
/// </summary>
public sealed class LeadToken(byte[] key)
{
    public const int Length = LeadId.Length + MacLength;

    private const int MacLength = 8;

    // Links with tokens made before there were kinds are still in people's chats: invitations keep the key itself.
    private readonly FrozenDictionary<TokenKind, byte[]> keys = Enum.GetValues<TokenKind>().ToFrozenDictionary(
        kind => kind,
        kind => kind is TokenKind.Invitation ? key : HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"token:{kind}")));

    public string Issue(TokenKind kind, LeadId id) => id + Mac(kind, id.ToString());

    /// <summary>Reads a token that came back; false for anything we did not issue as this kind (absent, cut, foreign, of another kind).</summary>
    public bool TryRead(TokenKind kind, string? token, out LeadId id)
    {
        id = default;
        return token is { Length: Length }
            && LeadId.TryParse(token[..LeadId.Length], out id)
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Mac(kind, token[..LeadId.Length])), Encoding.UTF8.GetBytes(token[LeadId.Length..]));
    }

    /// <summary>A keyed hash of 128 bits in 22 base-62 characters, by which a text is known again without being stored.</summary>
    /// <param name="purpose">Hashes of one purpose say nothing of another's.</param>
    public string Hash(string purpose, string text)
    {
        var hash = HMACSHA256.HashData(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"hash:{purpose}")), Encoding.UTF8.GetBytes(text));
        return Base62.Encode(hash.AsSpan(0, 16), LeadId.Length);
    }

    private string Mac(TokenKind kind, string id)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(keys[kind], Encoding.ASCII.GetBytes(id), hash);
        return Base62.Encode(hash[..16], MacLength);
    }
}
