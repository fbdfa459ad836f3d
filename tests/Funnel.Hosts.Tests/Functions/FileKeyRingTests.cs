using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Funnel.Configuration;
using Funnel.Embedded;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Functions;

public sealed class FileKeyRingTests : IDisposable
{
    private const string Secret = "a secret from elsewhere";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("funnel-keys-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Keys_of_before_are_protected_and_what_they_protected_is_still_read()
    {
        var before = Ring(new()).Protect("grant");
        Assert.Contains("masterKey", Key(), StringComparison.Ordinal);
        Assert.Equal("grant", Ring(new() { KeySecret = Secret }).Unprotect(before));
        Assert.DoesNotContain("masterKey", Key(), StringComparison.Ordinal);
        Assert.Equal("grant", Ring(new() { KeySecret = Secret }).Unprotect(before));
        Assert.ThrowsAny<CryptographicException>(() => Ring(new() { KeySecret = "another secret of somebody" }).Unprotect(before));
        Assert.ThrowsAny<CryptographicException>(() => Ring(new()).Unprotect(before));
    }

    [Fact]
    public void A_certificate_protects_them_too()
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=funnel", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(9));
        var file = Path.Combine(folder.FullName, "ring.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, "word"));
        var options = new EmbeddedOptions { KeyCertificate = file, KeyCertificatePassword = "word" };
        var before = Ring(new()).Protect("grant");
        Assert.Equal("grant", Ring(options).Unprotect(before));
        Assert.DoesNotContain("masterKey", Key(), StringComparison.Ordinal);
        Assert.ThrowsAny<CryptographicException>(() => Ring(new()).Unprotect(before));
    }

    [Theory]
    [InlineData("short", null, "keySecret")]
    [InlineData(Secret, "nowhere.pfx", "keySecret")]
    [InlineData(null, "nowhere.pfx", "keyCertificate")]
    public void What_is_wrong_is_named(string? secret, string? certificate, string named) =>
        Assert.Contains(named, Assert.Throws<SettingsException>(() => Ring(new() { KeySecret = secret, KeyCertificate = certificate })).Message, StringComparison.Ordinal);

    private string Key() => File.ReadAllText(Assert.Single(folder.GetFiles("key-*.xml")).FullName);

    private IDataProtector Ring(EmbeddedOptions options)
    {
        var settings = new SettingsReader(new ConfigurationBuilder().Build());
        var services = new ServiceCollection().AddLogging();
        services.AddFileKeyRing(folder, options, settings);
        settings.Check();
        return services.BuildServiceProvider().GetDataProtector("test");
    }
}
