using Funnel.Leads;

namespace Funnel.Measure.Reports;

/// <summary>The reports by name, as tables. What each number means stands in docs/REPORTS.md.</summary>
public sealed class ReportDesk(ReportReader reader)
{
    /// <summary>What there is.</summary>
    public static IReadOnlyList<string> Names { get; } = ["funnel", "retention", "effect", "waits"];

    private const string NotEnough = "not enough data";

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such report.</exception>
    /// <exception cref="Storage.StorageException">The store failed.</exception>
    public async Task<ReportTable> Read(string name, ReportQuery query, CancellationToken ct) => name switch
    {
        "funnel" => Table(name, await reader.Funnel(query, ct), FunnelColumns, FunnelRow),
        "retention" => Table(name, await reader.Retention(query, ct), RetentionColumns, RetentionRow),
        "waits" => Table(name, await reader.Waits(query, ct), WaitColumns, WaitRow),
        "effect" => Effect(await reader.Effect(query, ct)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such report"),
    };

    private static readonly ReportColumn[] FunnelColumns =
    [
        .. Enum.GetValues<Stage>().Select(s => Number(s.ToString().ToLowerInvariant())), Share("contactShare"), Number("lost"), Number("declined"), Number("parked"), Number("pending"),
        Number("referred"), Number("rewarded"), Number("value"), Number("cost"), Number("costPerContact"), Number("costPerRetained"),
    ];

    private static object?[] FunnelRow(FunnelFigures f) =>
        [.. f.People.Values.Select(n => (object?)n), f.ContactShare, f.Lost, f.Declined, f.Parked, f.Pending, f.Referred, f.Rewarded, f.Value, f.Cost, f.CostPerContact, f.CostPerRetained];

    private static readonly ReportColumn[] RetentionColumns =
    [
        Number("added"), .. RetentionFigures.Horizons.SelectMany(d => (ReportColumn[])[Share($"day{d}"), Share($"day{d}Low"), Share($"day{d}High"), Number($"day{d}Followed")]),
        Number("left"), Number("returned"), Number("foundLate"),
    ];

    private static object?[] RetentionRow(RetentionFigures f) =>
        [f.Added, .. f.After.SelectMany(a => (object?[])[a.Share, a.Low, a.High, a.Followed]), f.Left, f.Returned, f.FoundLate];

    private static readonly ReportColumn[] WaitColumns =
    [
        Text("wait"), Number("people"), Duration("p50"), Duration("p90"), Duration("p99"), Share("within60s"), Share("within5min"), Number("negative"), Number("waiting"),
    ];

    private static object?[] WaitRow(WaitFigures f) =>
        [f.Kind.ToString().ToLowerInvariant(), f.People, f.P50, f.P90, f.P99, f.WithinMinute, f.WithinFiveMinutes, f.Negative, f.Waiting];

    private ReportTable Effect((IReadOnlyList<EffectFigures> Groups, IReadOnlyList<OfferGain> Gains) effect)
    {
        ReportColumn[] columns =
        [
            Text("offer"), Text("of"), Number("tried"), Share("step"), Share("stepLow"), Share("stepHigh"), Number("won"), Share("reward"), Share("rewardLow"), Share("rewardHigh"),
            Share("best"), Share("aboveOthers"), Share("expectedLoss"), Share("hidden"), Duration("median"), Duration("p90"), Text("told"), Text("text"),
        ];
        var rows = effect.Groups.Select(object?[] (g) =>
        [
            g.Key.Offer, g.Key.Id, g.Tried, g.Step.Mean, g.Step.Low, g.Step.High, g.Reward.Won, g.Reward.Mean, g.Reward.Low, g.Reward.High, g.Reward.Compared.ChanceBest,
            g.Reward.Compared.ChanceAboveOthers, g.Reward.Compared.ExpectedLoss, g.Hidden, g.MedianSeconds, g.P90Seconds, Told(g), reader.TextOf(g.Key),
        ]).ToList();
        return new("effect", columns, rows,
            [.. effect.Gains.Select(g => FormattableString.Invariant($"{g.Offer}: {g.Mean:+0.0;-0.0} people by {g.Reward} beyond an equal split (95 %: {g.Low:+0.0;-0.0} to {g.High:+0.0;-0.0})"))]);
    }

    private static string Told(EffectFigures of) => of switch
    {
        { IsEnough: false } => NotEnough,
        { DaysUntilTold: null } => "not within a year",
        { DaysUntilTold: 0 } => "now",
        { DaysUntilTold: { } days } => FormattableString.Invariant($"in {days:0} days"),
    };

    private static ReportTable Table<T>(string name, IReadOnlyList<(ReportKey Key, T Figures)> read, ReportColumn[] columns, Func<T, object?[]> row) => new(
        name, [Text("offer"), Text("of"), .. columns], [.. read.Select(object?[] (r) => [r.Key.Offer, r.Key == ReportKey.All ? "all" : r.Key.Id, .. row(r.Figures)])], []);

    private static ReportColumn Text(string name) => new(name, ReportUnit.Text);

    private static ReportColumn Number(string name) => new(name, ReportUnit.Number);

    private static ReportColumn Share(string name) => new(name, ReportUnit.Share);

    private static ReportColumn Duration(string name) => new(name, ReportUnit.Duration);
}
