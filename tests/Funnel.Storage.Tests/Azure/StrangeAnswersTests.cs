using System.Net;
using Funnel.Azure;
using static Funnel.Storage.Tests.Azure.ScriptedService;

namespace Funnel.Storage.Tests.Azure;

/// <summary>
/// What a proxy, a sign-in page or a server at a wrong address may answer, to every operation of both ports. None of it may pass for an answer of
/// the service, a success included, and nothing but the storage fault may come out.
/// </summary>
public sealed class StrangeAnswersTests
{
    private const string Html = "<html><body>Sign in to the network</body></html>";

    private const string TableMissing = """{"odata.error":{"code":"TableNotFound","message":{"lang":"en-US","value":"0:The table specified does not exist."} } }""";

    private const string QueueMissing = "<?xml version=\"1.0\"?><Error><Code>QueueNotFound</Code><Message>The specified queue does not exist.</Message></Error>";

    private const string Undecodable = "<?xml version=\"1.0\"?><QueueMessagesList><QueueMessage><MessageId>1</MessageId><InsertionTime>Tue, 01 Jan 2030 00:00:00 GMT</InsertionTime>"
        + "<ExpirationTime>Fri, 31 Dec 9999 23:59:59 GMT</ExpirationTime><PopReceipt>r</PopReceipt><TimeNextVisible>Tue, 01 Jan 2030 00:00:10 GMT</TimeNextVisible>"
        + "<DequeueCount>1</DequeueCount><MessageText>by hand</MessageText></QueueMessage></QueueMessagesList>";

    private static readonly QueueMessage Message = new("id", "body", "receipt", 1, default, default);

    // What is answered to the requests before, where an operation needs several.
    private static readonly Dictionary<string, (Func<HttpResponseMessage>[] Before, Func<IRows, IQueues, CancellationToken, Task> Run)> Operations = new(StringComparer.Ordinal)
    {
        ["find"] = ([], async (rows, _, ct) => await rows.Find("leads", "p", "k", ct)),
        ["query"] = ([], async (rows, _, ct) => await rows.Query("leads", "p", KeyRange.All, 10, null, ct)),
        ["commit of one"] = ([], async (rows, _, ct) => await rows.Commit("leads", "p", [new RowChange.Put(new("p", "k", "1"))], ct)),
        ["commit of two"] = ([], async (rows, _, ct) => await rows.Commit("leads", "p", [new RowChange.Insert(new("p", "k", "1")), new RowChange.Delete("l")], ct)),
        ["commit that makes the table"] = ([BatchAnswer("HTTP/1.1 404 Not Found", TableMissing)], async (rows, _, ct) => await rows.Commit("leads", "p", [new RowChange.Put(new("p", "k", "1"))], ct)),
        ["enqueue"] = ([], async (_, queues, ct) => await queues.Enqueue("work", "x", TimeSpan.Zero, ct)),
        ["enqueue that makes the queue"] = ([Answer(HttpStatusCode.NotFound, QueueMissing)], async (_, queues, ct) => await queues.Enqueue("work", "x", TimeSpan.Zero, ct)),
        ["receive"] = ([], async (_, queues, ct) => await queues.Receive("work", 1, TimeSpan.FromMinutes(1), ct)),
        ["receive that puts aside"] = ([Answer(HttpStatusCode.OK, Undecodable)], async (_, queues, ct) => await queues.Receive("work", 1, TimeSpan.FromMinutes(1), ct)),
        ["delete"] = ([], async (_, queues, ct) => await queues.Delete("work", Message, ct)),
        ["hide"] = ([], async (_, queues, ct) => await queues.Hide("work", Message, TimeSpan.FromMinutes(1), ct)),
        ["count"] = ([], async (_, queues, ct) => await queues.Count("work", ct)),
    };

