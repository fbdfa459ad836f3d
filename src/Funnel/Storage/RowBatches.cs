namespace Funnel.Storage;

/// <summary>What callers do with more changes than one commit holds.</summary>
public static class RowBatches
{
    /// <summary>Most changes one commit takes.</summary>
    public const int MaxChanges = 100;

    /// <summary>
    /// Commits those changes whose conditions still hold, as many at a time as a commit holds: for rows that do not depend on one another, such as those of an
    /// index. Not atomic over all of them.
    /// </summary>
    /// <returns>The changes that lost: somebody else wrote or removed their rows.</returns>
    public static async Task<IReadOnlyList<RowChange>> CommitEach(
        this IRows rows, string table, string partition, IEnumerable<RowChange> changes, CancellationToken ct)
    {
        var lost = new List<RowChange>();
        foreach (var batch in Batches(changes))
        {
            var left = batch.ToList();
            while (left.Count > 0 && await rows.Commit(table, partition, left, ct) is { Committed: false, ConflictAt: var at })
            {
                lost.Add(left[at]);
                left.RemoveAt(at);
            }
        }

        return lost;
    }

    private static IEnumerable<List<RowChange>> Batches(IEnumerable<RowChange> changes)
    {
        var (batch, chars) = (new List<RowChange>(), 0);
        foreach (var change in changes)
        {
            var size = Size(change);
            if (batch.Count == MaxChanges || (batch.Count > 0 && chars + size > RowRules.MaxCommitChars))
            {
                yield return batch;
                (batch, chars) = ([], 0);
            }

            batch.Add(change);
            chars += size;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static int Size(RowChange change) => change switch
    {
        RowChange.Insert { Row: var row } => Size(row),
        RowChange.Replace { Row: var row } => Size(row),
        RowChange.Put { Row: var row } => Size(row),
        _ => 0,
    };

    private static int Size(Row row) => row.Payload.Length + row.Columns.Sum(c => c.Value.Length);

    /// <summary>All rows of a range, page after page.</summary>
    public static async IAsyncEnumerable<Row> QueryAll(
        this IRows rows, string table, string partition, KeyRange range, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        string? continuation = null;
        do
        {
            var page = await rows.Query(table, partition, range, 1000, continuation, ct);
            foreach (var row in page.Rows)
            {
                yield return row;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
