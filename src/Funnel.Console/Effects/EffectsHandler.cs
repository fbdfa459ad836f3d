using Funnel.Console.Languages;
using Funnel.Intake;
using Funnel.Measure;
using Funnel.Measure.Reports;
using Funnel.Outreach;

namespace Funnel.Console.Effects;

/// <summary>What Effect shows.</summary>
/// <param name="Groups">By offer, in the order of the report.</param>
/// <param name="Cohorts">By the day of being added, the newest first.</param>
/// <param name="Offers">Their names by id.</param>
/// <param name="Names">What the groups are called, where that is not their id: a wording's words, a video's title.</param>
public sealed record EffectsModel(
    EffectFilter Filter, IReadOnlyList<EffectFigures> Groups, IReadOnlyList<OfferGain> Gains, IReadOnlyList<WaitFigures> Waits, IReadOnlyList<(ReportKey Key, RetentionFigures Figures)> Cohorts,
    IReadOnlyDictionary<ReportKey, string> Names, IReadOnlyDictionary<string, string> Offers);

/// <summary>What each wording, video, rule and source was worth, who stayed, and how long people waited.</summary>
internal sealed class EffectsHandler(ReportReader reader, ReportDesk desk, FunnelReader days, VideoStore videos, OfferBook offers) : IConsolePage
{
    public const string Csv = "csv";

    public string Path => "effect";

    public IReadOnlyList<string> Routes { get; } = ["GET effect", "GET effect/" + Csv];

    public string NameIn(Texts texts) => texts.Worth.Page;

    public async Task<ConsoleResult> Get(ConsoleRequest request, string? id, CancellationToken ct)
    {
        var filter = EffectFilter.Of(request.Http.Request.Query, days.Today);
        filter = filter with { Account = request.Account(filter.Account)?.Id ?? "" };
        if (id is Csv)
        {
            return await File(request, filter, ct);
        }

        if (id is not null)
        {
            return ConsoleResult.NotFound(request);
        }

        var (groups, gains) = await reader.Effect(filter.ToQuery(request.AccountIds, filter.By), ct);
        var waits = await reader.Waits(filter.ToQuery(request.AccountIds, null), ct);
        var cohorts = await reader.Retention(filter.ToQuery(request.AccountIds, ReportBy.Day), ct);
        var all = cohorts.Where(c => c.Key == ReportKey.All);
        return ConsoleResult.Page<EffectsPage>(request, new EffectsModel(
            filter, groups, gains, [.. waits.Where(w => w.Key == ReportKey.All).Select(w => w.Figures)], [.. cohorts.Except(all).Reverse(), .. all], await Names(request, filter.By, groups, ct),
            groups.Select(g => g.Key.Offer).Distinct(StringComparer.Ordinal).ToDictionary(o => o, o => offers.Find(o)?.Name ?? o, StringComparer.Ordinal)));
    }

    private async Task<IReadOnlyDictionary<ReportKey, string>> Names(ConsoleRequest request, ReportBy by, IReadOnlyList<EffectFigures> groups, CancellationToken ct)
    {
        var titles = by == ReportBy.Video ? await Titles(request.AccountIds, ct) : null;
        return groups.Select(g => KeyValuePair.Create(g.Key, titles?.GetValueOrDefault(g.Key.Id) ?? reader.TextOf(g.Key)))
            .Where(n => !string.IsNullOrEmpty(n.Value)).ToDictionary(n => n.Key, n => n.Value!);
    }

    /// <summary>One query an account: videos are named by the hundred.</summary>
    private async Task<Dictionary<string, string>> Titles(IReadOnlyList<string> accounts, CancellationToken ct)
    {
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var account in accounts)
        {
            foreach (var video in (await videos.Load(account, ct)).Videos.Values)
            {
                titles[video.State.Id] = video.State.Title ?? "";
            }
        }

        return titles;
    }

    private async Task<ConsoleResult> File(ConsoleRequest request, EffectFilter filter, CancellationToken ct)
    {
        var name = ReportDesk.Names.FirstOrDefault(n => string.Equals(n, request.Http.Request.Query["report"], StringComparison.Ordinal));
        if (name is null)
        {
            return ConsoleResult.NotFound(request);
        }

        var table = await desk.Read(name, filter.ToQuery(request.AccountIds, string.Equals(name, "effect", StringComparison.Ordinal) ? filter.By : null), ct);
        string[] parts = [CsvCell.Mark, table.ToCsv()];
        return ConsoleResult.File($"funnel-{name}-{Format.Day(filter.From)}-{Format.Day(filter.To)}.csv", "text/csv; charset=utf-8", parts.ToAsyncEnumerable());
    }
}
