using System.Globalization;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Pages of a query. The continuation is the service's two next keys, in one text.</summary>
internal sealed class EntityPages<T>(TableTransport transport, string table, string? filter, int? maxPerPage, string? select, CancellationToken ct)
    : AsyncPageable<T>(ct)
    where T : class, ITableEntity
{
    private const string NextPartition = "x-ms-continuation-NextPartitionKey";
    private const string NextRow = "x-ms-continuation-NextRowKey";

    // Not in any key: the service forbids control characters.
    private const char Separator = '\n';

    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await ReadPage(continuationToken, pageSizeHint ?? maxPerPage);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }

    private static string? Continuation(Response response)
    {
        if (!response.Headers.TryGetValue(NextPartition, out var partition))
        {
            return null;
        }

        return response.Headers.TryGetValue(NextRow, out var row) ? partition + Separator + row : partition;
    }

    private async Task<Page<T>> ReadPage(string? continuation, int? size)
    {
        var next = continuation?.Split(Separator) ?? [];
        using var message = transport.Create(RequestMethod.Get, EntityPath.Query(table, [
            ("$filter", filter),
            ("$top", size?.ToString(CultureInfo.InvariantCulture)),
            ("$select", select),
            ("NextPartitionKey", next.ElementAtOrDefault(0)),
            ("NextRowKey", next.ElementAtOrDefault(1)),
        ]));
        var response = await transport.Send(message, CancellationToken);
        if (response.Status != 200)
        {
            throw TableTransport.Failure(response);
        }

        using var json = JsonDocument.Parse(response.Content);
        var entities = json.RootElement.GetProperty("value").EnumerateArray().Select(entity => (T)(ITableEntity)EntityJson.Read(entity)).ToList();
        return Page<T>.FromValues(entities, Continuation(response), response);
    }
}
