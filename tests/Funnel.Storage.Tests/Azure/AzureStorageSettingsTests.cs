using Azure.Identity;
using Funnel.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

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
    [InlineData("accountName", " shop ", "https://shop.table.core.windows.net/", "https://shop.queue.core.windows.net/")]
    [InlineData("tableServiceUri", "https://shop.table.core.windows.net//", "https://shop.table.core.windows.net/", "https://shop.queue.core.windows.net/")]
    [InlineData("queueServiceUri", " https://shop.queue.core.usgovcloudapi.net/", "https://shop.table.core.usgovcloudapi.net/", "https://shop.queue.core.usgovcloudapi.net/")]
    [InlineData("blobServiceUri", "https://shop.blob.core.windows.net", "https://shop.table.core.windows.net/", "https://shop.queue.core.windows.net/")]
    public void One_setting_says_where_both_services_are(string setting, string value, string tables, string queues)
    {
        var account = StorageAccount.Of(Read(($"AzureWebJobsStorage:{setting}", value)));

        Assert.Equal((tables, queues), (account.Tables.AbsoluteUri, account.Queues.AbsoluteUri));
    }

    [Fact]
    public void Addresses_that_do_not_follow_from_a_name_are_taken_as_they_are()
    {
        var account = StorageAccount.Of(Read(
            ("AzureWebJobsStorage:tableServiceUri", "https://shop.z01.table.storage.azure.net/"), ("AzureWebJobsStorage:queueServiceUri", "https://127.0.0.1:10001/shop/")));

        Assert.Equal(("https://shop.z01.table.storage.azure.net/", "https://127.0.0.1:10001/shop"), (account.Tables.AbsoluteUri, account.Queues.AbsoluteUri));
    }

    [Theory]
    [InlineData("accountName", "https://shop.table.core.windows.net", "AzureWebJobsStorage__accountName must be the account's name alone")]
    [InlineData("accountName", "Shop", "AzureWebJobsStorage__accountName must be the account's name alone")]
    [InlineData("tableServiceUri", "http://shop.table.core.windows.net", "AzureWebJobsStorage__tableServiceUri must be an address such as https://shop.table.core.windows.net: https,")]
    [InlineData("queueServiceUri", "https://shop.queue.core.windows.net/?sv=1&sig=c2VjcmV0", "AzureWebJobsStorage__queueServiceUri must be an address")]
    [InlineData("tableServiceUri", "https://shop.z01.table.storage.azure.net", "AzureWebJobsStorage__queueServiceUri is needed too")]
    [InlineData("queueServiceUri", "https://127.0.0.1:10001/devstoreaccount1/", "AzureWebJobsStorage__tableServiceUri is needed too")]
    public void A_wrong_setting_is_named(string setting, string value, string says)
    {
        var fault = Assert.Throws<ArgumentException>(() => Read(($"AzureWebJobsStorage:{setting}", value)));

        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_is_said_when_storage_is_registered()
    {
        Assert.Throws<StorageException>(() => new ServiceCollection().AddAzureStorage("AccountName=shop"));
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddAzureStorage("https://shop", new FixedToken()));
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddAzureStorage(new AzureStorageOptions { AccountName = "shop", Credential = new FixedToken(), EndpointSuffix = "/" }));
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddAzureStorage(
            new AzureStorageOptions { AccountName = "shop", Credential = new FixedToken(), QueueEndpoint = new Uri("http://shop.queue.core.windows.net") }));
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
