using Azure;
using Azure.Data.Tables;
using Funnel.Storage;

namespace Funnel.Azure;

/// <summary>
/// Rows in Azure Table Storage: an entity a row, its ETag the version, a commit one write or one entity-group transaction. Tables are made
/// when they are first written to.
/// </summary>
internal sealed class AzureRows(TableServiceClient service) : IRows
{
    private readonly RowCommit commit = new(service);

    public async ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct)
    {
        RowRules.CheckAddress(table, partition, key);
        return await AzureFaults.Guard(
            $"Reading table '{table}'",
            () => service.GetTableClient(table).GetEntityIfExistsAsync<TableEntity>(KeyText.Encode(partition), KeyText.Encode(key), cancellationToken: ct),
            RowAnswer.Row,
            ct);
    }

    public async ValueTask<RowPage> Query(string table, string partition, KeyRange range, int take, string? continuation, CancellationToken ct)
    {
        RowRules.CheckQuery(table, partition, range, take);
        return await AzureFaults.Guard(
            $"Reading table '{table}'",
            () => ReadPage(table, Filter(partition, range, continuation), take, ct),
            page => page is null ? new([], null) : RowAnswer.Page(page, take, row => row.Key),
            ct);
    }

    public async ValueTask<RowPage> QueryKey(string table, string key, int take, string? continuation, CancellationToken ct)
    {
        RowRules.CheckQueryKey(table, key, take);
        var filter = TableClient.CreateQueryFilter($"RowKey eq {KeyText.Encode(key)}");
        filter = continuation is null ? filter : filter + TableClient.CreateQueryFilter($" and PartitionKey gt {KeyText.Encode(continuation)}");
        return await AzureFaults.Guard(
            $"Reading table '{table}'",
            () => ReadPage(table, filter, take, ct),
            page => page is null ? new([], null) : RowAnswer.Page(page, take, row => row.Partition),
            ct);
    }

    public async ValueTask<CommitResult> Commit(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken ct)
    {
        RowRules.CheckCommit(table, partition, changes);
        return await commit.Run(table, partition, changes, ct);
    }

    // The continuation is the last key read, not the service's own token, so that a page can be cut where its rows get too large.
    private static string Filter(string partition, KeyRange range, string? continuation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {KeyText.Encode(partition)}");
        if (!string.IsNullOrEmpty(range.From))
        {
            filter += TableClient.CreateQueryFilter($" and RowKey ge {KeyText.Encode(KeyBound.Valid(range.From))}");
        }

        if (range.Before is not null)
        {
            filter += TableClient.CreateQueryFilter($" and RowKey lt {KeyText.Encode(KeyBound.Valid(range.Before))}");
        }

        return continuation is null ? filter : filter + TableClient.CreateQueryFilter($" and RowKey gt {KeyText.Encode(continuation)}");
    }

    // Null while the table is missing: it comes into being with its first row.
    private async Task<Page<TableEntity>?> ReadPage(string table, string filter, int take, CancellationToken ct)
    {
        try
        {
            // The service may answer with no row and a continuation of its own: it goes on until there is something to give.
            await foreach (var page in service.GetTableClient(table).QueryAsync<TableEntity>(filter, take, cancellationToken: ct).AsPages())
            {
                if (page.Values.Count > 0 || page.ContinuationToken is null)
                {
                    return page;
                }
            }
        }
        catch (RequestFailedException fault) when (fault.IsRefused(404))
        {
        }

        return null;
    }
}
