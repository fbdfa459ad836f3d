using Funnel.Storage;

namespace Funnel.Leads;

/// <summary>
/// Makes lists and counters again from the leads, and says what differed. Nobody else may write meanwhile. Idempotent; one that was killed in the middle is run again
/// before anything else is.
/// </summary>
public sealed class ListRebuild(IRows rows)
{
    private const int PageRows = 500;

    /// <param name="dryRun">Only says what differs.</param>
    /// <param name="ct">Heeded between two days: one that was begun is finished.</param>
    /// <exception cref="StorageException">The store failed, or a newer version wrote what was read.</exception>
    public async Task<RebuildReport> Run(bool dryRun, IProgress<RebuildProgress>? progress, CancellationToken ct)
    {
        var findings = new RebuildFindings();
        var partitions = new PartitionRebuild(rows, findings, dryRun);
        var known = await ReadAll(progress, ct);
        var byPartition = known.ToLookup(k => k.Partition, StringComparer.Ordinal);
        var done = 0;
        foreach (var partition in known.GroupBy(k => k.Account, StringComparer.Ordinal).SelectMany(DaysOf).Order(StringComparer.Ordinal))
        {
            ct.ThrowIfCancellationRequested();
            var leads = await Load(byPartition[partition]);
            await partitions.Day(partition, leads);
            progress?.Report(new(known.Count, done += leads.Count));
        }

        foreach (var account in known.GroupBy(k => k.Account, StringComparer.Ordinal))
        {
            ct.ThrowIfCancellationRequested();
            await partitions.Waiting(account.Key, await Load(account.Where(k => k.Waits)));
        }

        return findings.Report(known.Count);
    }

    /// <summary>Every partition that may hold a line of the account, also of days on which nobody asked.</summary>
    private static IEnumerable<string> DaysOf(IGrouping<string, Known> account)
    {
        var (first, last) = (account.Min(k => k.Day), account.Max(k => k.Day));
        for (var day = first.AddDays(-1); day <= last.AddDays(1); day = day.AddDays(1))
        {
            yield return ListPartitions.Day(account.Key, day);
            yield return ListPartitions.EarlierDay(account.Key, day);
        }
    }

    private async Task<List<Known>> ReadAll(IProgress<RebuildProgress>? progress, CancellationToken ct)
    {
        var known = new List<Known>();
        string? continuation = null;
        do
        {
            var page = await rows.QueryKey(Tables.Leads, LeadStore.LeadKey, PageRows, continuation, ct);
            known.AddRange(page.Rows.Select(LeadDocument.Read).Select(l => new Known(l.Id, l.AccountId, ListPartitions.DayOf(l), ListPartitions.Of(l), l.NeedsPerson)));
            progress?.Report(new(known.Count, 0));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return known;
    }

    /// <summary>Read again, a day at a time, so that the memory holds no more.</summary>
    private async Task<IReadOnlyList<Lead>> Load(IEnumerable<Known> known)
    {
        var leads = new List<Lead>();
        foreach (var one in known)
        {
            leads.Add(LeadDocument.Read((await rows.Find(Tables.Leads, one.Id.ToString(), LeadStore.LeadKey, CancellationToken.None))!));
        }

        return leads;
    }

    private sealed record Known(LeadId Id, string Account, DateOnly Day, string Partition, bool Waits);
}
