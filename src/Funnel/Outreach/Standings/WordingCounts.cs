using Funnel.Accounts;
using Funnel.Clocks;
using Funnel.Leads;

namespace Funnel.Outreach.Standings;

/// <param name="Variant">The wording of the reply to the first inquiry, from 0.</param>
internal sealed record WordingCount(DateOnly Day, string OfferId, int Variant, IReadOnlyDictionary<Marks, int> People);

/// <summary>
/// People by wording, from the counters of the lists. Old days move seldom, so they are read seldom: today and yesterday at each reading, the week each quarter of an hour, the rest
/// twice a day.
/// </summary>
internal sealed class WordingCounts(AccountBook accounts, LeadLists lists, MerchantDays days, TimeProvider time)
{
    /// <summary>Days that are looked at: what was true before may not be now.</summary>
    public const int Days = 30;

    private static readonly TimeSpan Young = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Old = TimeSpan.FromHours(12);

    private readonly Dictionary<(string Account, DateOnly Day), (IReadOnlyList<WordingCount> Counts, TimeMark ReadAt)> read = [];

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
                    read[key] = known = (Of(key.Day, await lists.Counters(account.Id, key.Day, ct)), TimeMark.Now(time));
                }

                all.AddRange(known.Counts);
            }
        }

        foreach (var gone in read.Keys.Where(k => !wanted.Contains(k)).ToList())
        {
            read.Remove(gone);
        }

        return all;
    }

    private static IReadOnlyList<WordingCount> Of(DateOnly day, IReadOnlyList<(string VideoId, VideoCounter Counter)> counters) =>
    [
        .. counters.SelectMany(c => c.Counter.Cells).Where(c => c.Cell.Variant is not null).GroupBy(c => (c.Cell.OfferId, Variant: c.Cell.Variant!.Value))
            .Select(g => new WordingCount(day, g.Key.OfferId, g.Key.Variant, g.SelectMany(c => c.People).GroupBy(p => p.Key).ToDictionary(m => m.Key, m => m.Sum(p => p.Value)))),
    ];
}
