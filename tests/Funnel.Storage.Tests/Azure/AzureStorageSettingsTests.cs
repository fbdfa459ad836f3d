using Azure.Identity;
using Funnel.Azure;
using Microsoft.Extensions.Configuration;

namespace Funnel.Storage.Tests.Azure;

public sealed class AzureStorageSettingsTests
{
    [Fact]
    public void A_connection_string_comes_first()
    {
        var options = Read(("AzureWebJobsStorage", "UseDevelopmentStorage=true"), ("AzureWebJobsStorage:accountName", "shop"));

        Assert.Equal(new AzureStorageOptions { ConnectionString = "UseDevelopmentStorage=true" }, options);
    }

    [Fact]
    public void An_account_is_opened_with_the_identity_of_the_host()
    {
        var options = Read(("AzureWebJobsStorage:accountName", "shop"));

        Assert.Equal(("shop", "core.windows.net"), (options.AccountName, options.EndpointSuffix));
        Assert.IsType<DefaultAzureCredential>(options.Credential);
    }

    [Theory]
    [InlineData("tableServiceUri", "https://shop.table.core.chinacloudapi.cn")]
    [InlineData("queueServiceUri", "https://shop.queue.core.chinacloudapi.cn/")]
    public void Another_cloud_is_named_by_a_service_s_address(string setting, string uri)
    {
        var options = Read(($"AzureWebJobsStorage:{setting}", uri), ("AzureWebJobsStorage:clientId", "00000000-0000-0000-0000-000000000001"));

        Assert.Equal(("shop", "core.chinacloudapi.cn"), (options.AccountName, options.EndpointSuffix));
        Assert.IsType<ManagedIdentityCredential>(options.Credential);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("shop")]
    public void Missing_settings_are_named(string? uri)
    {
        var fault = Assert.Throws<ArgumentException>(() => Read(("AzureWebJobsStorage:tableServiceUri", uri)));

        Assert.Contains("AzureWebJobsStorage__accountName", fault.Message, StringComparison.Ordinal);
    }

    private static AzureStorageOptions Read(params (string Name, string? Value)[] settings) => AzureStorageSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).Build());
}
