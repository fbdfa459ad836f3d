using Funnel.Accounts;
using Funnel.Clocks;
using Funnel.Leads;
using Funnel.Storage;
using Microsoft.Extensions.Logging;

namespace Funnel.Outreach.Standings;

/// <summary>
/// What is known of public wordings, kept in the process and read anew about once a minute, while somebody asks and in the background: no lead costs a storage operation or waits for
/// one. Only of offers with several wordings; before the first reading nothing is known.
/// </summary>
public sealed partial class WordingStandings : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly OfferBook offers;
    private readonly WordingCounts counts;
    private readonly WordingTallies tallies;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile Dictionary<string, OfferStanding> known = new(StringComparer.Ordinal);
    private Reading? lastRead;

    public WordingStandings(
        OfferBook offers, AccountBook accounts, DayFolds folds, MerchantDays days, WordingTallies tallies, TimeProvider time, ILogger<WordingStandings> log)
    {
        (this.offers, this.tallies, this.time, this.log) = (offers, tallies, time, log);
        counts = new(accounts, folds, days, time);
    }

    /// <summary>As it was last read; null while nothing is known, and where there is nothing to choose.</summary>
    public OfferStanding? Of(Offer offer)
    {
        if (offer.Reply.Count < 2)
        {
            return null;
        }

        var last = lastRead;
        if (!(last?.BegunAt.Age(time) < Fresh) && ReferenceEquals(Interlocked.CompareExchange(ref lastRead, new(TimeMark.Now(time)), last), last))
        {
            _ = ReadLater();
        }

        return known.GetValueOrDefault(offer.Id) is { } standing && standing.Wordings.Count == offer.Reply.Count ? Paused(offer, standing) : null;
    }

    /// <summary>Of all offers, as it is now.</summary>
    /// <exception cref="StorageException">The store failed.</exception>
    public async Task<IReadOnlyList<OfferStanding>> All(CancellationToken ct)
    {
        var all = offers.All.ToList();
        await Read(all, ct);
        var now = known;
        return [.. all.Select(o => now[o.Id])];
    }

    public void Dispose() => reading.Dispose();

    private async Task ReadLater()
    {
        try
        {
            await Read([.. offers.All.Where(o => o.Reply.Count > 1)], CancellationToken.None);
        }
        catch (ObjectDisposedException)
        {
            // The host stops.
        }
        catch (StorageException e)
        {
            Log.NotRead(log, e.Message);
        }
    }

    private async Task Read(IReadOnlyList<Offer> wanted, CancellationToken ct)
    {
        await reading.WaitAsync(ct);
        try
        {
            var people = (await counts.Read(ct)).ToLookup(c => (c.Count.Cell.OfferId, c.Count.Cell.Variant!.Value));
            await tallies.KeepAll(wanted.Where(o => o.Reply.Count > 1), ct);

            known = wanted.DistinctBy(o => o.Id).ToDictionary(o => o.Id, o => Standing(o, tallies.Recall(o.Id), people), StringComparer.Ordinal);
        }
        finally
        {
            reading.Release();
        }
    }

    private static OfferStanding Standing(Offer offer, OfferTallies tallies, ILookup<(string, int), WordingCount> people)
    {
        var sums = offer.Reply.Select((text, variant) => Sum(people[(offer.Id, variant)], tallies.Find(text, variant)?.Since)).ToList();
        var delayed = new DelayedReward(offer.Reward, sums);
        return new(offer.Id, [.. offer.Reply.Select((text, variant) =>
        {
            var (tally, (tried, won, trials)) = (tallies.Find(text, variant), delayed.Of(sums[variant]));
            return new WordingStanding(variant, tried, won, (int)Math.Round(trials), tally?.Seen ?? 0, tally?.Hidden ?? 0, tally?.PausedAt);
        })]);
    }

    /// <param name="since">Since when the wording has its present words.</param>
    private static PeopleSum Sum(IEnumerable<WordingCount> counts, DateOnly? since)
    {
        var sum = new PeopleSum();
        foreach (var (day, count) in counts.Where(c => !(c.Day.Day < since)))
        {
            day.Add(sum, count);
        }

        return sum;
    }

    /// <summary>A pause of this process's own is in force at once.</summary>
    private OfferStanding Paused(Offer offer, OfferStanding standing)
    {
        var now = tallies.Recall(offer.Id);
        return standing.Wordings.All(w => w.PausedAt == now.Find(offer.Reply[w.Variant], w.Variant)?.PausedAt) ? standing
            : standing with { Wordings = [.. standing.Wordings.Select(w => Now(w, now.Find(offer.Reply[w.Variant], w.Variant)))] };
    }

    private static WordingStanding Now(WordingStanding was, WordingTally? now) => was with { Seen = now?.Seen ?? 0, Hidden = now?.Hidden ?? 0, PausedAt = now?.PausedAt };

    private sealed record Reading(TimeMark BegunAt);

    private static partial class Log
    {
        [LoggerMessage(1223, LogLevel.Warning, "How wordings do could not be read: {Why}. What was known before stays in force")]
        public static partial void NotRead(ILogger log, string why);
    }
}
