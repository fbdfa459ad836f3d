using System.Globalization;
using Funnel.Measure;

namespace Funnel.Console.Today;

/// <summary>What Today shows.</summary>
public sealed record TodayModel(int Days, DateOnly From, DateOnly To, LiveValues Live, Needs Needs);

internal sealed class TodayRoom(LiveNumbers live, FunnelReader reader)
{
    public async Task<Answer> Get(Visit visit, CancellationToken ct)
    {
        var days = Days(visit) ?? 1;
        var values = LiveValues.Of(visit.Needs!, await live.Funnel(days, ct));
        return Answer.Page<TodayPage>(visit, new TodayModel(days, reader.Today.AddDays(1 - days), reader.Today, values, visit.Needs!));
    }

    public async Task<Answer> Live(Visit visit, CancellationToken ct)
    {
        var needs = await live.Needs(ct);
        var values = Days(visit) is { } days ? LiveValues.Of(needs, await live.Funnel(days, ct)) : LiveValues.Of(needs);
        return Answer.Json(values.ToJson());
    }

    private static int? Days(Visit visit) =>
        int.TryParse(visit.Request.Query["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && LiveNumbers.Spans.Contains(days) ? days : null;
}
