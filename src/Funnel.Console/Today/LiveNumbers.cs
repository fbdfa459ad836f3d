using System.Collections.Concurrent;
using System.Globalization;
using Funnel.Accounts;
using Funnel.Measure;
using Funnel.Review;
using Funnel.Sending;
using Funnel.Tasks;

namespace Funnel.Console.Today;

/// <summary>The numbers that pages show live, read once for all who look at the same merchants.</summary>
internal sealed class LiveNumbers(FunnelReader reader, AccountBook accounts, TaskBook tasks, ReviewDesk reviews, SendGate gate, TimeProvider time) : IDisposable
{
    /// <summary>What stands for everything, and for no account's id.</summary>
    private const string Everything = "*";

    /// <summary>By the accounts that are seen: as many as there are kinds of staff.</summary>
    private readonly ConcurrentDictionary<string, OfSome> known = new(StringComparer.Ordinal);

    /// <summary>The spans of days that can be looked at.</summary>
    public static IReadOnlyList<int> Spans { get; } = [1, 7, 30];

    /// <param name="days">One of <see cref="Spans"/>.</param>
    public Task<FunnelNumbers> Funnel(ConsoleRequest request, int days, CancellationToken ct) => Of(request).Funnels[days].Get(ct);

    public Task<Needs> Needs(ConsoleRequest request, CancellationToken ct) => Of(request).Needs.Get(ct);

    /// <summary>What a page asks for while it is looked at.</summary>
    public async Task<ConsoleResult> Get(ConsoleRequest request, CancellationToken ct)
    {
        var waiting = await Needs(request, ct);
        var values = Days(request) is { } days ? LiveValues.Of(waiting, await Funnel(request, days, ct)) : LiveValues.Of(waiting);
        return ConsoleResult.Json(values.ToJson());
    }

    /// <summary>The span that is asked for; null when none of ours is.</summary>
    public static int? Days(ConsoleRequest request) =>
        int.TryParse(request.Http.Request.Query["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && Spans.Contains(days) ? days : null;

    /// <summary>An operator did something: the next page shows it.</summary>
    public void Forget()
    {
        foreach (var some in known.Values)
        {
            some.Needs.Forget();
        }
    }

    public void Dispose()
    {
        foreach (var some in known.Values)
        {
            some.Needs.Dispose();
            some.Funnels.Values.ToList().ForEach(f => f.Dispose());
        }
    }

    private OfSome Of(ConsoleRequest request)
    {
        var ids = request.SeesAll ? null : request.AccountIds;
        return known.GetOrAdd(ids is null ? Everything : string.Join(',', ids), _ => new(
            Spans.ToDictionary(d => d, d => new Remembered<FunnelNumbers>(ct => reader.Read(ids ?? AllIds, reader.Today.AddDays(1 - d), reader.Today, ct), time)),
            new(ct => Console.Today.Needs.Read(ids, accounts, tasks, reviews, gate, ct), time)));
    }

    private IReadOnlyList<string> AllIds => [.. accounts.All.Select(a => a.Id)];

    /// <summary>The readings of some merchants' accounts.</summary>
    private sealed record OfSome(IReadOnlyDictionary<int, Remembered<FunnelNumbers>> Funnels, Remembered<Needs> Needs);
}
