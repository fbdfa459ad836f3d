using Funnel.Leads;
using Funnel.Persons;
using Funnel.Storage;

namespace Funnel.Privacy;

/// <summary>Forgets what is over its time of the leads that were opened on one day: found by the day's list, so that nothing has to be kept of a lead for it.</summary>
internal sealed class ForgottenDay(
    IRows rows, LeadStore leads, LeadLists lists, ErasedPeople erased, IEnumerable<IPersonalPlace> places, FunnelOptions options, TimeProvider time)
{
    private readonly ForgottenLines lines = new(rows);

    /// <returns>Whether lines are left; null when the slice was over before the day was.</returns>
    public async Task<bool?> Run(string accountId, DateOnly day, Slice slice, CancellationToken ct)
    {
        var (left, isWhole) = (false, true);
        foreach (var partition in new[] { ListPartitions.Day(accountId, day), ListPartitions.EarlierDay(accountId, day) })
        {
            var gone = new List<LeadId>();
            await foreach (var line in Lines(partition, ct))
            {
                if (slice.IsOver)
                {
                    isWhole = false;
                    break;
                }

                if (await Forget(line, partition, slice, ct))
                {
                    gone.Add(line.Id);
                }
                else
                {
                    left = true;
                }
            }

            await lines.Remove(partition, gone, isCountedTwice: false, ct); // the lines last: a crash before finds them again
        }

        return isWhole ? left : null;
    }

    private IAsyncEnumerable<LeadSummary> Lines(string partition, CancellationToken ct) => rows.QueryAll(Tables.Lists, partition, DayPage.Lines, ct)
        .Select(r => ListPartitions.IsCounted(partition) ? DayPage.ReadLine(r).Lead : DayPage.ReadSummary(r));

    /// <returns>Whether the line is to go.</returns>
    private async Task<bool> Forget(LeadSummary line, string partition, Slice slice, CancellationToken ct)
    {
        var (now, keep, rules) = (time.GetUtcNow(), options.Keep, options.Outreach.Rules);
        if (line.MovedAt + Min(keep.Leads, keep.Texts ?? keep.Leads) > now)
        {
            return false; // the line knows enough: no lead is read
        }

        if (await leads.Find(line.Id, ct) is not { } lead)
        {
            return await leads.Remove(line.Id, _ => false, ct); // what a crash left
        }

        if (Keeping.IsOver(lead, keep, rules, now))
        {
            slice.Count();
            return await Forget(lead, partition, now, ct);
        }

        if (Keeping.AreTextsOver(lead, keep, rules, now))
        {
            slice.Count();
            if (await leads.Strip(lead.Id, l => Keeping.AreTextsOver(l, keep, rules, now) ? Keeping.WithoutTexts(l) with { Entries = l.Entries + 1 } : null, Keeping.WithoutTexts, ct) is { } stripped)
            {
                lists.Enqueue(stripped);
            }
        }

        return false;
    }

    private async Task<bool> Forget(Lead lead, string partition, DateTimeOffset now, CancellationToken ct)
    {
        if (lead.Exit == Exit.Declined)
        {
            await erased.Mark(lead.PersonId, now, forGood: true, finished: true, ct); // what they said must outlive what is known of them
        }

        if (!await leads.Remove(lead.Id, l => Keeping.IsOver(l, options.Keep, options.Outreach.Rules, now), ct))
        {
            return false;
        }

        var person = new Person
        {
            Ids = [lead.PersonId],
            Leads = [new(lead.Id, lead.AccountId, partition)],
            Contacts = lead.Contact is { } contact ? [contact.PersonId] : [],
            Friends = lead.CameBy is { } by && by.Lead != LeadId.Nobody ? lead.Friends.Add(by.Lead) : lead.Friends,
        };
        foreach (var place in places)
        {
            await place.Erase(person, isLastLook: false, ct);
        }

        return true;
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
