using Funnel.Accounts;
using Funnel.Leads;

namespace Funnel.Replay;

/// <summary>
/// Finds whose turn it is next: of people who are named the next ones, else from the lists of those who wait, account after account, page after page. However many
/// there are, no more than a page is in memory. Who comes to wait while a replay is under way may or may not be found.
/// </summary>
internal sealed class ReplayScan(LeadLists lists, AccountBook accounts)
{
    private const int LinesAtOnce = 100;

    /// <summary>Lines that are looked at in one go, when few of them are meant.</summary>
    private const int MostLines = 2_000;

    public async Task<ReplayPlan> Next(ReplayHead head, int most, CancellationToken ct) =>
        head.Request.Selection.Lead is { } named ? Next(named, head.Position, most) : await FromLists(head, most, ct);

    private static ReplayPlan Next(IReadOnlyList<LeadId> named, ReplayPosition at, int most)
    {
        List<LeadId> some = [.. named.Skip(at.Index).Take(most)];
        return new(some, at.Index + some.Count < named.Count ? at with { Index = at.Index + some.Count } : null, some.Count);
    }

    private async Task<ReplayPlan> FromLists(ReplayHead head, int most, CancellationToken ct)
    {
        var (found, looked, at) = (new List<LeadId>(), 0, head.Position);
        var (selection, steps) = (head.Request.Selection, head.Request.Steps);
        foreach (var account in await Accounts(selection, at.Account, ct))
        {
            var after = string.Equals(account, at.Account, StringComparison.Ordinal) ? at.After : null;
            for (var more = true; more;)
            {
                (var lines, more) = await lists.WaitingAfter(account, after, LinesAtOnce, ct);
                foreach (var line in lines)
                {
                    (after, looked) = (line.Id.ToString(), looked + 1);
                    if (selection.MayFit(line, steps))
                    {
                        found.Add(line.Id);
                    }

                    if (found.Count == most || looked == MostLines)
                    {
                        return new(found, new(account, after, 0), looked);
                    }
                }
            }
        }

        return new(found, null, looked);
    }

    /// <param name="from">The account that is being read; null when none is yet.</param>
    private async Task<IEnumerable<string>> Accounts(ReplaySelection selection, string? from, CancellationToken ct)
    {
        var all = selection.Account ?? [.. accounts.All.Select(a => a.Id), .. await accounts.Removed(ct)];
        return all.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Where(a => string.CompareOrdinal(a, from) >= 0);
    }
}
