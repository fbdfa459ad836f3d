using System.Collections.Concurrent;
using System.Net;
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
