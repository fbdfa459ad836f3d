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

        return await Submit($"Writing table '{table}'", service.GetTableClient(table), partition, changes, ct);
    }

    private static async Task<CommitResult> Submit(string what, TableClient table, string partition, IReadOnlyList<RowChange> changes, CancellationToken ct)
    {
        var open = Enumerable.Range(0, changes.Count).ToList();
        var created = false;
        while (open.Count > 0)
        {
            var actions = open.ConvertAll(i => Action(partition, changes[i]));
            var (versions, refused) = await AzureFaults.Guard(
                what,
                () => Try(table, actions, created, ct),
                answer => (answer.Refused is null ? RowAnswer.Versions(answer.Done, actions) : [], answer.Refused),
                ct);
            if (refused is null)
            {
                return CommitResult.Done(Spread(versions, open, changes.Count));
            }

            if (IsTableMissing(refused))
            {
                await AzureFaults.Guard(what, () => table.CreateIfNotExistsAsync(ct), ct);
                created = true;
                continue;
            }

            var at = open[FailedAt(what, refused, open.Count)];
            if (!IsMissingAndFine(refused, changes[at]))
            {
                return CommitResult.Conflict(at);
            }

            // The service fails a batch that deletes what is not there. The row is as it should be: go on without that change.
            open.Remove(at);
        }

        return CommitResult.Done(Spread([], open, changes.Count));
    }

    // A refusal that can be dealt with is a value: of one of the rows, or of a table that is not there yet.
    private static async Task<(IReadOnlyList<Response> Done, RequestFailedException? Refused)> Try(
        TableClient table, List<TableTransactionAction> actions, bool created, CancellationToken ct)
    {
        try
        {
            return ((await table.SubmitTransactionAsync(actions, ct)).Value, null);
        }
        catch (RequestFailedException fault) when (IsTableMissing(fault) ? !created : IsOfOneRow(fault))
        {
            return ([], fault);
        }
    }

    private static bool IsTableMissing(RequestFailedException fault) => string.Equals(fault.ErrorCode, "TableNotFound", StringComparison.Ordinal);

    private static bool IsOfOneRow(RequestFailedException fault) => fault is TableTransactionFailedException && fault.IsRefused(404, 409, 412)
        && !string.Equals(fault.ErrorCode, "TableBeingDeleted", StringComparison.Ordinal);

    private static int FailedAt(string what, RequestFailedException refused, int count) =>
        refused is TableTransactionFailedException { FailedTransactionActionIndex: { } at and >= 0 } && at < count
            ? at
            : throw new StorageException($"{what}: the batch was refused, and the service did not say for which operation. (HTTP {refused.Status} {refused.ErrorCode})", refused);

    private static bool IsMissingAndFine(RequestFailedException refused, RowChange change) =>
        refused.Status == 404 && change is RowChange.Delete { Version: null };

    private static string? Expected(RowChange change) => change switch
    {
        RowChange.Replace replace => replace.Row.Version,
        RowChange.Delete delete => delete.Version,
        _ => null,
    };

    private static bool IsVersion(string text) =>
        text.StartsWith("W/\"", StringComparison.Ordinal) && text.EndsWith('"') && text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;

    private static TableTransactionAction Action(string partition, RowChange change) => change switch
    {
        RowChange.Insert insert => new(TableTransactionActionType.Add, RowEntity.From(insert.Row)),
        RowChange.Replace replace => new(TableTransactionActionType.UpdateReplace, RowEntity.From(replace.Row), new ETag(replace.Row.Version)),
        RowChange.Put put => new(TableTransactionActionType.UpsertReplace, RowEntity.From(put.Row)),
        RowChange.Delete { Version: { } version } => new(TableTransactionActionType.Delete, RowEntity.KeyOnly(partition, change.Key), new ETag(version)),
        _ => new(TableTransactionActionType.Delete, RowEntity.KeyOnly(partition, change.Key), ETag.All),
    };

    // What was left out has no version.
    private static string[] Spread(string[] versions, List<int> open, int count)
    {
        var all = new string[count];
        Array.Fill(all, "");
        for (var i = 0; i < versions.Length; i++)
        {
            all[open[i]] = versions[i];
        }

        return all;
    }
}
