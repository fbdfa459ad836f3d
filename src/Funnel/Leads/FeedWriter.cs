using Funnel.Storage;

namespace Funnel.Leads;

/// <param name="Partition">Where its line stands.</param>
/// <param name="MayBeListed">False when it is new.</param>
/// <param name="Written">Entries of its journal that this process wrote since it told of the lead last.</param>
internal sealed record UntoldLead(LeadSummary Lead, string Partition, bool MayBeListed, IReadOnlyList<(int Entry, IReadOnlyList<LeadEvent> Events)> Written);

/// <summary>
/// Tells the feed what it does not know of leads. A line of the lists is written after that, so a lead is told of up to the entry that its line knows; what is missing between that
/// and the newest, another process wrote, which may be dead: it is read in the journal.
/// </summary>
public sealed class FeedWriter(IRows rows, ChangeFeed feed)
{
    private const int Remembered = 8192;

    /// <summary>Up to which entry each lead is told of.</summary>
    private readonly RecentlySeen<LeadId, Told> told = new(Remembered);

    /// <summary>Does nothing where nobody wants the feed.</summary>
    internal async Task Tell(IReadOnlyList<UntoldLead> leads, CancellationToken ct)
    {
        if (!feed.IsOn)
        {
            return;
        }

        var changes = new List<LeadChange>();
        foreach (var lead in leads)
        {
            changes.AddRange(await Untold(lead, ct));
        }

        await feed.Append(changes, ct);
        foreach (var lead in leads)
        {
            told.Keep(lead.Lead.Id, new(lead.Lead.OpenedAt, lead.Lead.Entries));
        }
    }

    private async Task<IEnumerable<LeadChange>> Untold(UntoldLead lead, CancellationToken ct)
    {
        var (id, account, end) = (lead.Lead.Id, lead.Lead.AccountId, lead.Lead.Entries);
        var from = await ToldUpTo(lead, ct) + 1;
        if (from > end)
        {
            return [];
        }

        var own = lead.Written.Where(w => w.Entry >= from && w.Entry <= end).OrderBy(w => w.Entry).ToList();
        return own.Count == end - from + 1
            ? own.SelectMany(w => LeadChange.Of(id, account, w.Entry, w.Events))
            : await rows.QueryAll(Tables.Leads, id.ToString(), LeadJournal.Between(from, end + 1), ct)
                .SelectMany(r => LeadChange.Of(id, account, LeadJournal.NumberOf(r), LeadJournal.Read(r)).ToAsyncEnumerable()).ToListAsync(ct);
    }

    private async Task<int> ToldUpTo(UntoldLead lead, CancellationToken ct)
    {
        if (told.Find(lead.Lead.Id) is { } known && known.OpenedAt == lead.Lead.OpenedAt)
        {
            return known.Entry;
        }

        if (!lead.MayBeListed || await rows.Find(Tables.Lists, lead.Partition, lead.Lead.Id.ToString(), ct) is not { } row)
        {
            return 0;
        }

        var line = ListPartitions.IsCounted(lead.Partition) ? DayPage.ReadLine(row).Lead : DayPage.ReadSummary(row);
        return line.OpenedAt == lead.Lead.OpenedAt ? line.Entries : 0; // of somebody who was forgotten and came anew
    }

    private sealed record Told(DateTimeOffset OpenedAt, int Entry);
}
