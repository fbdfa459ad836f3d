using System.Security.Cryptography;
using Funnel.Configuration;
using Funnel.Hosts.Tests.Infra;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Functions;

public sealed class SharedKeyRingTests
{
    [Fact]
    public void What_one_instance_protects_another_reads()
    {
        var text = Instance("a secret of the whole deployment").Protect("grant");
        Assert.Equal("grant", Instance("a secret of the whole deployment").Unprotect(text));
    }

    [Fact]
    public void Another_secret_does_not_read_it()
    {
        var text = Instance("a secret of the whole deployment").Protect("grant");
        Assert.Throws<CryptographicException>(() => Instance("another secret of a deployment").Unprotect(text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("fifteen chars..")]
    public void A_missing_or_short_secret_is_named(string? secret) =>
        Assert.Contains("tokenKey", Assert.Throws<SettingsException>(() => Instance(secret)).Message, StringComparison.Ordinal);

    private static IDataProtector Instance(string? secret)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Funnel:TokenKey", secret)]).Build();
        var services = new ServiceCollection();
        services.AddDataProtection(); // as the product itself does
        return services.AddSharedKeyRing(configuration).BuildServiceProvider().GetDataProtector("test");
    }
}
