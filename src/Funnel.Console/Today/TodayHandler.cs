using System.Globalization;
using Funnel.Measure;

namespace Funnel.Console.Today;

/// <summary>What Today shows.</summary>
public sealed record TodayModel(int Days, DateOnly From, DateOnly To, LiveValues Live, Needs Needs);

internal sealed class TodayHandler(LiveNumbers live, FunnelReader reader)
{
    public async Task<ConsoleResult> Get(ConsoleRequest request, CancellationToken ct)
    {
        var days = Days(request) ?? 1;
        var values = LiveValues.Of(request.Needs!, await live.Funnel(days, ct));
        return ConsoleResult.Page<TodayPage>(request, new TodayModel(days, reader.Today.AddDays(1 - days), reader.Today, values, request.Needs!));
    }

    public async Task<ConsoleResult> Live(ConsoleRequest request, CancellationToken ct)
    {
        var needs = await live.Needs(ct);
        var values = Days(request) is { } days ? LiveValues.Of(needs, await live.Funnel(days, ct)) : LiveValues.Of(needs);
        return ConsoleResult.Json(values.ToJson());
    }

    private static int? Days(ConsoleRequest request) =>
        int.TryParse(request.Http.Request.Query["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && LiveNumbers.Spans.Contains(days) ? days : null;
}
