using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Funnel.Azure;

/// <summary>
/// Counts the requests that go to the storage account, by kind: add it with <see cref="AzureStorageOptions.ConfigurePipeline"/> at
/// <see cref="HttpPipelinePosition.PerRetry"/>, and each try counts, as it does on the bill. A batch is one operation.
/// </summary>
public sealed class StorageOperationCounter : HttpPipelineSynchronousPolicy
{
    private readonly ConcurrentDictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <summary>
    /// Requests so far: <c>table.find</c>, <c>table.query</c>, <c>table.write</c>, <c>table.batch</c>, <c>table.create</c>, <c>queue.send</c>,
    /// <c>queue.receive</c>, <c>queue.delete</c>, <c>queue.hide</c>, <c>queue.count</c>, <c>queue.create</c>, <c>other</c>.
    /// </summary>
    public IReadOnlyDictionary<string, long> Counts => new SortedDictionary<string, long>(counts, StringComparer.Ordinal);

    /// <summary>All requests so far.</summary>
    public long Total => counts.Values.Sum();

    public void Reset() => counts.Clear();

    public override void OnSendingRequest(HttpMessage message) =>
        counts.AddOrUpdate(Kind(message.Request.Method, message.Request.Uri.ToUri().AbsolutePath), 1, (_, count) => count + 1);

    private static string Kind(RequestMethod method, string path)
    {
        var isTable = path.EndsWith("/$batch", StringComparison.Ordinal) || path.EndsWith(')') || path.EndsWith("/Tables", StringComparison.Ordinal);
        return isTable || !path.Contains("/messages", StringComparison.Ordinal) ? TableKind(method, path) : QueueKind(method, path);
    }

    private static string TableKind(RequestMethod method, string path) => (method.Method, Last(path)) switch
    {
        ("POST", "$batch") => "table.batch",
        ("POST", "Tables") => "table.create",
        ("GET", var last) when last.EndsWith("()", StringComparison.Ordinal) => "table.query",
        ("GET", var last) when last.EndsWith(')') => "table.find",
        ("POST", _) => "table.write",
        (_, var last) when last.EndsWith(')') => "table.write",
        ("PUT", _) => "queue.create",
        ("GET" or "HEAD", _) => "queue.count",
        _ => "other",
    };

    private static string QueueKind(RequestMethod method, string path) => (method.Method, Last(path)) switch
    {
        ("POST", _) => "queue.send",
        ("GET", _) => "queue.receive",
        ("DELETE", _) => "queue.delete",
        ("PUT", _) => "queue.hide",
        _ => "other",
    };

    private static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];
}
