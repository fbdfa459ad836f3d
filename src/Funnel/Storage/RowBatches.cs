namespace Funnel.Storage;

/// <summary>What callers do with more changes than one commit holds.</summary>
public static class RowBatches
{
    /// <summary>Most changes one commit takes.</summary>
    public const int MaxChanges = 100;

    /// <summary>
    /// Commits those changes whose conditions still hold, a hundred at a time: for rows that do not depend on one another, such as those of an
    /// index. Not atomic over all of them.
    /// </summary>
    /// <returns>The changes that lost: somebody else wrote or removed their rows.</returns>
    public static async Task<IReadOnlyList<RowChange>> CommitEach(
        this IRows rows, string table, string partition, IEnumerable<RowChange> changes, CancellationToken ct)
    {
        var lost = new List<RowChange>();
        foreach (var batch in changes.Chunk(MaxChanges))
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
