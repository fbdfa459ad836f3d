using System.Diagnostics.Metrics;
using Funnel.Accounts;
using Funnel.Clocks;
using Funnel.Recovery;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Funnel.Tests.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Funnel.Tests.Recovery;

/// <summary>
/// Which comments a loss puts in doubt, where hosts' clocks are wrong. Comments have the platform's time; the loss is found at <see cref="Loss"/> of that time, by a host
/// whose clock says something else, and judged by another one whose clock says a third thing.
/// </summary>
public sealed class CatchUpClockTests : IStoreHistory, IDisposable
{
    private static readonly DateTimeOffset Loss = World.Start;
    private readonly MemoryRows rows = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<(ManualTime Time, PlatformClocks Clocks)> hosts = [];

    private TimeSpan passed;
    private StoreLoss? loss;

    StoreLoss? IStoreHistory.Loss => loss;

    public void Dispose() => services.Dispose();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 43)]
    [InlineData(0, -43)]
    [InlineData(43, 0)]
    [InlineData(-43, 0)]
    [InlineData(-31, 37)]
    [InlineData(7200, 0)]
    public async Task What_was_asked_before_a_loss_is_in_doubt_whatever_clocks_say(int finder, int other)
    {
        var found = await Start(finder, finds: true);
        Pass(5);
        var judges = await Start(other);
        Answered(1);
        Assert.True(judges.Lost!.Concerns(Loss.AddSeconds(-1))); // the finder's clock is not known yet, but that it ended before this host's start is certain
        Answered(0);
        Assert.False(judges.Lost!.Concerns(Loss.AddSeconds(10)));
        Exactly(found.Lost!);
        await found.ReadAll("shop", default);
        await judges.ReadAll("other shop", default);
        Exactly(judges.Lost!);
        Exactly((await Start(600)).Lost!);
    }

    [Fact]
    public async Task Who_hears_of_a_loss_while_running_doubts_all_that_came_before_hearing_of_it()
    {
        var running = await Start(30);
        Answered(0);
        Pass(60);
        await running.ReadAll("shop", default); // what it has found at its own start is known in the platforms' time
        await Start(-30, finds: true);
        Pass(10);
        await running.ReadAll("other shop", default);
        Assert.True(running.Lost!.Concerns(Loss.AddSeconds(59)));
        Assert.False(running.Lost!.Concerns(Loss.AddSeconds(75)));
    }

    [Fact]
    public async Task A_restart_doubts_nobody_who_asked_after_the_first_start()
    {
        var first = await Start(0);
        await first.Settle(default); // nothing is known yet of the platforms' time
        Assert.False(first.Lost!.InPlatformTime);
        Pass(20);
        Answered(0);
        await first.Settle(default);
        Pass(20);
        var second = await Start(0);
        Assert.True(second.Lost!.InPlatformTime);
        Exactly(second.Lost!);
    }

    [Fact]
    public async Task Where_the_first_start_never_heard_the_time_a_restart_doubts_two_minutes_at_most()
    {
        await Start(0);
        Pass(600);
        var second = await Start(0);
        Assert.False(second.Lost!.Concerns(Loss.AddMinutes(2)));
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public async Task A_clock_that_is_set_after_a_loss_was_found_changes_nothing(int by)
    {
        var found = await Start(0, finds: true);
        hosts[0].Time.Set(TimeSpan.FromSeconds(by));
        Pass(5);
        Answered(0);
        Exactly(found.Lost!);
        await found.ReadAll("shop", default);
        Exactly(found.Lost!);
    }

    private static void Exactly(CatchUp lost)
    {
        Assert.True(lost.Concerns(Loss.AddSeconds(-1)));
        Assert.False(lost.Concerns(Loss.AddSeconds(2)));
    }

    private void Pass(int seconds)
    {
        passed += TimeSpan.FromSeconds(seconds);
        hosts.ForEach(h => h.Time.Advance(TimeSpan.FromSeconds(seconds)));
    }

    /// <summary>The platform has answered the host often enough for it to know how wrong its clock is.</summary>
    private void Answered(int host)
    {
        for (var i = 0; i < 5; i++)
        {
            hosts[host].Clocks.Record("Douyin", Loss + passed - TimeSpan.FromMilliseconds(500), hosts[host].Time.GetTimestamp());
        }
    }

    private async Task<CatchUps> Start(int ahead, bool finds = false)
    {
        var time = new ManualTime(Loss + passed + TimeSpan.FromSeconds(ahead));
        loss = finds ? new(LossKind.Replaced, time.GetUtcNow(), null) : loss;
        hosts.Add((time, new(time, services.GetRequiredService<IMeterFactory>(), NullLogger<PlatformClocks>.Instance)));
        var facts = new AccountFacts(rows, time, NullLogger<AccountFacts>.Instance);
        var catchUps = new CatchUps(rows, facts, Options.Create(new FunnelOptions()), time, NullLogger<CatchUps>.Instance, this, hosts[^1].Clocks);
        await catchUps.Begin(default);
        return catchUps;
    }
}
