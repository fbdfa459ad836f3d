using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Measure.Reports;
using Funnel.Review;
using Funnel.Sandbox;

namespace Funnel.Embedded.Demo;

/// <summary>Compares the leads with the sandbox's books, platform by platform.</summary>
internal sealed class BookCheck(AccountBook accounts, FunnelReader funnel, LeadStore leads, LeadLists lists, ReviewDesk reviews, ReportReader reports)
{
    private const int MaxReviews = 100_000;

    public async Task<DemoResult> Compare(SandboxBooks books, TimeSpan took, CancellationToken ct)
    {
        await lists.Flush(ct);
        var days = (From: funnel.Today.AddDays(-1), To: funnel.Today.AddDays(1)); // the clock may have been set back over midnight
        var numbers = await funnel.Read(days.From, days.To, ct);
        var retained = (await reports.Retention(new ReportQuery([.. accounts.All.Select(a => a.Id)], days.From, days.To), ct)).FirstOrDefault().Figures?.After;
        var people = await People(days.From, days.To, ct);
        var (found, connectors, problems) = (new List<BookDifferences>(), new Dictionary<string, ConnectorResult>(StringComparer.Ordinal), new List<string>());
        foreach (var connector in accounts.All.Select(a => a.Platform).Union(books.Sources, StringComparer.Ordinal))
        {
            string[] own = [.. accounts.All.Where(a => string.Equals(a.Platform, connector, StringComparison.Ordinal)).Select(a => a.Id)];
            var there = people.Where(l => own.Contains(l.AccountId, StringComparer.Ordinal)).ToDictionary(l => l.PersonId, StringComparer.Ordinal);
            var check = new ConnectorCheck(books.Of(connector), there, await InReview(own, ct));
            var differs = check.Run();
            found.Add(differs);
            problems.AddRange(check.Problems);
            foreach (var lead in there.Values.Where(l => check.GotMore.Contains(l.PersonId)))
            {
                problems.AddRange((await leads.Journal(lead.Id, ct)).Select(e => $"{lead.PersonId}: {Told(e)}"));
            }

            connectors[connector] = Result(await Task.WhenAll(own.Select(a => funnel.Read(a, days.From, days.To, ct))), differs);
        }

        return new(
            numbers.Comments, numbers.Inquiries, numbers.People[Stage.Replied], numbers.People[Stage.Talking], numbers.People[Stage.Invited],
            numbers.People[Stage.Added], numbers.People[Stage.Served], numbers.Lost, numbers.Parked,
            found.Sum(f => f.ParkedReplies), found.Sum(f => f.DuplicateReplies), found.Sum(f => f.DuplicateMessages), found.Sum(f => f.Missed), found.All(f => f.Agree),
            Math.Round(took.TotalSeconds, 1))
        {
            Connectors = connectors,
            Grouped = numbers.People[Stage.Grouped],
            Referred = numbers.Referred,
            Rewarded = numbers.Rewarded,
            DuplicateRewards = found.Sum(f => f.DuplicateRewards),
            RetainedD1 = retained?[0].Share,
            RetainedD7 = retained?[1].Share,
            Problems = problems,
        };
    }

    private static string Told(LeadEvent e) => FormattableString.Invariant($"{e.At:HH:mm:ss.fff} {e.Kind} {e.Effect} {e.Detail} {e.Reason}");

    private static ConnectorResult Result(IReadOnlyList<FunnelNumbers> accounts, BookDifferences differs)
    {
        int At(Stage stage) => accounts.Sum(a => a.People[stage]);
        return new(
            accounts.Sum(a => a.Comments), accounts.Sum(a => a.Inquiries), At(Stage.Replied), At(Stage.Invited), At(Stage.Added), At(Stage.Served),
            differs.DuplicateReplies, differs.DuplicateMessages, differs.Missed, differs.Agree);
    }

    private async Task<IReadOnlyList<Lead>> People(DateOnly from, DateOnly to, CancellationToken ct)
    {
        var people = new Dictionary<LeadId, Lead>(); // who was asked about over midnight stands in two days
        foreach (var summary in await funnel.Leads(from, to, ct))
        {
            if (await leads.Find(summary.Id, ct) is { } lead)
            {
                people[lead.Id] = lead;
            }
        }

        return [.. people.Values];
    }

    private async Task<HashSet<string>> InReview(IEnumerable<string> accounts, CancellationToken ct)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var account in accounts)
        {
            found.UnionWith((await reviews.List(account, MaxReviews, ct)).Select(r => r.Comment.PersonId));
        }

        return found;
    }
}
