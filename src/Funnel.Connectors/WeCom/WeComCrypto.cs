using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Funnel.Connectors.WeCom;

/// <summary>
/// Signature and encryption of WeCom callbacks (https://developer.work.weixin.qq.com/document/path/90968): AES-256-CBC over
/// random(16) + length(4, big-endian) + message + receive id, padded to multiples of 32; SHA-1 over the sorted parts. Immutable and safe for concurrent use.
/// </summary>
public sealed class WeComCrypto
{
    private const int RandomBytes = 16;
    private const int HeadBytes = RandomBytes + 4;
    private const int PadBlock = 32;

    private readonly string token;
    private readonly byte[] key;
    private readonly byte[] iv;
    private readonly byte[] receiveId;

    /// <param name="encodingAesKey">Exactly 43 letters and digits.</param>
    /// <param name="receiveId">Whom messages are addressed to: the corp id for a corp's own app.</param>
    /// <exception cref="ArgumentException">The key is not of that form.</exception>
    public WeComCrypto(string token, string encodingAesKey, string receiveId)
    {
        if (encodingAesKey.Length != 43 || !encodingAesKey.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException("An EncodingAESKey is exactly 43 letters and digits.", nameof(encodingAesKey));
        }

        this.token = token;
        this.receiveId = Encoding.UTF8.GetBytes(receiveId);
        key = Convert.FromBase64String(encodingAesKey + "=");
        iv = key[..16];
    }

    /// <summary>The signature of an encrypted text: 40 lowercase hexadecimal digits.</summary>
    public string Sign(string timestamp, string nonce, string encrypted)
    {
        string[] parts = [token, timestamp, nonce, encrypted];
        Array.Sort(parts, StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
    }

    /// <summary>Compares in constant time.</summary>
    public bool Verify(string signature, string timestamp, string nonce, string encrypted) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Sign(timestamp, nonce, encrypted)));

    /// <summary>Encrypts a message with fresh random bytes. The result is Base64.</summary>
    public string Encrypt(string message) => Encrypt(Encoding.UTF8.GetBytes(message), RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Decrypts and checks padding, length and receive id. Check the signature first: this is no proof of origin by itself.</summary>
    /// <param name="message">The message's bytes, when true is returned.</param>
    public bool TryDecrypt(string encrypted, out byte[] message)
    {
        message = [];
        var cipher = new byte[encrypted.Length / 4 * 3];
        if (!Convert.TryFromBase64String(encrypted, cipher, out var length) || length < PadBlock || length % PadBlock != 0)
        {
            return false;
        }

        using var aes = Aes.Create();
        aes.Key = key;
        return TryOpen(aes.DecryptCbc(cipher.AsSpan(0, length), iv, PaddingMode.None), out message);
    }

    internal string Encrypt(ReadOnlySpan<byte> message, ReadOnlySpan<byte> random)
    {
        var raw = new byte[HeadBytes + message.Length + receiveId.Length];
        random.CopyTo(raw);
        BinaryPrimitives.WriteInt32BigEndian(raw.AsSpan(RandomBytes), message.Length);
        message.CopyTo(raw.AsSpan(HeadBytes));
        receiveId.CopyTo(raw, HeadBytes + message.Length);
        using var aes = Aes.Create();
        aes.Key = key;
        return Convert.ToBase64String(aes.EncryptCbc(Pad(raw), iv, PaddingMode.None));
    }

    /// <summary>Adds 1–32 bytes, each holding their number. The framework's PKCS#7 pads to 16 only.</summary>
    internal static byte[] Pad(ReadOnlySpan<byte> raw)
    {
        var count = PadBlock - (raw.Length % PadBlock);
        var padded = new byte[raw.Length + count];
        raw.CopyTo(padded);
        padded.AsSpan(raw.Length).Fill((byte)count);
        return padded;
    }

    private bool TryOpen(ReadOnlySpan<byte> plain, out byte[] message)
    {
        message = [];
        var pad = plain[^1];
        if (pad is 0 or > PadBlock || plain[^pad..].ContainsAnyExcept(pad))
        {
            return false;
        }

        plain = plain[..^pad];
        if (plain.Length < HeadBytes)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(plain[RandomBytes..]);
        var rest = plain[HeadBytes..];
        if (length > rest.Length || !rest[(int)length..].SequenceEqual(receiveId))
        {
            return false;
        }

        message = rest[..(int)length].ToArray();
        return true;
    }
}
