using Funnel.Accounts;
using Funnel.Configuration;
using Funnel.Recovery;
using Funnel.Storage.Tests.Contract;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Funnel.Storage.Tests.Recovery;

/// <summary>An empty storage is noticed once, by whoever starts first, and known to all and for good; so is a time in which nobody was there.</summary>
public abstract class EmptyStoreContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly ManualTime time = new(Start);
    private IRows rows = null!;

    public async Task InitializeAsync() => rows = await Open();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    /// <summary>A storage that nobody has ever used.</summary>
    protected abstract Task<IRows> Open();

    [AdapterFact]
    public async Task An_empty_storage_is_caught_up_with_by_every_process()
    {
        var first = await Begin();
        Assert.Equal(new CatchUp(CatchUpCause.New, null, Start, Start) { Number = 1 }, first.Lost);
        Assert.False(first.IsReading("shop")); // a new shop keeps nobody waiting
        Assert.True(first.IsProbing("shop")); // as soon as somebody has looked whether it is one
        await first.Probed("shop", found: false, default);
        Assert.Equal((false, true), (first.IsProbing("shop"), (await Begin()).IsProbing("studio")));
        await first.ReadAll("shop", default);
        await first.Looked(first.Lost!, found: true, default);

        time.Advance(TimeSpan.FromMinutes(1));
        var second = await Begin(); // no platform has told the time: that it was before its own start is all that the second knows
        Assert.Equal((first.Lost! with { Until = Start.AddMinutes(1) }, null, false, true), (second.Lost, second.Gap, second.IsReading("shop"), second.IsKnownLoss));
        Assert.Contains("1 looked at, 0 parked", second.Notice(), StringComparison.Ordinal);

        var facts = new AccountFacts(rows, time, NullLogger<AccountFacts>.Instance);
        facts.Succeeded(FactKind.Run, FunnelTimer.PollComments.Name);
        await facts.DisposeAsync(); // writes
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Null((await Begin()).Gap);
        time.Advance(TimeSpan.FromMinutes(58));
        Assert.Equal((Start.AddMinutes(61), Start), ((await Begin()).Gap?.Until, (await Begin()).Gap?.Since));
    }

    private async Task<CatchUps> Begin()
    {
        var facts = new AccountFacts(rows, time, NullLogger<AccountFacts>.Instance);
        var catchUps = new CatchUps(rows, facts, Options.Create(new FunnelOptions()), time, NullLogger<CatchUps>.Instance);
        await catchUps.Begin(default);
        Assert.True(catchUps.HasBegun);
        return catchUps;
    }
}
