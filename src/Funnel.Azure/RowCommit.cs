using Azure;
using Azure.Data.Tables;
using Funnel.Storage;

namespace Funnel.Azure;

/// <summary>Writes the changes of one commit.</summary>
internal sealed class RowCommit(TableServiceClient service)
{
    public async Task<CommitResult> Run(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken ct)
    {
        // Text that is no ETag of the service would be refused as malformed; it is nobody's version, which is a conflict.
        for (var i = 0; i < changes.Count; i++)
        {
            if (Expected(changes[i]) is { } version && !IsVersion(version))
            {
                return CommitResult.Conflict(i);
            }
        }

        return await Submit(table, partition, changes, ct);
    }

    private async Task<CommitResult> Submit(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken ct)
    {
        var client = service.GetTableClient(table);
        var open = Enumerable.Range(0, changes.Count).ToList();
        var created = false;
        while (open.Count > 0)
        {
            try
            {
                var response = await client.SubmitTransactionAsync(open.ConvertAll(i => Action(partition, changes[i])), ct);
                return CommitResult.Done(Versions(changes.Count, open, response.Value));
            }
            catch (TableTransactionFailedException fault) when (fault.Status is 404 or 409 or 412 && !IsTableMissing(fault))
            {
                var at = open[FailedAt(fault)];
                if (!IsMissingAndFine(fault, changes[at]))
                {
                    return CommitResult.Conflict(at);
                }

                // The service fails a batch that deletes what is not there. The row is as it should be: go on without that change.
                open.Remove(at);
            }
            catch (RequestFailedException fault) when (IsTableMissing(fault) && !created)
            {
                created = true;
                await client.CreateIfNotExistsAsync(ct);
            }
        }

        return CommitResult.Done(Versions(changes.Count, [], []));
    }

    private static string? Expected(RowChange change) => change switch
    {
        RowChange.Replace replace => replace.Row.Version,
        RowChange.Delete delete => delete.Version,
        _ => null,
    };

    private static bool IsVersion(string text) =>
        text.StartsWith("W/\"", StringComparison.Ordinal) && text.EndsWith('"') && text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;

    private static bool IsTableMissing(RequestFailedException fault) => string.Equals(fault.ErrorCode, "TableNotFound", StringComparison.Ordinal);

    private static bool IsMissingAndFine(RequestFailedException fault, RowChange change) =>
        fault.Status == 404 && change is RowChange.Delete { Version: null };

    private static int FailedAt(TableTransactionFailedException fault) =>
        fault.FailedTransactionActionIndex ?? throw new StorageException("A batch was refused, and the service did not say for which operation.", fault);

    private static TableTransactionAction Action(string partition, RowChange change) => change switch
    {
        RowChange.Insert insert => new(TableTransactionActionType.Add, RowEntity.From(insert.Row)),
        RowChange.Replace replace => new(TableTransactionActionType.UpdateReplace, RowEntity.From(replace.Row), new ETag(replace.Row.Version)),
        RowChange.Put put => new(TableTransactionActionType.UpsertReplace, RowEntity.From(put.Row)),
        RowChange.Delete { Version: { } version } => new(TableTransactionActionType.Delete, RowEntity.KeyOnly(partition, change.Key), new ETag(version)),
        _ => new(TableTransactionActionType.Delete, RowEntity.KeyOnly(partition, change.Key), ETag.All),
    };

    private static string[] Versions(int count, List<int> open, IReadOnlyList<Response> responses)
    {
        var versions = new string[count];
        Array.Fill(versions, "");
        for (var i = 0; i < open.Count; i++)
        {
            versions[open[i]] = responses[i].Headers.ETag?.ToString() ?? "";
        }

        return versions;
    }
}
