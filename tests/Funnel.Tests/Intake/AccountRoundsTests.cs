using System.Collections.Concurrent;
using Funnel.Intake;

namespace Funnel.Tests.Intake;

/// <summary>Accounts that are read side by side do not wait for one whose platform does not answer.</summary>
public sealed class AccountRoundsTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);
    private readonly ManualTime clock = new(new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentDictionary<string, int> rounds = new(StringComparer.Ordinal);

    [Fact]
    public async Task While_one_waits_the_others_have_their_next_rounds_and_it_has_no_second_one()
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var run = new AccountRounds(clock, default);
        var running = run.Run(() => ["deaf", "well"], a => Count(a, a == "deaf" ? answered.Task : Task.CompletedTask), () => Tick);
        for (var tick = 1; tick <= 3; tick++)
        {
            await Until(() => clock.IsAwaited);
            clock.Advance(Tick);
            await Until(() => rounds.GetValueOrDefault("well") == tick + 1);
        }

        answered.SetResult();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((1, 4), (rounds["deaf"], rounds["well"]));
    }

    [Fact]
    public async Task Where_all_are_done_before_the_tick_there_is_one_round_and_no_timer_stays()
    {
        using var run = new AccountRounds(clock, default);
        await run.Run(() => ["a", "b"], a => Count(a, Task.CompletedTask), () => Tick);
        Assert.Equal((1, 1), (rounds["a"], rounds["b"]));
        Assert.False(clock.IsAwaited);
    }

    [Fact]
    public async Task One_s_fault_does_not_stop_the_others_and_is_thrown_in_the_end()
    {
        using var run = new AccountRounds(clock, default);
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => run.Run(
            () => ["a", "b", "c"], a => Count(a, a == "b" ? Task.FromException(new InvalidOperationException("b is broken")) : Task.CompletedTask), () => Tick));
        Assert.Equal("b is broken", fault.Message);
        Assert.Equal(3, rounds.Count);
    }

    [Fact]
    public async Task When_the_host_stops_it_is_over()
    {
        using var stop = new CancellationTokenSource();
        using var run = new AccountRounds(clock, stop.Token);
        var running = run.Run(() => ["deaf"], a => Count(a, Task.Delay(Timeout.Infinite, stop.Token)), () => Tick);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private Task Count(string account, Task work)
    {
        rounds.AddOrUpdate(account, 1, (_, n) => n + 1);
        return work;
    }

    private static async Task Until(Func<bool> done)
    {
        for (var patience = 0; !done(); patience++)
        {
            Assert.True(patience < 3_000);
            await Task.Delay(10);
        }
    }
}
