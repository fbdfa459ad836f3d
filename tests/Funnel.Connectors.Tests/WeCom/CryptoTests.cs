using System.Text;
using Funnel.Connectors.WeCom;

namespace Funnel.Connectors.Tests.WeCom;

public sealed class CryptoTests
{
    private static readonly WeComCrypto Example = new(Vectors.Token, Vectors.Key, Vectors.CorpId);

    [Fact]
    public void The_worked_example_is_verified_decrypted_and_encrypted_again()
    {
        Assert.True(Example.Verify(Vectors.V1Signature, Vectors.V1Timestamp, Vectors.V1Nonce, Vectors.V1Encrypted));
        Assert.Equal(Vectors.V1Message, Decrypt(Example, Vectors.V1Encrypted));
        Assert.Equal(284, Encoding.UTF8.GetByteCount(Vectors.V1Message));
        Assert.Equal(Vectors.V1Encrypted, Encrypt(Vectors.V1Message, Vectors.V1Random));
    }

    [Fact]
    public void The_handshake_example_is_verified_decrypted_and_encrypted_again()
    {
        Assert.True(Example.Verify(Vectors.V2Signature, Vectors.V2Timestamp, Vectors.V2Nonce, Vectors.V2Echo));
        Assert.Equal(Vectors.V2Reply, Decrypt(Example, Vectors.V2Echo));
        Assert.Equal(Vectors.V2Echo, Encrypt(Vectors.V2Reply, Vectors.V2Random));
    }

    [Fact]
    public void A_second_key_is_verified_and_decrypted_and_a_near_signature_is_not()
    {
        var crypto = new WeComCrypto(Vectors.V3Token, Vectors.V3Key, Vectors.V3CorpId);
        Assert.True(crypto.Verify(Vectors.V3Signature, Vectors.V3Timestamp, Vectors.V3Nonce, Vectors.V3Echo));
        Assert.False(crypto.Verify(Vectors.V3Signature[..^1] + "0", Vectors.V3Timestamp, Vectors.V3Nonce, Vectors.V3Echo));
        Assert.Equal(Vectors.V3Reply, Decrypt(crypto, Vectors.V3Echo));
    }

    [Fact]
    public void A_posted_message_is_verified_and_decrypted()
    {
        var crypto = new WeComCrypto(Vectors.V4Token, Vectors.V4Key, Vectors.V3CorpId);
        Assert.True(crypto.Verify(Vectors.V4Signature, Vectors.V4Timestamp, Vectors.V4Nonce, Vectors.V4Encrypted));
        Assert.Equal(Vectors.V4Message, Decrypt(crypto, Vectors.V4Encrypted));
    }

    [Fact]
    public void A_signature_needs_no_key()
    {
        var crypto = new WeComCrypto(Vectors.V5Token, Vectors.Key, Vectors.CorpId);
        Assert.Equal(Vectors.V5Signature, crypto.Sign(Vectors.V5Timestamp, Vectors.V5Nonce, Vectors.V5Encrypted));
    }

    [Fact]
    public void An_event_is_verified_decrypted_and_encrypted_again()
    {
        Assert.True(Example.Verify(Vectors.V6Signature, Vectors.V6Timestamp, Vectors.V6Nonce, Vectors.V6Encrypted));
        Assert.Equal(Vectors.V6Message, Decrypt(Example, Vectors.V6Encrypted));
        Assert.Equal(Vectors.V6Encrypted, Encrypt(Vectors.V6Message, Vectors.OwnRandom));
    }

    [Fact]
    public void A_message_that_fills_its_block_gets_a_whole_block_of_padding()
    {
        var message = new string('a', 26);
        Assert.Equal(message, Decrypt(Example, Vectors.V7Encrypted));
        Assert.Equal(Vectors.V7Encrypted, Encrypt(message, Vectors.OwnRandom));
    }

    [Theory]
    [InlineData(0, 32)]
    [InlineData(1, 31)]
    [InlineData(31, 1)]
    [InlineData(32, 32)]
    [InlineData(64, 32)]
    public void Padding_fills_blocks_of_32(int length, int pad)
    {
        var padded = WeComCrypto.Pad(new byte[length]);
        Assert.Equal(length + pad, padded.Length);
        Assert.All(padded[length..], value => Assert.Equal(pad, value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2")]
    [InlineData("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2CC")]
    [InlineData("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2=")]
    [InlineData("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C=")]
    [InlineData("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B$C")]
    [InlineData("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B+C")]
    public void A_malformed_key_is_refused(string key)
    {
        var refused = Assert.Throws<ArgumentException>(() => new WeComCrypto(Vectors.Token, key, Vectors.CorpId));
        Assert.True(key.Length == 0 || !refused.Message.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_encrypted_is_decrypted_again_at_every_length()
    {
        for (var length = 0; length < 200; length++)
        {
            var message = new string('料', length);
            Assert.Equal(message, Decrypt(Example, Example.Encrypt(message)));
        }
    }

    [Fact]
    public void Another_receiver_cannot_open_it()
    {
        Assert.False(new WeComCrypto(Vectors.Token, Vectors.Key, "wx5823bf96d3bd56c8").TryDecrypt(Vectors.V1Encrypted, out _));
        Assert.False(new WeComCrypto(Vectors.Token, Vectors.Key, "").TryDecrypt(Vectors.V1Encrypted, out _));
        Assert.False(new WeComCrypto(Vectors.Token, Vectors.V3Key, Vectors.CorpId).TryDecrypt(Vectors.V1Encrypted, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("====")]
    [InlineData("not base64 at all")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA==")]
    public void What_is_no_cipher_text_is_refused(string encrypted) => Assert.False(Example.TryDecrypt(encrypted, out _));

    private static string Encrypt(string message, string random) => Example.Encrypt(Encoding.UTF8.GetBytes(message), Encoding.ASCII.GetBytes(random));

    private static string Decrypt(WeComCrypto crypto, string encrypted)
    {
        Assert.True(crypto.TryDecrypt(encrypted, out var message));
        return Encoding.UTF8.GetString(message);
    }
}
