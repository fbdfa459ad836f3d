using Funnel.Storage;

namespace Funnel.Leads;

/// <summary>Makes the rows of one partition of the lists what they should be, and notes what they were not.</summary>
internal sealed class PartitionRebuild(IRows rows, RebuildFindings findings, bool dryRun)
{
    /// <summary>The lines of a day, and their counters.</summary>
    public async Task Day(string partition, IReadOnlyList<Lead> leads)
    {
        var lines = leads.Where(l => l.Origin is not null).Select(l => LeadLine.Of(l, l.Origin!)).ToList();
        var sums = await Forgotten(partition);
        foreach (var video in lines.GroupBy(l => l.VideoId, StringComparer.Ordinal))
        {
            sums[video.Key] = video.Aggregate(sums.GetValueOrDefault(video.Key, VideoCounter.Empty), (sum, line) => sum.Add(line));
        }

        var counters = sums.Select(v => DayPage.ToRow(partition, v.Key, v.Value));
        var uncounted = leads.Where(l => l.Origin is null).Select(l => DayPage.ToRow(partition, LeadSummary.Of(l)));
        await Run(partition, [.. lines.Select(l => DayPage.ToRow(partition, l)), .. counters, .. uncounted], Kinds);

        static Difference Kinds(string key, bool expected, bool stored) =>
            DayPage.IsCounter(key) ? Difference.CounterWrong : !stored ? Difference.LineMissing : expected ? Difference.LineWrong : Difference.LineTooMany;
    }

    /// <summary>Those of an account that wait for a person.</summary>
    public Task Waiting(string accountId, IReadOnlyList<Lead> leads)
    {
        var partition = ListPartitions.Waiting(accountId);
        return Run(partition, [.. leads.Select(l => DayPage.ToRow(partition, LeadSummary.Of(l)))],
            (_, expected, _) => expected ? Difference.WaitingMissing : Difference.WaitingTooMany);
    }

    /// <summary>By video, what lines counted for whose leads are gone.</summary>
    private async Task<Dictionary<string, VideoCounter>> Forgotten(string partition) =>
        await rows.QueryAll(Tables.Lists, partition, DayPage.Forgotten, CancellationToken.None)
            .ToDictionaryAsync(DayPage.VideoOf, r => VideoCounter.Parse(r.Payload), StringComparer.Ordinal);

    private async Task Run(string partition, List<Row> expected, Func<string, bool, bool, Difference> kind)
    {
        var stored = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in rows.QueryAll(Tables.Lists, partition, KeyRange.All, CancellationToken.None).Where(r => !DayPage.IsForgotten(r.Key) && !DayPage.IsStamp(r.Key)))
        {
            stored[row.Key] = row.Payload;
        }

        var changes = new List<RowChange>();
        foreach (var row in expected)
        {
            var isStored = stored.Remove(row.Key, out var payload);
            if (!string.Equals(payload, row.Payload, StringComparison.Ordinal))
            {
                findings.Add(kind(row.Key, true, isStored), partition, row.Key);
                changes.Add(new RowChange.Put(row));
            }
        }

        foreach (var key in stored.Keys)
        {
            findings.Add(kind(key, false, true), partition, key);
            changes.Add(new RowChange.Delete(key));
        }

        if (!dryRun)
        {
            await rows.CommitEach(Tables.Lists, partition, changes, CancellationToken.None);
            if (changes.Count > 0 && ListPartitions.IsCounted(partition))
            {
                await rows.Commit(Tables.Lists, partition, [DayPage.NewStamp(partition)], CancellationToken.None);
            }
        }
    }
}
