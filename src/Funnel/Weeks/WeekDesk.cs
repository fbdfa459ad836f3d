using System.Text.Json;
using Funnel.Accounts;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Measure.Reports;
using Funnel.Tasks;
using Microsoft.Extensions.Options;

namespace Funnel.Weeks;

/// <summary>The report of a week, from the counters that the other reports are added up from. Each merchant's week is that of its accounts' own days.</summary>
public sealed class WeekDesk(
    FunnelReader funnel, ReportReader reports, TaskBook tasks, VideoStore videos, AccountBook accounts, MerchantDays days, IOptions<FunnelOptions> options, TimeProvider time)
{
    /// <summary>As reports are named.</summary>
    public const string Name = "week";

    /// <summary>As sure as one must be to call one the best of all.</summary>
    private const double Sure = 0.95;

    private const int DaysOfWeek = 7;
    private const int Digits = 4;

    /// <summary>The last week that is over for all of these accounts.</summary>
    /// <param name="behind">How long after its end.</param>
    /// <returns>Null when there is no account.</returns>
    public Week? LastWhole(IReadOnlyCollection<string> of, TimeSpan behind = default)
    {
        var at = time.GetUtcNow() - behind;
        return of.Count == 0 ? null : of.Min(a => Week.Of(days.Of(a, at))).Before;
    }

    /// <param name="of">Whose people, by account id.</param>
    /// <param name="week">One that is over.</param>
    /// <exception cref="Storage.StorageException">The store failed.</exception>
    public async Task<WeekReport> Read(IReadOnlyList<string> of, Week week, CancellationToken ct)
    {
        var merchants = new List<MerchantWeek>();
        var known = of.Select(accounts.Find).OfType<AccountOptions>().ToList();
        foreach (var merchant in known.GroupBy(a => a.Merchant ?? "", StringComparer.Ordinal).OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            merchants.Add(await OfMerchant(merchant.Key, [.. merchant], week, ct));
        }

        var isMoney = options.Value.Measure.Values.AreGiven || known.Exists(a => a.CostPerDay > 0);
        return new(week.ToString(), week.Monday, week.Sunday, week.Before.ToString(), isMoney ? options.Value.Measure.Currency : null, merchants);
    }

    /// <summary>For scripts; what there is nothing to say of is left out.</summary>
    public static string ToJson(WeekReport report) => JsonSerializer.Serialize(report, WeekJson.Plain.WeekReport);

    /// <summary>For people.</summary>
    /// <param name="language"><c>zh</c>, <c>en</c>, or empty, which is Chinese.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such language.</exception>
    public static string ToText(WeekReport report, string? language) =>
        WeekText.Of(report, WeekLanguage.Find(language ?? "") ?? throw new ArgumentOutOfRangeException(nameof(language), language, "no such language"));

    public static bool IsLanguage(string? language) => WeekLanguage.Find(language ?? "") is not null;

    private async Task<MerchantWeek> OfMerchant(string merchant, List<AccountOptions> of, Week week, CancellationToken ct)
    {
        List<string> ids = [.. of.Select(a => a.Id)];
        var (now, review) = await Figures(of, week, ct);
        var (before, _) = await Figures(of, week.Before, ct);
        return new(
            merchant.Length > 0 ? merchant : null, ids, now, before,
            await Best(ids, week, ReportBy.Wording, ct), await Best(ids, week, ReportBy.Video, ct), new(await tasks.Count(ids, ct), review));
    }

    private async Task<(WeekFigures Figures, int Review)> Figures(List<AccountOptions> of, Week week, CancellationToken ct)
    {
        var query = Query([.. of.Select(a => a.Id)], week, ReportBy.Nothing);
        var people = await funnel.Read(query.Accounts, query.From, query.To, ct);
        var money = (await reports.Funnel(query, ct)).Select(r => r.Figures).FirstOrDefault();
        var wait = (await reports.Waits(query, ct)).Select(r => r.Figures).FirstOrDefault(w => w.Kind == WaitKind.Reply);
        var stays = (await reports.Retention(query, ct)).Select(r => r.Figures).FirstOrDefault();
        double? cost = of.Exists(a => a.CostPerDay > 0) ? of.Sum(a => a.CostPerDay) * DaysOfWeek : null;
        var added = people.People[Stage.Added];
        return (new(
            people.Comments, people.Inquiries, people.People[Stage.Replied], added, people.People[Stage.Served],
            wait is { People: > 0 } ? new(wait.People, Rounded(wait.P50), Rounded(wait.P90), Rounded(wait.WithinMinute), Rounded(wait.WithinFiveMinutes)) : null,
            Stayed(stays, 1), Stayed(stays, DaysOfWeek), people.Parked,
            options.Value.Measure.Values.AreGiven ? Rounded(money?.Value ?? 0) : null, Rounded(cost), added > 0 ? Rounded(cost / added) : null), people.Review);
    }

    /// <returns>Null where too few were added so long ago: their share would be mostly chance.</returns>
    private static StayedShare? Stayed(RetentionFigures? of, int days) =>
        of?.After.FirstOrDefault(a => a.Days == days) is { Share: { } share, Low: { } low, High: { } high } known && known.Followed >= OfferEffect.Least
            ? new(Rounded(share)!.Value, Rounded(low)!.Value, Rounded(high)!.Value, known.Followed) : null;

    private async Task<IReadOnlyList<BestOfOffer>> Best(List<string> of, Week week, ReportBy by, CancellationToken ct)
    {
        var (now, before) = ((await reports.Effect(Query(of, week, by), ct)).Groups, (await reports.Effect(Query(of, week.Before, by), ct)).Groups);
        var all = new List<BestOfOffer>();
        foreach (var offer in now.GroupBy(g => g.Key.Offer, StringComparer.Ordinal).Where(o => o.Any(g => g.Tried > 0)))
        {
            var best = await Named(of, BestIn(offer), by, ct);
            var last = await Named(of, BestIn(before.Where(g => string.Equals(g.Key.Offer, offer.Key, StringComparison.Ordinal))), by, ct);
            all.Add(new(offer.Key, best is not null ? BestOfOffer.Now : offer.Skip(1).Any() ? BestOfOffer.NotYet : BestOfOffer.OnlyOne, best, last));
        }

        return all;
    }

    /// <summary>The one that is the best of all with 95 %, and was tried often enough to say anything.</summary>
    internal static EffectFigures? BestIn(IEnumerable<EffectFigures> groups)
    {
        List<EffectFigures> all = [.. groups];
        return all.Count < 2 ? null : all.Find(g => g.IsEnough && g.Reward.Compared.ChanceBest >= Sure);
    }

    private async Task<BestOne?> Named(List<string> of, EffectFigures? best, ReportBy by, CancellationToken ct)
    {
        if (best is null)
        {
            return null;
        }

        string? name = null;
        if (by == ReportBy.Wording)
        {
            name = reports.TextOf(best.Key);
        }
        else
        {
            foreach (var account in of)
            {
                name ??= (await videos.Find(account, best.Key.Id, ct))?.Title;
            }
        }

        var reward = best.Reward;
        return new(
            best.Key.Id, string.IsNullOrWhiteSpace(name) ? null : name, reward.Won, Math.Round(reward.Trials, 1), Rounded(reward.Mean)!.Value, Rounded(reward.Low)!.Value, Rounded(reward.High)!.Value);
    }

    private static ReportQuery Query(IReadOnlyList<string> of, Week week, ReportBy by) => new(of, week.Monday, week.Sunday, by);

    private static double? Rounded(double? number) => number is { } n ? Math.Round(n, Digits) : null;
}
