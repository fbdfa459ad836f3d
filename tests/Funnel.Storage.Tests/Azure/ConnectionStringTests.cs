using Funnel.Azure;

namespace Funnel.Storage.Tests.Azure;

/// <summary>A connection string as people paste it: it works for both services alike, or is refused with what is wrong, and without its key.</summary>
public sealed class ConnectionStringTests
{
    private const string Key = "AccountName=shop;AccountKey=a2V5";

    [Theory]
    [InlineData(Key, "https://shop.table.core.windows.net/", "https://shop.queue.core.windows.net/")]
    [InlineData("  AccountName = shop ; AccountKey = a2V5 \r\n", "https://shop.table.core.windows.net/", "https://shop.queue.core.windows.net/")]
    [InlineData("AccountName=shop;\nAccountKey=a2V5;\n", "https://shop.table.core.windows.net/", "https://shop.queue.core.windows.net/")]
    [InlineData(";;" + Key + ";;", "https://shop.table.core.windows.net/", "https://shop.queue.core.windows.net/")]
    [InlineData("accountname=shop;ACCOUNTKEY=a2V5;defaultendpointsprotocol=HTTP", "http://shop.table.core.windows.net/", "http://shop.queue.core.windows.net/")]
    [InlineData(Key + ";AccountKeyName=key1", "https://shop.table.core.windows.net/", "https://shop.queue.core.windows.net/")]
    [InlineData(Key + ";EndpointSuffix=core.chinacloudapi.cn/", "https://shop.table.core.chinacloudapi.cn/", "https://shop.queue.core.chinacloudapi.cn/")]
    [InlineData(Key + ";TableEndpoint=https://tables.example:8443/shop//", "https://tables.example:8443/shop", "https://shop.queue.core.windows.net/")]
    [InlineData(Key + ";QueueEndpoint= https://queues.example/ ", "https://shop.table.core.windows.net/", "https://queues.example/")]
    [InlineData(Key + ";BlobEndpoint=https://shop.blob.core.windows.net/", "https://shop.table.core.windows.net/", "https://shop.queue.core.windows.net/")]
    [InlineData(Key + ";TableSecondaryEndpoint=https://shop-secondary.table.core.windows.net/", "https://shop.table.core.windows.net/", "https://shop.queue.core.windows.net/")]
    [InlineData("AccountName=shop;SharedAccessSignature=?sv=1&sig=c2ln%3D", "https://shop.table.core.windows.net/", "https://shop.queue.core.windows.net/")]
    [InlineData("BlobEndpoint=https://b.example/;QueueEndpoint=https://q.example/;FileEndpoint=https://f.example/;TableEndpoint=https://t.example/;SharedAccessSignature=sv=1&sig=c2ln%3D", "https://t.example/", "https://q.example/")]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "http://127.0.0.1:10001/devstoreaccount1")]
    [InlineData(" usedevelopmentstorage = True; ", "http://127.0.0.1:10002/devstoreaccount1", "http://127.0.0.1:10001/devstoreaccount1")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://azurite/", "http://azurite:10002/devstoreaccount1", "http://azurite:10001/devstoreaccount1")]
    [InlineData("AccountName=devstoreaccount1;AccountKey=a2V5;TableEndpoint=http://localhost:4/devstoreaccount1/;QueueEndpoint=http://localhost:3/devstoreaccount1/", "http://localhost:4/devstoreaccount1", "http://localhost:3/devstoreaccount1")]
    public async Task It_says_where_both_services_are(string text, string tables, string queues)
    {
        var options = new AzureStorageOptions { ConnectionString = text };

        Assert.Equal((tables, queues), (StorageAccount.Of(options).Tables.AbsoluteUri, StorageAccount.Of(options).Queues.AbsoluteUri));
        Assert.StartsWith($"{tables.TrimEnd('/')}/leads(PartitionKey='p',RowKey='k')?", await Asked(service => service.Rows(options).Find("leads", "p", "k", default).AsTask()), StringComparison.Ordinal);
        Assert.StartsWith($"{queues.TrimEnd('/')}/work/messages?", await Asked(service => service.Queues(options).Receive("work", 1, TimeSpan.FromMinutes(1), default).AsTask()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_goes_with_each_request()
    {
        var options = new AzureStorageOptions { ConnectionString = "AccountName=shop;SharedAccessSignature=?sv=1&sig=c2ln%3D" };

        Assert.EndsWith("&sv=1&sig=c2ln%3D", await Asked(service => service.Rows(options).Find("leads", "p", "k", default).AsTask()), StringComparison.Ordinal);
        Assert.EndsWith("&sv=1&sig=c2ln%3D", await Asked(service => service.Queues(options).Receive("work", 1, TimeSpan.FromMinutes(1), default).AsTask()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("c2VjcmV0", "part 1 does not begin with a name that is known")]
    [InlineData(Key + ";c2VjcmV0", "part 3 does not begin with a name that is known")]
    [InlineData(Key + ";Password=c2VjcmV0", "part 3 does not begin with a name that is known")]
    [InlineData("\"AccountName=shop;AccountKey=c2VjcmV0\"", "it is in quotes")]
    [InlineData("'AccountName=shop;AccountKey=c2VjcmV0'", "it is in quotes")]
    [InlineData("“AccountName=shop;AccountKey=c2VjcmV0”", "it is in quotes")]
    [InlineData("AccountName=shop;AccountKey=\"c2VjcmV0\";EndpointSuffix=core.windows.net", "AccountKey is in quotes")]
    [InlineData("AccountName=shop", "one of AccountKey and SharedAccessSignature is needed")]
    [InlineData("AccountName=shop;AccountKey=", "AccountKey is empty")]
    [InlineData("AccountName=shop;AccountKey=!c2VjcmV0!", "AccountKey is no key: it must be Base64, copied whole")]
    [InlineData("AccountName=shop;AccountKey=c2VjcmV0;AccountKey=c2VjcmV1", "AccountKey is there twice")]
    [InlineData("AccountName=shop;AccountKey=c2VjcmV0;accountname=other", "AccountName is there twice")]
    [InlineData("AccountName=shop;AccountKey=c2VjcmV0;SharedAccessSignature=sv=1&sig=c2VjcmV0", "one of AccountKey and SharedAccessSignature is needed, and not both")]
    [InlineData("TableEndpoint=https://t.example;QueueEndpoint=https://q.example;AccountKey=c2VjcmV0", "AccountKey needs AccountName")]
    [InlineData("BlobEndpoint=https://shop.blob.core.windows.net/;SharedAccessSignature=sv=1&sig=c2VjcmV0", "TableEndpoint is missing, and there is no AccountName to tell it from; QueueEndpoint is missing")]
    [InlineData("AccountName=shop;SharedAccessSignature=c2VjcmV0", "SharedAccessSignature is no signature")]
    [InlineData("AccountName=shop;SharedAccessSignature=https://shop.table.core.windows.net/?sv=1&sig=c2VjcmV0", "SharedAccessSignature is no signature")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=shop;SharedAccessSignature=sv=1&sig=c2VjcmV0", "TableEndpoint must be https")]
    [InlineData("AccountName=shop;AccountKey=c2VjcmV0;TableEndpoint=https://t.example/?sv=1&sig=c2VjcmV0", "TableEndpoint must be an address")]
    [InlineData("AccountName=shop;AccountKey=c2VjcmV0;TableEndpoint=t.example", "TableEndpoint must be an address")]
    [InlineData("AccountName=shop;AccountKey=c2VjcmV0;QueueEndpoint=ftp://q.example", "QueueEndpoint must be an address")]
    [InlineData("AccountName=shop;AccountKey=c2VjcmV0;QueueEndpoint=https://shop:c2VjcmV0@q.example", "QueueEndpoint must be an address")]
    [InlineData("AccountName=sh op;AccountKey=c2VjcmV0", "AccountName must be the account's name alone")]
    [InlineData("AccountName=Shop;AccountKey=c2VjcmV0", "AccountName must be the account's name alone")]
    [InlineData("AccountName=shop\nAccountKey=c2VjcmV0", "one of AccountKey and SharedAccessSignature is needed")]
    [InlineData("AccountName=https://shop.table.core.windows.net;AccountKey=c2VjcmV0", "AccountName must be the account's name alone")]
    [InlineData("AccountName=shop;AccountKey=c2VjcmV0;EndpointSuffix=.core.windows.net", "EndpointSuffix must be the end of a host name")]
    [InlineData("AccountName=shop;AccountKey=c2VjcmV0;EndpointSuffix=https://core.windows.net", "EndpointSuffix must be the end of a host name")]
    [InlineData("AccountName=shop;AccountKey=c2VjcmV0;DefaultEndpointsProtocol=h t t p", "DefaultEndpointsProtocol must be https or http")]
    [InlineData("UseDevelopmentStorage=yes", "UseDevelopmentStorage must be true, or left out")]
    [InlineData("UseDevelopmentStorage=true;AccountKey=c2VjcmV0", "UseDevelopmentStorage stands alone")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=azurite", "DevelopmentStorageProxyUri must be an address")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/c2VjcmV0)", "it is still a reference to Key Vault")]
    [InlineData(";", "one of AccountKey and SharedAccessSignature is needed")]
    public void It_is_refused_with_what_is_wrong_and_without_its_key(string text, string says)
    {
        var options = new AzureStorageOptions { ConnectionString = text };

        var faults = new[]
        {
            Assert.Throws<StorageException>(() => AzureClients.Tables(options)), Assert.Throws<StorageException>(() => AzureClients.Queues(options)),
        };

        Assert.All(faults, fault => Assert.StartsWith("The storage connection string cannot be read: ", fault.Message, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.Contains(says, fault.Message, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.DoesNotContain("c2VjcmV", fault.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("c2VjcmV", options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_and_once()
    {
        var fault = Assert.Throws<StorageException>(
            () => AzureClients.Tables(new() { ConnectionString = "AccountName=Shop;AccountKey=!;EndpointSuffix=a b;DefaultEndpointsProtocol=ftp" }));

        Assert.StartsWith(
            "The storage connection string cannot be read: DefaultEndpointsProtocol must be https or http; AccountKey is no key: it must be Base64, copied whole; "
            + "AccountName must be the account's name alone, such as shop: 3 to 24 lower-case letters and digits; "
            + "EndpointSuffix must be the end of a host name, such as core.windows.net. ",
            fault.Message,
            StringComparison.Ordinal);
    }

    private static async Task<string> Asked(Func<ScriptedService, Task> call)
    {
        var service = new ScriptedService(ScriptedService.Answer(System.Net.HttpStatusCode.BadRequest));
        await Assert.ThrowsAsync<StorageException>(() => call(service));
        return service.Requests.Single().Request.RequestUri!.AbsoluteUri;
    }
}
