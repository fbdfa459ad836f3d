using System.Net;
using System.Security.Cryptography;
using System.Text;
using Funnel.Azure;
using static Funnel.Storage.Tests.Azure.ScriptedService;

namespace Funnel.Storage.Tests.Azure;

/// <summary>What an emulator does not do: throttling, faults, sign-in, service-side paging, the service's own way to say which operation failed.</summary>
public sealed class ServiceAnswersTests
{
    private const string Entity = """{"odata.etag":"W/\"1\"","PartitionKey":"p","RowKey":"k","Timestamp":"2030-01-01T00:00:00Z","Payload":"1"}""";

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task A_throttled_call_is_tried_again(HttpStatusCode status)
    {
        var service = new ScriptedService(Answer(status), Answer(status), Answer(HttpStatusCode.OK, Entity));

        Assert.Equal("1", (await service.Rows().Find("leads", "p", "k", default))!.Payload);
        Assert.Equal(3, service.Requests.Count);
    }

    [Fact]
    public async Task Throttling_without_end_is_a_fault_that_says_so()
    {
        var service = new ScriptedService(Answer(HttpStatusCode.ServiceUnavailable));

        var fault = await Assert.ThrowsAsync<StorageException>(async () => await service.Rows().Find("leads", "p", "k", default));

        Assert.Contains("Reading table 'leads': the account is over its limits", fault.Message, StringComparison.Ordinal);
        Assert.Equal(7, service.Requests.Count);
    }

