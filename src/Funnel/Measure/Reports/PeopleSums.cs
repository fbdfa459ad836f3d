using System.Globalization;
using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Outreach.Linting;

namespace Funnel.Measure.Reports;

/// <summary>
/// Adds up the counters of days by group: one row is read of each day that is as it was, and as many as there were videos of one that changed, however many people asked. People of
/// versions before counters, and waits and stays of versions that did not count them, are not in it.
/// </summary>
public sealed class PeopleSums(AccountBook accounts, DayFolds folds, MerchantDays days, TimeProvider time)
{
    /// <summary>Days of accounts that are read at once.</summary>
    private const int AtOnce = 8;

    internal async Task<Dictionary<ReportKey, PeopleSum>> Read(ReportQuery query, SumsBy by, CancellationToken ct)
    {
        var (sums, now, gate) = (new Dictionary<ReportKey, PeopleSum>(), time.GetUtcNow(), new Lock());
        var of = query.Accounts.Select(accounts.Find).OfType<AccountOptions>();
        var wanted = of.SelectMany(_ => Enumerable.Range(0, query.To.DayNumber - query.From.DayNumber + 1), (a, i) => (a, query.From.AddDays(i)));
        await Parallel.ForEachAsync(wanted, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct, TaskScheduler = TaskScheduler.Current }, async (one, stop) =>
        {
            var (account, day) = one;
            var fold = await folds.Read(account.Id, day, stop);
            lock (gate)
            {
                Add(sums, account, new(day, days.OffsetOf(account.Id), now), fold, by);
            }
        });
        return sums;
    }

    private static void Add(Dictionary<ReportKey, PeopleSum> sums, AccountOptions account, CountedDay of, DayFold fold, SumsBy by)
    {
        if (by.By == ReportBy.Hour)
        {
            for (var i = 0; i + 3 < fold.Hours.Length; i += 4)
            {
                At(sums, new("", fold.Hours[i + 1].ToString("00", CultureInfo.InvariantCulture))).AddWaits(fold.Hours[i], fold.Hours[i + 2], fold.Hours[i + 3]);
            }

            return;
        }

        foreach (var (video, cell) in by.By == ReportBy.Video ? fold.Videos : fold.Cells.Select(c => ("", c)))
        {
            if ((by.Counts is null || by.Counts(cell.Cell, of.Day)) && Key(account, of.Day, video, cell.Cell, by.By) is { } id)
            {
                Add(sums, of, cell, by.Cohorts, by.Offers || by.By == ReportBy.Wording ? cell.Cell.OfferId : "", id);
            }
        }
    }

    private static void Add(Dictionary<ReportKey, PeopleSum> sums, CountedDay of, CellCount cell, bool cohorts, string offer, string id)
    {
        var sum = At(sums, new(offer, id));
        of.Add(sum, cell);
        for (var i = 0; i + 3 < (cell.Stays?.Length ?? 0); i += 4)
        {
            var stays = cohorts ? At(sums, new(offer, Name(of.Day.AddDays(cell.Stays![i])))) : sum;
            stays.AddStays(of.AgeOfCohort(cell.Stays![i]), cell.Stays[i + 1], (StayNotes)cell.Stays[i + 2], cell.Stays[i + 3]);
        }
    }

    /// <returns>Null of people who have no such thing, as a wording of who got no reply.</returns>
    private static string? Key(AccountOptions account, DateOnly day, string video, Cell cell, ReportBy by) => by switch
    {
        ReportBy.Day => Name(day),
        ReportBy.Video => video,
        ReportBy.Rule => cell.Tier?.ToString() ?? "Link",
        ReportBy.Wording => cell.Variant is { } variant ? Wording.PathOf(WordingPlace.Reply, variant) : null,
        ReportBy.Source => SourceOf(account),
        _ => "",
    };

    internal static string SourceOf(AccountOptions account) => $"{account.ShownPlatform}/{account.Id}";

    private static string Name(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static PeopleSum At(Dictionary<ReportKey, PeopleSum> sums, ReportKey key)
    {
        if (!sums.TryGetValue(key, out var sum))
        {
            sums[key] = sum = new();
        }

        return sum;
    }
}

/// <summary>How people are told apart when counters are added up.</summary>
/// <param name="Offers">People of different offers are not counted together.</param>
/// <param name="Cohorts">With <see cref="ReportBy.Day"/>: stays are of the day on which the person was added.</param>
/// <param name="Counts">Which cells of a day are in it; null for all.</param>
internal sealed record SumsBy(ReportBy By, bool Offers = false, bool Cohorts = false, Func<Cell, DateOnly, bool>? Counts = null);
