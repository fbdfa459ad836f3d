using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Funnel.Sandbox.WeCom;

/// <summary>
/// The callback cipher of https://developer.work.weixin.qq.com/document/path/90968, written for the sandbox alone
/// so that a mistake in the host's own cannot hide behind the same mistake here.
/// </summary>
internal sealed class CallbackCrypto(string token, string encodingAesKey, string receiveId)
{
    private const int Block = 32; // PKCS#7-style, but to 32 bytes instead of the cipher's 16.
    private const int RandomBytes = 16;
    private readonly byte[] key = Convert.FromBase64String(encodingAesKey + "=");

    public string Encrypt(string message) => Encrypt(message, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes / 2)));

    /// <param name="random">16 ASCII characters.</param>
    public string Encrypt(string message, string random)
    {
        var text = Encoding.UTF8.GetBytes(message);
        var receiver = Encoding.UTF8.GetBytes(receiveId);
        var length = RandomBytes + 4 + text.Length + receiver.Length;
        var pad = Block - (length % Block);
        var plain = new byte[length + pad];
        Encoding.ASCII.GetBytes(random).CopyTo(plain, 0);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(RandomBytes), text.Length);
        text.CopyTo(plain, RandomBytes + 4);
        receiver.CopyTo(plain, RandomBytes + 4 + text.Length);
        plain.AsSpan(length).Fill((byte)pad);
        using var aes = Cipher();
        return Convert.ToBase64String(aes.EncryptCbc(plain, key.AsSpan(0, 16), PaddingMode.None));
    }

    /// <exception cref="CryptographicException">The text is not of this key, or is for another receiver.</exception>
    public string Decrypt(string encrypted)
    {
        using var aes = Cipher();
        var plain = aes.DecryptCbc(Convert.FromBase64String(encrypted), key.AsSpan(0, 16), PaddingMode.None);
        var length = plain.Length - plain[^1];
        var textLength = BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(RandomBytes));
        if (plain[^1] is 0 or > Block || textLength < 0 || RandomBytes + 4 + textLength > length
            || !string.Equals(Encoding.UTF8.GetString(plain[(RandomBytes + 4 + textLength)..length]), receiveId, StringComparison.Ordinal))
        {
            throw new CryptographicException("Wrong padding, length or receive id.");
        }

        return Encoding.UTF8.GetString(plain, RandomBytes + 4, textLength);
    }

    public string Sign(string timestamp, string nonce, string encrypted)
    {
        string[] parts = [token, timestamp, nonce, encrypted];
        Array.Sort(parts, StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
    }

    private Aes Cipher()
    {
        var aes = Aes.Create();
        aes.Key = key;
        return aes;
    }
}