    [Fact]
    public async Task A_refused_identity_is_a_fault_that_names_the_roles()
    {
        var service = new ScriptedService(Answer(HttpStatusCode.Forbidden, "<Error><Code>AuthorizationFailure</Code><Message>no</Message></Error>"));

        var fault = await Assert.ThrowsAsync<StorageException>(async () => await service.Queues().Count("work", default));

        Assert.Contains("data contributor roles", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_of_something_else_is_a_fault()
    {
        var service = new ScriptedService(Answer(HttpStatusCode.OK, "<html>Sign in to the network</html>"));

        var fault = await Assert.ThrowsAsync<StorageException>(async () => await service.Rows().Find("leads", "p", "k", default));

        Assert.Contains("not the storage service", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_does_not_answer_is_a_fault()
    {
        var service = new ScriptedService(Lost());

        var table = await Assert.ThrowsAsync<StorageException>(async () => await service.Rows().Find("leads", "p", "k", default));
        var queue = await Assert.ThrowsAsync<StorageException>(async () => await service.Queues().Enqueue("work", "x", TimeSpan.Zero, default));

        Assert.All([table, queue], fault => Assert.Contains("did not answer", fault.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2:The specified entity already exists.\\nRequestId:1", "EntityAlreadyExists", 409, 2)]
    [InlineData("0:The update condition specified in the request was not satisfied.", "UpdateConditionNotSatisfied", 412, 0)]
    [InlineData("1:The specified resource does not exist.", "ResourceNotFound", 404, 1)]
    public async Task The_operation_that_failed_is_read_from_the_answer(string message, string code, int status, int at)
    {
        var error = $$"""{"odata.error":{"code":"{{code}}","message":{"lang":"en-US","value":"{{message}}"} } }""";
        var service = new ScriptedService(BatchAnswer($"HTTP/1.1 {status} Refused", error));
        var changes = Enumerable.Range(0, 3).Select(i => (RowChange)new RowChange.Put(new("p", $"k{i}", "1"))).ToList();

        Assert.Equal(CommitResult.Conflict(at), await service.Rows().Commit("leads", "p", changes, default));
    }

    [Fact]
    public async Task A_table_that_cannot_be_made_is_a_fault()
    {
        const string missing = """{"odata.error":{"code":"TableNotFound","message":{"lang":"en-US","value":"0:The table specified does not exist."} } }""";
        const string leaving = """{"odata.error":{"code":"TableBeingDeleted","message":{"lang":"en-US","value":"The table is being deleted."} } }""";
        var service = new ScriptedService(BatchAnswer("HTTP/1.1 404 Not Found", missing), Answer(HttpStatusCode.Conflict, leaving));

        var fault = await Assert.ThrowsAsync<StorageException>(
            async () => await service.Rows().Commit("leads", "p", [new RowChange.Put(new("p", "k", "1"))], default));

        Assert.Contains("TableBeingDeleted", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_is_too_large_for_the_service_is_a_fault()
    {
        var service = new ScriptedService(Answer(HttpStatusCode.RequestEntityTooLarge));

        await Assert.ThrowsAsync<StorageException>(async () => await service.Rows().Commit("leads", "p", [new RowChange.Put(new("p", "k", "1"))], default));
    }

    [Fact]
    public async Task An_empty_page_of_the_service_is_not_the_end()
    {
        var service = new ScriptedService(
            Answer(HttpStatusCode.OK, """{"value":[]}""", ("x-ms-continuation-NextPartitionKey", "1!4!cA--"), ("x-ms-continuation-NextRowKey", "1!4!aw--")),
            Answer(HttpStatusCode.OK, $$"""{"value":[{{Entity}}]}"""));

        var page = await service.Rows().Query("leads", "p", KeyRange.All, 10, null, default);

        Assert.Equal("k", Assert.Single(page.Rows).Key);
        Assert.Null(page.Continuation);
        Assert.Contains("NextPartitionKey=1%214%21cA--&NextRowKey=1%214%21aw--", service.Requests.Last().Request.RequestUri!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_key_signs_the_date_and_the_resource()
    {
        var service = new ScriptedService(Answer(HttpStatusCode.OK, Entity));

        await service.Rows().Find("leads", "it's", "k", default);

        var request = service.Requests.Single().Request;
        var date = request.Headers.GetValues("x-ms-date").Single();
        var text = $"{date}\n/shop{request.RequestUri!.AbsolutePath}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData("key"u8, Encoding.UTF8.GetBytes(text)));
        Assert.Equal($"SharedKeyLite shop:{signature}", request.Headers.GetValues("Authorization").Single());
        Assert.Equal("shop.table.core.windows.net", request.RequestUri.Host);
    }

    [Fact]
    public async Task An_identity_signs_with_its_token()
    {
        var service = new ScriptedService(Answer(HttpStatusCode.OK, Entity));
        var options = new AzureStorageOptions { AccountName = "shop", Credential = new FixedToken(), EndpointSuffix = "core.chinacloudapi.cn" };

        await service.Rows(options).Find("leads", "p", "k", default);

        var request = service.Requests.Single().Request;
        Assert.Equal("Bearer token", request.Headers.GetValues("Authorization").Single());
        Assert.Equal("https://shop.table.core.chinacloudapi.cn", request.RequestUri!.GetLeftPart(UriPartial.Authority));
    }

    [Theory]
    [InlineData("AccountName=shop;AccountKey=a2V5;TableEndpoint=https://tables.example:8443/shop/", "https://tables.example:8443/shop/leads(")]
    [InlineData("AccountName=shop;AccountKey=a2V5;EndpointSuffix=core.chinacloudapi.cn", "https://shop.table.core.chinacloudapi.cn/leads(")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=shop;AccountKey=a2V5", "http://shop.table.core.windows.net/leads(")]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1/leads(")]
    public async Task A_connection_string_says_where_the_tables_are(string connectionString, string url)
    {
        var service = new ScriptedService(Answer(HttpStatusCode.OK, Entity));

        await service.Rows(new() { ConnectionString = connectionString }).Find("leads", "p", "k", default);

        Assert.StartsWith(url, service.Requests.Single().Request.RequestUri!.AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=shop")]
    [InlineData("AccountName=shop;AccountKey=!secret!")]
    public void A_connection_string_that_cannot_be_read_is_reported_without_its_key(string connectionString)
    {
        var fault = Assert.Throws<StorageException>(() => AzureClients.Tables(new() { ConnectionString = connectionString }));

        Assert.Contains("connection string cannot be read", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_need_one_way_to_sign_in()
    {
        Assert.Throws<ArgumentException>(() => AzureClients.Tables(new()));
        Assert.Throws<ArgumentException>(() => AzureClients.Tables(new() { AccountName = "shop" }));
        Assert.Throws<ArgumentException>(() => AzureClients.Tables(new() { ConnectionString = "UseDevelopmentStorage=true", AccountName = "shop" }));
    }
}
