using Funnel.Accounts;
using Funnel.Clocks;
using Funnel.Leads;

namespace Funnel.Outreach.Standings;

/// <summary>People of a day whose first inquiry was answered in one wording, as they count in one of the day's cells.</summary>
internal sealed record WordingCount(CountedDay Day, CellCount Count);

/// <summary>
/// People by wording, from the counters of the lists. Old days move seldom, so they are read seldom: today and yesterday at each reading, the week each quarter of an hour, the rest
/// twice a day.
/// </summary>
internal sealed class WordingCounts(AccountBook accounts, DayFolds folds, MerchantDays days, TimeProvider time)
{
    /// <summary>Days that are looked at: what was true before may not be now.</summary>
    public const int Days = 30;

    private static readonly TimeSpan Young = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Old = TimeSpan.FromHours(12);

    private readonly Dictionary<(string Account, DateOnly Day), (IReadOnlyList<CellCount> Counts, TimeMark ReadAt)> read = [];

    /// <summary>Not to be called twice at once.</summary>
    public async Task<IReadOnlyList<WordingCount>> Read(CancellationToken ct)
    {
        var all = new List<WordingCount>();
        var wanted = new HashSet<(string, DateOnly)>();
        foreach (var account in accounts.All)
        {
            var today = days.Today(account.Id);
            for (var age = 0; age < Days; age++)
            {
                var key = (account.Id, Day: today.AddDays(-age));
                wanted.Add(key);
                if (age < 2 || !read.TryGetValue(key, out var known) || known.ReadAt.Age(time) > (age < 8 ? Young : Old))
                {
                    read[key] = known = ([.. (await folds.Read(account.Id, key.Day, ct)).Cells.Where(c => c.Cell.Variant is not null)], TimeMark.Now(time));
                }

                var day = new CountedDay(key.Day, days.OffsetOf(account.Id), time.GetUtcNow());
                all.AddRange(known.Counts.Select(c => new WordingCount(day, c)));
            }
        }

        foreach (var gone in read.Keys.Where(k => !wanted.Contains(k)).ToList())
        {
            read.Remove(gone);
        }

        return all;
    }
}
