using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Funnel.Benchmarks.Pipeline.Stub;

/// <summary>WeCom's callback cipher: https://developer.work.weixin.qq.com/document/path/90968.</summary>
internal static class StubCrypto
{
    private const int Block = 32;

    public static string Encrypt(string message, string encodingAesKey, string receiver)
    {
        var (text, to) = (Encoding.UTF8.GetBytes(message), Encoding.UTF8.GetBytes(receiver));
        var length = 20 + text.Length + to.Length;
        var pad = Block - (length % Block);
        var plain = new byte[length + pad];
        RandomNumberGenerator.Fill(plain.AsSpan(0, 16));
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(16), text.Length);
        text.CopyTo(plain, 20);
        to.CopyTo(plain, 20 + text.Length);
        plain.AsSpan(length).Fill((byte)pad);
        using var aes = Aes.Create();
        aes.Key = Convert.FromBase64String(encodingAesKey + "=");
        return Convert.ToBase64String(aes.EncryptCbc(plain, aes.Key.AsSpan(0, 16), PaddingMode.None));
    }

    public static string Sign(string token, string timestamp, string nonce, string encrypted)
    {
        string[] parts = [token, timestamp, nonce, encrypted];
        Array.Sort(parts, StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
    }
}
