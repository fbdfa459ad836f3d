using Funnel.Storage;

namespace Funnel.Leads;

/// <param name="MayBeListed">False when the lead is new: an insert is tried before anything is read.</param>
internal sealed record PendingLine(LeadLine Line, bool MayBeListed);

/// <summary>
/// Writes lines of a day together with the counters that count them: one commit takes back what the stored line counted for and adds what the new one does, and holds
/// only while both are as they were read. So the counters are the sum of the lines at every moment, whoever else writes and whatever is written twice, and a line
/// that is no newer than the stored one is passed over.
/// </summary>
internal sealed class DayWriter(IRows rows)
{
    private const int MaxTries = 20;
    private const int RememberedLines = 8192;
    private const int RememberedCounters = 1024;

    /// <summary>Half of what a commit holds: counters and columns come on top.</summary>
    private const int MostLineChars = RowRules.MaxCommitChars / 2;

    /// <summary>Lines and counters as they were written or read last, to save the read before the write.</summary>
    private readonly RecentlySeen<(string Partition, string Key), Seen<LeadLine>> lines = new(RememberedLines);
    private readonly RecentlySeen<(string Partition, string Key), Seen<VideoCounter>> counters = new(RememberedCounters);

    /// <summary>Idempotent.</summary>
    /// <exception cref="StorageException">The store failed, or too many races were lost. What was committed so far stays, and is passed over next time.</exception>
    public async Task Write(string partition, IReadOnlyList<PendingLine> noted, CancellationToken ct)
    {
        var (batch, rowsInBatch, chars) = (new List<PendingLine>(), new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var one in noted)
        {
            var size = DayPage.ToRow(partition, one.Line).Payload.Length;
            var counter = DayPage.CounterKey(one.Line.VideoId);
            if (rowsInBatch.Count + (rowsInBatch.Contains(counter) ? 2 : 3) > RowBatches.MaxChanges || (batch.Count > 0 && chars + size > MostLineChars))
            {
                await WriteBatch(partition, batch, ct);
                (batch, rowsInBatch, chars) = ([], new(StringComparer.Ordinal), 0);
            }

            batch.Add(one);
            rowsInBatch.Add(counter);
            rowsInBatch.Add(one.Line.Lead.Id.ToString());
            chars += size;
        }

        await WriteBatch(partition, batch, ct);
    }

    private async Task WriteBatch(string partition, List<PendingLine> batch, CancellationToken ct)
    {
        var doubtful = new HashSet<string>(StringComparer.Ordinal);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var plan = await Plan(partition, batch, doubtful, ct);
            if (plan.Changes.Count == 0)
            {
                return;
            }

            var result = await rows.Commit(Tables.Lists, partition, plan.Changes, ct);
            if (result.Committed)
            {
                Remember(partition, plan, result.Versions!);
                return;
            }

            // Somebody else wrote it, or we did and never heard: the row says. Where one row is not as remembered, the others may not be either.
            foreach (var key in tries == 0 ? [plan.Changes[result.ConflictAt].Key] : plan.Changes.Select(c => c.Key))
            {
                doubtful.Add(key);
                lines.Forget((partition, key));
                counters.Forget((partition, key));
            }
        }

        throw new StorageException($"the lists of a day: {MaxTries} commits in a row lost their race");
    }

    private async Task<DayCommit> Plan(string partition, List<PendingLine> batch, HashSet<string> doubtful, CancellationToken ct)
    {
        var plan = new DayCommit();
        foreach (var (line, mayBeListed) in batch)
        {
            var key = line.Lead.Id.ToString();
            var isNew = !mayBeListed && !doubtful.Contains(key) && lines.Find((partition, key)) is null;
            var stored = isNew ? Seen<LeadLine>.Nothing : await Find(lines, partition, key, DayPage.ReadLine, ct);
            if (stored.Value is { Lead: var known } && known.OpenedAt != line.Lead.OpenedAt)
            {
                // Of a person who was forgotten and came anew: what is remembered of before is not there any more.
                lines.Forget((partition, key));
                stored = await Find(lines, partition, key, DayPage.ReadLine, ct);
            }

            if (stored.Value?.Lead.OpenedAt == line.Lead.OpenedAt && stored.Value.Lead.Entries >= line.Lead.Entries)
            {
                continue;
            }

            var counted = plan.Counters.GetValueOrDefault(line.VideoId)
                ?? await Find(counters, partition, DayPage.CounterKey(line.VideoId), r => VideoCounter.Parse(r.Payload), ct);
            var before = counted.Value ?? VideoCounter.Empty;
            plan.Counters[line.VideoId] = counted with { Value = (stored.Value is { } was ? before.Remove(was) : before).Add(line) };
            plan.Lines.Add(line);
            plan.Changes.Add(Change(DayPage.ToRow(partition, line), stored.Version));
        }

        foreach (var (video, counter) in plan.Counters)
        {
            plan.Changes.Add(Change(DayPage.ToRow(partition, video, counter.Value!), counter.Version));
        }

        if (plan.Changes.Count > 0)
        {
            plan.Changes.Add(DayPage.NewStamp(partition));
        }

        return plan;
    }

    private async Task<Seen<T>> Find<T>(RecentlySeen<(string, string), Seen<T>> seen, string partition, string key, Func<Row, T> read, CancellationToken ct)
        where T : class
    {
        if (seen.Find((partition, key)) is { } known)
        {
            return known;
        }

        var row = await rows.Find(Tables.Lists, partition, key, ct);
        var found = row is null ? Seen<T>.Nothing : new(read(row), row.Version);
        if (row is not null)
        {
            seen.Keep((partition, key), found);
        }

        return found;
    }

    private void Remember(string partition, DayCommit plan, IReadOnlyList<string> versions)
    {
        var at = 0;
        foreach (var line in plan.Lines)
        {
            lines.Keep((partition, line.Lead.Id.ToString()), new(line, versions[at++]));
        }

        foreach (var (video, counter) in plan.Counters)
        {
            counters.Keep((partition, DayPage.CounterKey(video)), new(counter.Value, versions[at++]));
        }
    }

    private static RowChange Change(Row row, string version) => version.Length == 0 ? new RowChange.Insert(row) : new RowChange.Replace(row with { Version = version });
}
