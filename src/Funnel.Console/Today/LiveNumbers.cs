using System.Globalization;
using Funnel.Accounts;
using Funnel.Measure;
using Funnel.Review;
using Funnel.Sending;
using Funnel.Tasks;

namespace Funnel.Console.Today;

/// <summary>The numbers that pages show live, read once for all who look.</summary>
internal sealed class LiveNumbers : IDisposable
{
    private readonly Dictionary<int, Remembered<FunnelNumbers>> funnels;
    private readonly Remembered<Needs> needs;

    public LiveNumbers(FunnelReader reader, AccountBook accounts, TaskBook tasks, ReviewDesk reviews, SendGate gate, TimeProvider time)
    {
        funnels = Spans.ToDictionary(d => d, d => new Remembered<FunnelNumbers>(ct => reader.Read(reader.Today.AddDays(1 - d), reader.Today, ct), time));
        needs = new(ct => Console.Today.Needs.Read(accounts, tasks, reviews, gate, ct), time);
    }

    /// <summary>The spans of days that can be looked at.</summary>
    public static IReadOnlyList<int> Spans { get; } = [1, 7, 30];

    /// <param name="days">One of <see cref="Spans"/>.</param>
    public Task<FunnelNumbers> Funnel(int days, CancellationToken ct) => funnels[days].Get(ct);

    public Task<Needs> Needs(CancellationToken ct) => needs.Get(ct);

    /// <summary>What a page asks for while it is looked at.</summary>
    public async Task<ConsoleResult> Get(ConsoleRequest request, CancellationToken ct)
    {
        var waiting = await Needs(ct);
        var values = Days(request) is { } days ? LiveValues.Of(waiting, await Funnel(days, ct)) : LiveValues.Of(waiting);
        return ConsoleResult.Json(values.ToJson());
    }

    /// <summary>The span that is asked for; null when none of ours is.</summary>
    public static int? Days(ConsoleRequest request) =>
        int.TryParse(request.Http.Request.Query["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && Spans.Contains(days) ? days : null;

    /// <summary>An operator did something: the next page shows it.</summary>
    public void Forget() => needs.Forget();

    public void Dispose()
    {
        needs.Dispose();
        foreach (var funnel in funnels.Values)
        {
            funnel.Dispose();
        }
    }
}
