using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Funnel.Configuration;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Embedded;

/// <summary>The key ring in the data folder, protected by a certificate or a secret from elsewhere where one is given.</summary>
internal static class FileKeyRing
{
    private const int MinSecret = 16;

    /// <param name="settings">Says, when it is asked to check, what is wrong with the certificate or the secret.</param>
    public static IServiceCollection AddFileKeyRing(this IServiceCollection services, DirectoryInfo folder, EmbeddedOptions options, SettingsReader settings)
    {
        var ring = services.AddDataProtection().SetApplicationName("Funnel").PersistKeysToFileSystem(folder);
        if (options is { KeyCertificate: not null, KeySecret: not null })
        {
            settings.Complain("host.keySecret", "give either this or keyCertificate");
        }
        else if (options.KeySecret is { } secret)
        {
            if (secret.Length < MinSecret)
            {
                settings.Complain("host.keySecret", $"needs at least {MinSecret} characters");
                return services;
            }

            var encryptor = new SecretXmlEncryptor(secret);
            services.AddSingleton(encryptor).Configure<KeyManagementOptions>(o => o.XmlEncryptor = encryptor);
            Protect(folder, encryptor, settings);
        }
        else if (options.KeyCertificate is { } path && Load(path, options.KeyCertificatePassword, settings) is { } certificate)
        {
            ring.ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(certificate);
            Protect(folder, new CertificateXmlEncryptor(certificate, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance), settings);
        }

        return services;
    }

    private static X509Certificate2? Load(string path, string? password, SettingsReader settings)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password);
            if (certificate.HasPrivateKey)
            {
                return certificate;
            }

            settings.Complain("host.keyCertificate", $"{path} has no private key: export it with one");
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            settings.Complain("host.keyCertificate", $"{path} cannot be read: {e.Message}");
        }

        return null;
    }

    /// <summary>Keys of before there was a protection stay in use for months, so they are protected now. A file is replaced whole or not at all.</summary>
    private static void Protect(DirectoryInfo folder, IXmlEncryptor encryptor, SettingsReader settings)
    {
        foreach (var file in folder.Exists ? folder.GetFiles("key-*.xml") : [])
        {
            try
            {
                var key = XElement.Load(file.FullName);
                var secrets = key.Descendants().Where(e => (bool?)e.Attribute(KeyXml.RequiresEncryption) == true).ToList();
                if (secrets.Count == 0)
                {
                    continue;
                }

                secrets.ForEach(s => s.ReplaceWith(KeyXml.Encrypted(s, encryptor)));
                var draft = file.FullName + ".draft";
                PrivateFiles.Write(draft, Encoding.UTF8.GetBytes(key.ToString()));
                File.Move(draft, file.FullName, overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Xml.XmlException)
            {
                settings.Complain("host", $"{file.FullName} cannot be protected: {e.Message}");
            }
        }
    }

    /// <summary>How Data Protection writes what has to be encrypted, and what is.</summary>
    private static class KeyXml
    {
        private static readonly XNamespace Namespace = "http://schemas.asp.net/2015/03/dataProtection";

        public static readonly XName RequiresEncryption = Namespace + "requiresEncryption";

        public static XElement Encrypted(XElement plain, IXmlEncryptor encryptor)
        {
            var bare = new XElement(plain);
            bare.SetAttributeValue(RequiresEncryption, null);
            var info = encryptor.Encrypt(bare);
            return new(Namespace + "encryptedSecret", new XAttribute("decryptorType", info.DecryptorType.AssemblyQualifiedName!), info.EncryptedElement);
        }
    }
}

/// <summary>Encrypts keys of the ring with AES-256-GCM and a key derived from a secret.</summary>
internal sealed class SecretXmlEncryptor(string secret) : IXmlEncryptor
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA512, Encoding.UTF8.GetBytes(secret), 32, info: "Funnel.FileKeyRing.v1"u8.ToArray());

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedKey = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = sealedKey.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, sealedKey.AsSpan(NonceBytes + TagBytes), sealedKey.AsSpan(NonceBytes, TagBytes));
        CryptographicOperations.ZeroMemory(plain);
        return new(new XElement("encryptedKey", new XElement("value", Convert.ToBase64String(sealedKey))), typeof(SecretXmlDecryptor));
    }

    /// <exception cref="CryptographicException">It was encrypted with another secret, or changed.</exception>
    public XElement Decrypt(XElement encrypted)
    {
        var sealedKey = Convert.FromBase64String(encrypted.Element("value")?.Value ?? "");
        if (sealedKey.Length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("the key is damaged");
        }

        var plain = new byte[sealedKey.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(sealedKey.AsSpan(0, NonceBytes), sealedKey.AsSpan(NonceBytes + TagBytes), sealedKey.AsSpan(NonceBytes, TagBytes), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}

/// <summary>Made by Data Protection, by its name in the key's file.</summary>
/// <param name="services">Has the encryptor, when the secret is configured.</param>
internal sealed class SecretXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => (services.GetService<SecretXmlEncryptor>()
        ?? throw new CryptographicException("the key ring is protected by host.keySecret, which is not set")).Decrypt(encryptedElement);
}
