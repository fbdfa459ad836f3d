using Microsoft.Azure.Functions.Worker;

namespace Funnel.Hosts.Tests.Triggers;

public sealed class TimerTests
{
    private static readonly TimeSpan Second = TestHost.Second;

    [Fact]
    public async Task A_timer_runs_at_each_slot_of_the_schedule_in_its_setting()
    {
        await using var host = await new TestHost().Start(typeof(TenSecondTimer));
        foreach (var wait in new[] { 7, 10, 10 })
        {
            await host.Time.Armed(wait * Second);
            host.Time.Advance(wait * Second);
        }

        await host.Probe.Until(probe => probe.Runs.Count == 3);
        Assert.Equal([10, 20, 30], host.Probe.Runs.Select(run => run.At.Second));
        var last = (TimerInfo)host.Probe.Runs[2].Input;
        Assert.False(last.IsPastDue);
        Assert.Equal(new DateTime(2026, 3, 1, 8, 0, 20, DateTimeKind.Utc), last.ScheduleStatus!.Last);
        Assert.Equal(new DateTime(2026, 3, 1, 8, 0, 40, DateTimeKind.Utc), last.ScheduleStatus.Next);
    }

    [Fact]
    public async Task Runs_do_not_overlap_and_slots_missed_by_a_long_run_make_one_late_run()
    {
        var gate = new TaskCompletionSource();
        await using var host = new TestHost();
        host.Probe.Behaviour = (_, _) => gate.Task;
        await host.Start(typeof(TenSecondTimer));
        await host.Time.Armed(7 * Second);
        host.Time.Advance(7 * Second);
        await host.Probe.Until(probe => probe.Running == 1);

        host.Time.Advance(35 * Second);
        Assert.Single(host.Probe.Runs);
        gate.SetResult();

        await host.Probe.Until(probe => probe.Runs.Count == 2);
        await host.Time.Armed(5 * Second);
        Assert.Equal(2, host.Probe.Runs.Count);
        Assert.Equal(1, host.Probe.MostRunning);
        Assert.Equal([false, true], host.Probe.Runs.Select(run => ((TimerInfo)run.Input).IsPastDue));
    }

    [Fact]
    public async Task A_timer_that_fails_runs_again_at_its_next_slot()
    {
        await using var host = new TestHost();
        host.Probe.Behaviour = (_, _) => throw new InvalidOperationException("Out of tea.");
        await host.Start(typeof(TenSecondTimer));
        await host.Time.Armed(7 * Second);
        host.Time.Advance(7 * Second);
        await host.Time.Armed(10 * Second);
        host.Time.Advance(10 * Second);

        await host.Probe.Until(probe => probe.Runs.Count == 2);
        Assert.Contains("Error TenSeconds failed. Out of tea.", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timer_can_run_at_the_start_of_the_host()
    {
        await using var host = await new TestHost().Start(typeof(StartupTimer));
        await host.Probe.Until(probe => probe.Runs.Count == 1);
        Assert.False(((TimerInfo)host.Probe.Runs[0].Input).IsPastDue);
    }

    [Fact]
    public async Task A_slot_missed_while_the_host_was_down_is_made_up_once()
    {
        var folder = Directory.CreateTempSubdirectory("funnel-timers-").FullName;
        await using (var first = new TestHost { Configure = options => options.DataFolder = folder })
        {
            await first.Start(typeof(HourlyTimer));
            await first.Time.StepUntil(() => first.Probe.Runs.Count == 1, TimeSpan.FromMinutes(1));
            await first.Stop();
        }

        await using var second = new TestHost { Configure = options => options.DataFolder = folder };
        second.Time.Advance(TimeSpan.FromHours(5));
        await second.Start(typeof(HourlyTimer));
        await second.Probe.Until(probe => probe.Runs.Count == 1);
        Assert.True(((TimerInfo)second.Probe.Runs[0].Input).IsPastDue);
        await second.Time.Armed(TimeSpan.FromMinutes(1));
        Assert.Single(second.Probe.Runs);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(120)]
    [InlineData(480)]
    public async Task After_the_clock_was_set_back_a_timer_goes_on_by_the_new_time(int minutes)
    {
        await using var host = await new TestHost().Start(typeof(TenSecondTimer));
        await host.Time.Armed(7 * Second);
        host.Time.Advance(7 * Second);
        await host.Time.Armed(10 * Second);
        host.Time.Set(-TimeSpan.FromMinutes(minutes));

        host.Time.Advance(10 * Second); // the wait that was under way ends, at a slot of the new time
        await host.Time.Armed(10 * Second);
        host.Time.Advance(10 * Second);
        await host.Probe.Until(probe => probe.Runs.Count == 2);
        await host.Time.Armed(10 * Second);
        host.Time.Advance(10 * Second);
        await host.Probe.Until(probe => probe.Runs.Count == 3);
        Assert.Contains("Warning The clock was set back by about", host.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_is_a_moment_behind_runs_no_slot_twice()
    {
        await using var host = await new TestHost().Start(typeof(TenSecondTimer));
        await host.Time.Armed(7 * Second);
        host.Time.Advance(7 * Second);
        await host.Time.Armed(10 * Second);
        host.Time.Set(-Second / 2);
        host.Time.Advance(10 * Second);
        await host.Time.Armed(Second / 2);
        Assert.Single(host.Probe.Runs);
        host.Time.Advance(Second / 2);
        await host.Probe.Until(probe => probe.Runs.Count == 2);
    }

    [Fact]
    public async Task A_run_that_was_remembered_in_the_future_is_no_reason_to_wait_for_it()
    {
        var folder = Directory.CreateTempSubdirectory("funnel-timers-").FullName;
        await using (var first = new TestHost { Configure = options => options.DataFolder = folder })
        {
            first.Time.Set(TimeSpan.FromHours(8)); // the machine began with local time
            await first.Start(typeof(HourlyTimer));
            await first.Time.StepUntil(() => first.Probe.Runs.Count == 1, TimeSpan.FromMinutes(1));
            await first.Stop();
        }

        await using var second = new TestHost { Configure = options => options.DataFolder = folder };
        await second.Start(typeof(HourlyTimer));
        await second.Time.StepUntil(() => second.Probe.Runs.Count == 1, TimeSpan.FromMinutes(1));
        Assert.Equal(9, second.Probe.Runs[0].At.Hour); // it began at eight
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_run_over_the_function_timeout_is_cancelled()
    {
        await using var host = new TestHost();
        host.HostJson = host.HostJson with { FunctionTimeout = 300 * Second };
        host.Probe.Behaviour = (_, ct) => Task.Delay(Timeout.Infinite, ct);
        await host.Start(typeof(TenSecondTimer));
        await host.Time.Armed(7 * Second);
        host.Time.Advance(7 * Second);
        await host.Probe.Until(probe => probe.Running == 1);
        host.Probe.Behaviour = (_, _) => Task.CompletedTask;
        host.Time.Advance(300 * Second);

        await host.Probe.Until(probe => probe.Runs.Count == 2);
        Assert.Equal(1, host.Probe.Cancelled);
        Assert.Contains("TenSeconds was cancelled: it ran longer than functionTimeout (00:05:00)", host.Log, StringComparison.Ordinal);
    }
}
