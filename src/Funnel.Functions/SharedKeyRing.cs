using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Funnel.Configuration;
using Funnel.Leads;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Functions;

/// <summary>
/// Data Protection for instances that come and go and share no disk. Each would make a key ring of its own, could not read the tokens that
/// another stored, and would begin again from the configured ones. So there is one key, derived from the setting <c>Funnel:TokenKey</c>, which
/// the vault keeps; nothing is stored beside what it protects.
/// </summary>
public static class SharedKeyRing
{
    /// <summary>Put it after the registrations that add Data Protection: the last one that says where keys are wins.</summary>
    /// <param name="settings">Says, when it is asked to check, that there is no <c>TokenKey</c>, or that it is shorter than 16 characters.</param>
    public static IServiceCollection AddSharedKeyRing(this IServiceCollection services, SettingsReader settings)
    {
        if (settings.Read<FunnelOptions>("").TokenKey is not { Length: >= TokenKeyRules.MinChars } secret)
        {
            settings.Complain("tokenKey", $"is needed here, at least {TokenKeyRules.MinChars} characters: several instances share no other secret, and it protects the stored tokens");
            return services;
        }

        services.AddDataProtection().SetApplicationName("Funnel").DisableAutomaticKeyGeneration();
        return services.Configure<KeyManagementOptions>(o => o.XmlRepository = new DerivedKey(Encoding.UTF8.GetBytes(secret)));
    }

    /// <summary>A repository that always holds the same single key, valid for ever.</summary>
    private sealed class DerivedKey(byte[] secret) : IXmlRepository
    {
        /// <summary>What AES-256-CBC with HMAC-SHA256, Data Protection's default, takes.</summary>
        private const int MasterKeyBytes = 64;

        private readonly XElement key = Make(secret);

        public IReadOnlyCollection<XElement> GetAllElements() => [new XElement(key)];

        public void StoreElement(XElement element, string friendlyName) =>
            throw new NotSupportedException("The key is derived from Funnel:TokenKey: no other can be made or revoked. Change the setting instead.");

        private static XElement Make(byte[] secret)
        {
            using var master = new Secret(Derive(secret, MasterKeyBytes, "Funnel.KeyRing.v1"));
            var descriptor = new AuthenticatedEncryptorDescriptor(new AuthenticatedEncryptorConfiguration(), master).ExportToXml();
            return new XElement(
                "key",
                new XAttribute("id", new Guid(Derive(secret, 16, "Funnel.KeyRing.v1.id"))), // another secret is another key, not a wrong one
                new XAttribute("version", 1),
                new XElement("creationDate", "2000-01-01T00:00:00Z"),
                new XElement("activationDate", "2000-01-01T00:00:00Z"),
                new XElement("expirationDate", "9999-01-01T00:00:00Z"),
                new XElement("descriptor", new XAttribute("deserializerType", descriptor.DeserializerType.AssemblyQualifiedName!), descriptor.SerializedDescriptorElement));
        }

        private static byte[] Derive(byte[] secret, int length, string purpose) =>
            HKDF.DeriveKey(HashAlgorithmName.SHA512, secret, length, info: Encoding.UTF8.GetBytes(purpose));
    }
}