    private static readonly Dictionary<string, (string Type, string Body)> Bodies = new(StringComparer.Ordinal)
    {
        ["nothing"] = ("text/plain", ""),
        ["a page"] = ("text/html", Html),
        ["a page that is no XML"] = ("text/html", "<!doctype html><p>Sign in<br>"),
        ["a page that says it is JSON"] = ("application/json", Html),
        ["other JSON"] = ("application/json", """{"ok":true}"""),
        ["JSON of other types"] = ("application/json", """{"value":[{"PartitionKey":7,"RowKey":[],"odata.etag":3,"Payload":{}}],"PartitionKey":7,"RowKey":[],"odata.etag":3}"""),
        ["a list"] = ("application/json", """[{"value":[]}]"""),
        ["null"] = ("application/json", "null"),
        ["JSON that is cut off"] = ("application/json", """{"odata.etag":"W/"""),
        ["entities that are not ours"] = ("application/json", """{"value":[{"odata.etag":"W/\"1\"","PartitionKey":"p"}],"odata.etag":"W/\"1\"","PartitionKey":"p"}"""),
        ["a number of entities"] = ("application/json", """{"value":3,"odata.error":"none"}"""),
        ["other XML"] = ("application/xml", "<?xml version=\"1.0\"?><rss/>"),
        ["a hollow message"] = ("application/xml", "<?xml version=\"1.0\"?><QueueMessagesList><QueueMessage/></QueueMessagesList>"),
        ["a message of no time"] = ("application/xml", "<?xml version=\"1.0\"?><QueueMessagesList><QueueMessage><MessageId>1</MessageId><InsertionTime>x</InsertionTime></QueueMessage></QueueMessagesList>"),
        ["parts of nothing"] = ("multipart/mixed; boundary=b", "--b\r\n--b--\r\n"),
        ["parts without a boundary"] = ("multipart/mixed", "--b\r\n--b--\r\n"),
        ["a part that is a page"] = ("multipart/mixed; boundary=b", $"--b\r\nContent-Type: text/html\r\n\r\n{Html}\r\n--b--\r\n"),
        ["a part of no status"] = ("multipart/mixed; boundary=b", BatchPart("HELLO", "")),
        ["a part that has no version"] = ("multipart/mixed; boundary=b", BatchPart("HTTP/1.1 204 No Content", "")),
        ["too many parts"] = ("multipart/mixed; boundary=b", BatchPart("HTTP/1.1 204 No Content\r\nETag: W/\"1\"", "", times: 3)),
        ["a part that is refused without a reason"] = ("multipart/mixed; boundary=b", BatchPart("HTTP/1.1 404 Not Found", "nothing here")),
        ["a part that is refused for what was not asked"] = ("multipart/mixed; boundary=b", BatchPart(
            "HTTP/1.1 409 Conflict", """{"odata.error":{"code":"EntityAlreadyExists","message":{"lang":"en-US","value":"99:The specified entity already exists."} } }""")),
    };

    public static TheoryData<string> Names => [.. Operations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_success_that_is_none_of_the_service_is_a_fault(string operation)
    {
        foreach (var status in new[] { 200, 201, 202, 204, 206 })
        {
            // 204 with nothing is all that the service says to a delete.
            foreach (var (name, (type, body)) in Bodies.Where(_ => status != 204 || !string.Equals(operation, "delete", StringComparison.Ordinal)))
            {
                await IsFault(operation, $"{status} with {name}", Text(status, type, body));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_refusal_that_is_none_of_the_service_is_a_fault(string operation)
    {
        foreach (var status in new[] { 300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 407, 408, 409, 410, 412, 413, 418, 429, 500, 502, 503, 511 })
        {
            foreach (var name in new[] { "nothing", "a page", "other JSON", "null", "other XML" })
            {
                var (type, body) = Bodies[name];
                await IsFault(operation, $"{status} with {name}", Text(status, type, body, ("Location", "https://login.example/"), ("WWW-Authenticate", "Negotiate")));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_strange_question_for_the_identity_is_a_fault(string operation)
    {
        var identity = new AzureStorageOptions { AccountName = "shop", Credential = new FixedToken() };
        foreach (var question in new[] { "Bearer", "Bearer authorization_uri=nonsense", "Bearer authorization_uri=https://login.example resource_id=", "Basic realm=\"proxy\"", "Bearer error=\"insufficient_claims\", claims=\"!\"" })
        {
            await IsFault(operation, $"401 with {question}", Text(401, "text/html", Html, ("WWW-Authenticate", question)), identity);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_fault_says_what_to_look_at(string operation)
    {
        foreach (var status in new[] { 200, 302, 404, 407 })
        {
            var (type, body) = Bodies["a page"];
            var fault = await Assert.ThrowsAsync<StorageException>(() => Run(operation, Text(status, type, body), default));

            Assert.Contains("': what answered is not the storage service. Check the account's name and any proxy in between.", fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_that_is_given_up_is_no_fault_of_the_storage(string operation)
    {
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run(operation, GiveUp, source.Token));

        HttpResponseMessage GiveUp()
        {
            source.Cancel();
            return new(HttpStatusCode.ServiceUnavailable);
        }
    }

    [Fact]
    public async Task What_the_client_finds_wrong_before_it_asks_is_not_laid_on_the_storage()
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => AzureFaults.Guard<int>("Reading", () => throw new ArgumentException("wrong use"), default));

        Assert.Equal("wrong use", fault.Message);
    }

    private static async Task IsFault(string operation, string name, Func<HttpResponseMessage> answer, AzureStorageOptions? options = null)
    {
        var fault = await Record.ExceptionAsync(() => Run(operation, answer, default, options));

        Assert.True(fault is StorageException, $"{operation}, answered {name}: {fault?.ToString() ?? "taken for an answer"}");
    }

    private static Task Run(string operation, Func<HttpResponseMessage> answer, CancellationToken ct, AzureStorageOptions? options = null)
    {
        var (before, run) = Operations[operation];
        var service = new ScriptedService([.. before, answer]);
        return run(service.Rows(options), service.Queues(options), ct);
    }
}
