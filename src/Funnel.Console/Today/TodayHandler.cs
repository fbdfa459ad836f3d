using Funnel.Console.Languages;
using Funnel.Measure;

namespace Funnel.Console.Today;

/// <summary>What Today shows.</summary>
public sealed record TodayModel(int Days, DateOnly From, DateOnly To, LiveValues Live, Needs Needs);

internal sealed class TodayHandler(LiveNumbers live, FunnelReader reader) : IConsolePage
{
    public string Path => "today";

    public IReadOnlyList<string> Routes { get; } = ["GET ", "GET today"];

    public string NameIn(Texts texts) => texts.Today;

    public async Task<ConsoleResult> Get(ConsoleRequest request, string? id, CancellationToken ct)
    {
        if (id is not null)
        {
            return ConsoleResult.NotFound(request);
        }

        var days = LiveNumbers.Days(request) ?? 1;
        var values = LiveValues.Of(request.Needs!, await live.Funnel(days, ct));
        return ConsoleResult.Page<TodayPage>(request, new TodayModel(days, reader.Today.AddDays(1 - days), reader.Today, values, request.Needs!));
    }
}
