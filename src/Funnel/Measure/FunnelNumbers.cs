using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Review;

namespace Funnel.Measure;

/// <summary>The funnel of a span of days: how many people came how far.</summary>
/// <param name="Comments">Comments of other people, each once, however often it was read or told.</param>
/// <param name="Inquiries">People who asked.</param>
/// <param name="Parked">People with something that waits for an operator.</param>
/// <param name="Review">Comments that wait for a decision.</param>
/// <param name="Pending">People whose reply is still under way.</param>
public sealed record FunnelNumbers(
    int Comments, int Inquiries, int Replied, int Talking, int Invited, int Added, int Served, int Lost, int Declined, int Parked, int Review, int Pending);

/// <summary>Reads the funnel from the lists.</summary>
public sealed class FunnelReader(AccountBook accounts, LeadLists lists, PageCounts counts, ReviewDesk reviews, TimeProvider time)
{
    /// <summary>Longest list of open reviews that is counted exactly.</summary>
    private const int ReviewCap = 5_000;

    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    public async Task<FunnelNumbers> Read(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (count, review) = (PageCount.Zero, 0);
        var leads = new List<LeadSummary>();
        foreach (var account in accounts.All)
        {
            foreach (var day in Days(from, to))
            {
                count += await counts.OfDay(account.Id, day, ct);
                leads.AddRange(await lists.OfDay(account.Id, day, ct));
            }

            review += (await reviews.List(account.Id, ReviewCap, ct)).Count;
        }

        return Of(count.Comments - count.Own, leads, review);
    }

    /// <summary>Leads of all accounts opened in these days, newest move first.</summary>
    public async Task<IReadOnlyList<LeadSummary>> Leads(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var leads = new List<LeadSummary>();
        foreach (var account in accounts.All)
        {
            foreach (var day in Days(from, to))
            {
                leads.AddRange(await lists.OfDay(account.Id, day, ct));
            }
        }

        return [.. leads.OrderByDescending(l => l.MovedAt)];
    }

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to) => Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays);

    private static FunnelNumbers Of(int comments, IReadOnlyCollection<LeadSummary> leads, int review) => new(
        comments, leads.Count(l => l.Asked.Length > 0), leads.Count(l => l.Replied), leads.Count(l => l.Talking), leads.Count(l => l.Invited), leads.Count(l => l.Added),
        leads.Count(l => l.Served), leads.Count(l => l.Exit == Exit.Lost), leads.Count(l => l.Exit == Exit.Declined), leads.Count(l => l.Waiting.Count > 0), review,
        leads.Count(l => l.Pending));
}
