using System.Globalization;
using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Outreach.Standings;
using Microsoft.Extensions.Options;

namespace Funnel.Measure.Reports;

/// <summary>
/// Reads the reports: what came of people who asked in some days, how long they waited, who stayed, and what each action was worth. Rows are in the order of their keys. Of people who
/// asked alone: a cohort of retention has those of them who were added on a day.
/// </summary>
public sealed class ReportReader(PeopleSums sums, AccountBook accounts, OfferBook offers, WordingTallies tallies, IOptions<FunnelOptions> options)
{
    /// <summary>How far people came. By day unless asked otherwise.</summary>
    /// <exception cref="Storage.StorageException">The store failed.</exception>
    public async Task<IReadOnlyList<(ReportKey Key, FunnelFigures Figures)>> Funnel(ReportQuery query, CancellationToken ct)
    {
        var by = query.By ?? ReportBy.Day;
        var read = await sums.Read(query, new(by), ct);
        var asked = read.Values.Sum(s => s.Of(Marks.Inquired));
        return [.. WithAll(read).Select(r => (r.Key, FunnelFigures.Of(r.Sum, options.Value.Measure, CostOf(query, by, r.Key, r.Sum, asked))))];
    }

    /// <summary>Who stayed a contact. By the day of being added unless asked otherwise.</summary>
    /// <exception cref="Storage.StorageException">The store failed.</exception>
    public async Task<IReadOnlyList<(ReportKey Key, RetentionFigures Figures)>> Retention(ReportQuery query, CancellationToken ct)
    {
        var by = query.By ?? ReportBy.Day;
        var read = await sums.Read(query, new(by, Cohorts: by == ReportBy.Day), ct);
        return [.. WithAll(read).Where(r => r.Sum.Stays.Count > 0).Select(r => (r.Key, RetentionFigures.Of(r.Sum)))];
    }

    /// <summary>How long people waited, a row for each kind. All together unless asked otherwise.</summary>
    /// <exception cref="Storage.StorageException">The store failed.</exception>
    public async Task<IReadOnlyList<(ReportKey Key, WaitFigures Figures)>> Waits(ReportQuery query, CancellationToken ct)
    {
        var read = await sums.Read(query, new(query.By ?? ReportBy.Nothing), ct);
        return [.. WithAll(read).SelectMany(r => Enum.GetValues<WaitKind>().Where(r.Sum.Has).Select(k => (r.Key, WaitFigures.Of(r.Sum, k))))];
    }

    /// <summary>What each wording, rule, video or source did, beside the others of its offer. By wording unless asked otherwise; of a wording since it has its present words.</summary>
    /// <exception cref="Storage.StorageException">The store failed.</exception>
    public async Task<(IReadOnlyList<EffectFigures> Groups, IReadOnlyList<OfferGain> Gains)> Effect(ReportQuery query, CancellationToken ct)
    {
        var by = query.By ?? ReportBy.Wording;
        await tallies.Read(ct);
        var read = await sums.Read(query, new(by, Offers: true, Counts: by == ReportBy.Wording ? IsPresent : null), ct);
        var days = query.To.DayNumber - query.From.DayNumber + 1;
        var byOffer = read.GroupBy(r => r.Key.Offer, StringComparer.Ordinal).OrderBy(o => o.Key, StringComparer.Ordinal).Select(offer => OfferEffect.Of(
            offer.Key, offers.Find(offer.Key)?.Reward ?? WordingReward.Added,
            [.. offer.OrderBy(r => r.Key.Id, Order).Select(r => (r.Key, r.Value, by == ReportBy.Wording ? HiddenShare(r.Key) : null))], days)).ToList();
        return ([.. byOffer.SelectMany(o => o.Groups)], [.. byOffer.Select(o => o.Gain)]);
    }

    /// <summary>The words of a wording; null when it is no wording, or there is no such one any more.</summary>
    public string? TextOf(ReportKey key) => IndexOf(key) is { } index && offers.Find(key.Offer) is { } offer && index < offer.Reply.Count ? offer.Reply[index] : null;

    private bool IsPresent(Cell cell, DateOnly day) => cell.Variant is not { } variant || offers.Find(cell.OfferId) is not { } offer || variant >= offer.Reply.Count
        || !(day < tallies.Recall(offer.Id).Find(offer.Reply[variant], variant)?.Since);

    private double? HiddenShare(ReportKey key) => IndexOf(key) is { } index && TextOf(key) is { } text && tallies.Recall(key.Offer).Find(text, index) is { } tally && tally.Seen + tally.Hidden > 0
        ? (double)tally.Hidden / (tally.Seen + tally.Hidden) : null;

    private static int? IndexOf(ReportKey key)
    {
        var at = key.Id.IndexOf('[', StringComparison.Ordinal);
        return at > 0 && key.Id.EndsWith(']') && int.TryParse(key.Id.AsSpan(at + 1, key.Id.Length - at - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }

    /// <summary>By numbers inside ids too: <c>reply[2]</c> before <c>reply[10]</c>.</summary>
    private static StringComparer Order { get; } = StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering);

    /// <summary>The groups in order, and at the end all together.</summary>
    private static IEnumerable<(ReportKey Key, PeopleSum Sum)> WithAll(Dictionary<ReportKey, PeopleSum> read)
    {
        var groups = read.Where(r => r.Key != ReportKey.All).OrderBy(r => r.Key.Offer, StringComparer.Ordinal).ThenBy(r => r.Key.Id, Order).Select(r => (r.Key, r.Value));
        return read.Count == 0 ? [] : groups.Append((ReportKey.All, PeopleSum.Of(read.Values)));
    }

    /// <summary>The accounts' costs in these days; of what is neither a day nor an account, as much of it as its part of the people who asked.</summary>
    private double? CostOf(ReportQuery query, ReportBy by, ReportKey key, PeopleSum sum, int asked)
    {
        var of = query.Accounts.Select(accounts.Find).OfType<AccountOptions>().Where(a => a.CostPerDay > 0).ToList();
        var days = query.To.DayNumber - query.From.DayNumber + 1;
        return of.Count == 0 ? null
            : key == ReportKey.All ? of.Sum(a => a.CostPerDay) * days
            : by == ReportBy.Day ? of.Sum(a => a.CostPerDay)
            : by == ReportBy.Source ? of.Where(a => string.Equals(PeopleSums.SourceOf(a), key.Id, StringComparison.Ordinal)).Sum(a => a.CostPerDay) * days
            : asked > 0 ? of.Sum(a => a.CostPerDay) * days * sum.Of(Marks.Inquired) / asked
            : 0;
    }
}
