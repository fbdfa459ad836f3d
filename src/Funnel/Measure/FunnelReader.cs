using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Review;

namespace Funnel.Measure;

/// <summary>Reads the funnel from the counters: as many rows as there were videos, however many people asked.</summary>
public sealed class FunnelReader(AccountBook accounts, LeadLists lists, DayFolds folds, PageCounts counts, ReviewDesk reviews, MerchantDays days)
{
    /// <summary>Longest list of open reviews that is counted exactly.</summary>
    private const int ReviewCap = 5_000;

    /// <summary>Days of accounts that are read at once.</summary>
    private const int AtOnce = 8;

    /// <summary>The latest day that it is for any account.</summary>
    public DateOnly Today => days.Latest;

    public Task<FunnelNumbers> Read(DateOnly from, DateOnly to, CancellationToken ct) => Read([.. accounts.All.Select(a => a.Id)], from, to, ct);

    /// <summary>Of one account alone.</summary>
    public Task<FunnelNumbers> Read(string accountId, DateOnly from, DateOnly to, CancellationToken ct) => Read([accountId], from, to, ct);

    /// <summary>Of these accounts together.</summary>
    public async Task<FunnelNumbers> Read(IReadOnlyList<string> of, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (comments, review) = (0, 0);
        var people = MarksOf.Each.ToDictionary(m => m, _ => 0);
        var gate = new Lock();
        await Each(of, from, to, async (account, day, stop) =>
        {
            var count = await counts.OfDay(account, day, stop);
            var marks = await Marked(account, day, stop);
            lock (gate)
            {
                comments += count.Comments - count.Own;
                marks.ForEach(m => people[m.Mark] += m.People);
            }
        }, ct);
        foreach (var account in of)
        {
            review += (await reviews.List(account, ReviewCap, ct)).Count;
        }

        return new(comments, Enum.GetValues<Stage>().ToDictionary(s => s, s => people[MarksOf.Of(s)]),
            people[Marks.Lost], people[Marks.Declined], people[Marks.Parked], review, people[Marks.Pending]) { Referred = people[Marks.Referred], Rewarded = people[Marks.Rewarded] };
    }

    /// <summary>Leads of all accounts opened in these days, newest move first.</summary>
    public Task<IReadOnlyList<LeadSummary>> Leads(DateOnly from, DateOnly to, CancellationToken ct) => Leads([.. accounts.All.Select(a => a.Id)], from, to, ct);

    /// <summary>Those of these accounts.</summary>
    public async Task<IReadOnlyList<LeadSummary>> Leads(IReadOnlyList<string> of, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var leads = new List<LeadSummary>();
        await Each(of, from, to, async (account, day, stop) =>
        {
            var some = await lists.OfDay(account, day, stop);
            lock (leads)
            {
                leads.AddRange(some);
            }
        }, ct);
        return [.. leads.OrderByDescending(l => l.MovedAt).ThenBy(l => l.Id.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The counters, and people of earlier versions one by one.</summary>
    private async Task<List<(Marks Mark, int People)>> Marked(string account, DateOnly day, CancellationToken ct)
    {
        var counted = (await folds.Read(account, day, ct)).Cells.SelectMany(c => c.People.Select(p => (p.Key, p.Value)));
        var uncounted = (await lists.Uncounted(account, day, ct)).SelectMany(l => MarksOf.Each.Where(m => MarksOf.Of(l).HasFlag(m))).Select(m => (m, 1));
        return [.. counted, .. uncounted];
    }

    private static Task Each(IReadOnlyList<string> of, DateOnly from, DateOnly to, Func<string, DateOnly, CancellationToken, Task> read, CancellationToken ct) => Parallel.ForEachAsync(
        of.SelectMany(_ => Enumerable.Range(0, to.DayNumber - from.DayNumber + 1), (id, day) => (Id: id, Day: from.AddDays(day))),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct, TaskScheduler = TaskScheduler.Current },
        async (one, stop) => await read(one.Id, one.Day, stop));
}
