using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Azure.Core.Pipeline;
using Funnel.Azure;

namespace Funnel.Storage.Tests.Azure;

/// <summary>Stands where the storage account is: answers each request with the next of the given answers, and keeps what was asked.</summary>
internal sealed class ScriptedService(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
{
    private int next;

    public ConcurrentQueue<(HttpRequestMessage Request, string Body)> Requests { get; } = [];

    public static Func<HttpResponseMessage> Answer(HttpStatusCode status, string body = "", params (string Name, string Value)[] headers) => () =>
    {
        var answer = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, body.StartsWith('<') ? "application/xml" : "application/json") };
        foreach (var (name, value) in headers)
        {
            answer.Headers.TryAddWithoutValidation(name, value);
        }

        return answer;
    };

    /// <summary>An answer to a batch that has one part: the one operation's, or that of the first that failed.</summary>
    public static Func<HttpResponseMessage> BatchAnswer(string statusLine, string body) => Text(202, "multipart/mixed; boundary=b", BatchPart(statusLine, body));

    /// <summary>The text of such an answer.</summary>
    public static string BatchPart(string statusLine, string body, int times = 1)
    {
        var part = $"--c\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n{statusLine}\r\nContent-Type: application/json\r\n\r\n{body}\r\n";
        return $"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n{string.Concat(Enumerable.Repeat(part, times))}--c--\r\n--b--\r\n";
    }

    /// <summary>Any answer at all.</summary>
    public static Func<HttpResponseMessage> Text(int status, string type, string body, params (string Name, string Value)[] headers) => () =>
    {
        var answer = Answer((HttpStatusCode)status, "", headers)();
        answer.Content = new StringContent(body, Encoding.UTF8);
        answer.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return answer;
    };

    public static Func<HttpResponseMessage> Lost() => () => throw new HttpRequestException("connection refused");

    /// <summary>Options that reach this service, with retries that do not wait.</summary>
    public AzureStorageOptions Options(AzureStorageOptions? with = null) =>
        (with ?? new() { ConnectionString = "AccountName=shop;AccountKey=a2V5" }) with
        {
            ConfigurePipeline = options =>
            {
                options.Transport = new HttpClientTransport(this);
                options.Retry.Delay = TimeSpan.FromMilliseconds(1);
                options.Retry.MaxDelay = TimeSpan.FromMilliseconds(2);
            },
        };

    public IRows Rows(AzureStorageOptions? with = null) => new AzureRows(AzureClients.Tables(Options(with)));

    public IQueues Queues(AzureStorageOptions? with = null) => new AzureQueues(AzureClients.Queues(Options(with)));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Enqueue((request, body));
        return answers[Math.Min(next++, answers.Length - 1)]();
    }
}
