using Funnel.Storage;

namespace Funnel.Leads;

/// <summary>
/// Takes lines out of the lists of days. What a line counted for goes over to a row that says so of nobody (<see cref="DayPage.Forgotten"/>), in the same commit: counters stay,
/// and are still the sum of what they are made of.
/// </summary>
internal sealed class ForgottenLines(IRows rows)
{
    private const int MaxTries = 20;

    /// <summary>Lines of a commit: each may be of a video of its own, with two rows that count; and the stamp.</summary>
    private const int AtOnce = 33;

    /// <summary>Idempotent; lines that are not there are passed over.</summary>
    /// <param name="partition">Of a day, or of a UTC day of versions before counters.</param>
    /// <param name="isCountedTwice">The line came back after it was taken out: its counter counts it once more, and that is taken back.</param>
    /// <returns>Lines taken out.</returns>
    public async Task<int> Remove(string partition, IEnumerable<LeadId> leads, bool isCountedTwice, CancellationToken ct)
    {
        var removed = 0;
        foreach (var batch in leads.Chunk(AtOnce))
        {
            removed += await RemoveBatch(partition, batch, isCountedTwice, ct);
        }

        return removed;
    }

    private async Task<int> RemoveBatch(string partition, LeadId[] batch, bool isCountedTwice, CancellationToken ct)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var (changes, lines) = (new List<RowChange>(), new List<LeadLine>());
            foreach (var id in batch)
            {
                if (await rows.Find(Tables.Lists, partition, id.ToString(), ct) is { } row)
                {
                    changes.Add(new RowChange.Delete(row.Key, row.Version));
                    if (ListPartitions.IsCounted(partition))
                    {
                        lines.Add(DayPage.ReadLine(row));
                    }
                }
            }

            if (changes.Count == 0)
            {
                return 0;
            }

            var removed = changes.Count;
            foreach (var video in lines.GroupBy(l => l.VideoId, StringComparer.Ordinal))
            {
                changes.Add(await Count(partition, video.Key, [.. video], isCountedTwice, ct));
            }

            if (lines.Count > 0)
            {
                changes.Add(DayPage.NewStamp(partition));
            }

            if ((await rows.Commit(Tables.Lists, partition, changes, ct)).Committed)
            {
                return removed;
            }
        }

        throw new StorageException($"lines that are to be forgotten: {MaxTries} commits in a row lost their race");
    }

    private async Task<RowChange> Count(string partition, string video, IReadOnlyList<LeadLine> lines, bool isCountedTwice, CancellationToken ct)
    {
        var key = isCountedTwice ? DayPage.CounterKey(video) : DayPage.ForgottenKey(video);
        var stored = await rows.Find(Tables.Lists, partition, key, ct);
        var before = stored is null ? VideoCounter.Empty : VideoCounter.Parse(stored.Payload);
        var next = lines.Aggregate(before, (sum, line) => isCountedTwice ? sum.Remove(line) : sum.Add(line));
        var row = new Row(partition, key, next.ToJson()) { Version = stored?.Version ?? "" };
        return stored is null ? new RowChange.Insert(row) : new RowChange.Replace(row);
    }
}
