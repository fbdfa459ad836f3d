using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Funnel.Leads;
using Funnel.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Funnel.Accounts;

/// <summary>
/// Keeps the Data Protection key ring in the row store, so that all instances on one store can read each other's tokens and sessions. The ring is
/// encrypted with <see cref="FunnelOptions.KeyRingSecret"/>, which lives elsewhere (Key Vault): without it the ring protects nothing from a
/// reader of the store.
/// </summary>
public static class RowsKeyRing
{
    public static IDataProtectionBuilder PersistKeysToRows(this IDataProtectionBuilder builder)
    {
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IRows, IOptions<FunnelOptions>>((keys, rows, options) =>
        {
            keys.XmlRepository = new Repository(rows);
            if (options.Value.KeyRingSecret is { Length: > 0 } secret)
            {
                keys.XmlEncryptor = new Encryptor(secret);
            }
        });
        return builder;
    }

    private sealed class Repository(IRows rows) : IXmlRepository
    {
        private const string Partition = "key-ring";

        // The contract is synchronous; it is called a few times in a process's life, at start and when a key is made.
        public IReadOnlyCollection<XElement> GetAllElements() =>
            rows.Query(Tables.Accounts, Partition, KeyRange.All, 1000, null, CancellationToken.None).AsTask().GetAwaiter().GetResult()
                .Rows.Select(r => XElement.Parse(JsonSerializer.Deserialize(r.Payload, StoredJson.Plain.String)!)).ToList();

        public void StoreElement(XElement element, string friendlyName)
        {
            var payload = JsonSerializer.Serialize(element.ToString(SaveOptions.DisableFormatting), StoredJson.Plain.String);
            rows.Commit(Tables.Accounts, Partition, [new RowChange.Put(new Row(Partition, friendlyName, payload))], CancellationToken.None)
                .AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>AES-256-GCM with a key derived from the secret.</summary>
    private sealed class Encryptor(string secret) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement)
        {
            var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
            var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
            var (cipher, tag) = (new byte[plain.Length], new byte[AesGcm.TagByteSizes.MaxSize]);
            using var aes = new AesGcm(Key(secret), tag.Length);
            aes.Encrypt(nonce, plain, cipher, tag);
            return new(new XElement("ring", Convert.ToBase64String([.. nonce, .. tag, .. cipher])), typeof(Decryptor));
        }
    }

    private static byte[] Key(string secret) => HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: "Funnel.KeyRing.v1"u8.ToArray());

    /// <summary>Made by Data Protection, by the name that stands in the ring.</summary>
    public sealed class Decryptor(IServiceProvider services) : IXmlDecryptor
    {
        /// <exception cref="CryptographicException">The secret is missing or another one.</exception>
        public XElement Decrypt(XElement encryptedElement)
        {
            var secret = services.GetRequiredService<IOptions<FunnelOptions>>().Value.KeyRingSecret
                ?? throw new CryptographicException("The key ring is encrypted: set keyRingSecret to the secret it was made with.");
            var (nonceSize, tagSize) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
            var all = Convert.FromBase64String(encryptedElement.Value).AsSpan();
            var plain = new byte[all.Length - nonceSize - tagSize];
            using var aes = new AesGcm(Key(secret), tagSize);
            aes.Decrypt(all[..nonceSize], all[(nonceSize + tagSize)..], all.Slice(nonceSize, tagSize), plain);
            return XElement.Parse(Encoding.UTF8.GetString(plain));
        }
    }
}
