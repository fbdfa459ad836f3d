namespace Funnel.Hosts.Tests.Triggers;

public sealed class StopTests
{
    private static readonly TimeSpan Second = TestHost.Second;

    [Fact]
    public async Task A_stop_waits_for_running_work_and_takes_no_new()
    {
        var gate = new TaskCompletionSource();
        await using var host = new TestHost();
        host.Probe.Behaviour = (_, _) => gate.Task;
        await host.Put("texts", "running");
        await host.Start(typeof(TextsReader), typeof(TenSecondTimer));
        await host.Probe.Until(probe => probe.Running == 1);

        var stopped = host.Stop();
        await host.Time.Armed(20 * Second);
        await host.Put("texts", "too late");
        host.Time.Advance(10 * Second);
        Assert.False(stopped.IsCompleted);
        gate.SetResult();
        await stopped;

        Assert.Equal(["too late"], host.Queues.Bodies("texts"));
        Assert.Single(host.Probe.Runs);
        Assert.Equal(0, host.Probe.Cancelled);
    }

    [Fact]
    public async Task After_the_grace_period_work_is_cancelled_and_its_message_visible_at_once()
    {
        await using var host = new TestHost();
        host.Probe.Behaviour = (_, ct) => Task.Delay(Timeout.Infinite, ct);
        await host.Put("texts", "endless");
        await host.Start(typeof(TextsReader));
        await host.Probe.Until(probe => probe.Running == 1);

        var stopped = host.Stop();
        await host.Time.Armed(20 * Second);
        host.Time.Advance(20 * Second);
        await stopped;

        Assert.Equal(1, host.Probe.Cancelled);
        Assert.Equal(host.Time.GetUtcNow(), host.Queues.VisibleAt("texts"));
    }

    [Fact]
    public async Task Work_that_ignores_its_cancellation_is_left_behind()
    {
        var gate = new TaskCompletionSource();
        await using var host = new TestHost();
        host.Probe.Behaviour = (_, _) => gate.Task;
        await host.Put("texts", "deaf");
        await host.Start(typeof(TextsReader));
        await host.Probe.Until(probe => probe.Running == 1);

        var stopped = host.Stop();
        await host.Time.Armed(22 * Second);
        host.Time.Advance(22 * Second);
        await stopped;
        Assert.Contains("left behind: Texts", host.Log, StringComparison.Ordinal);
        gate.SetResult();
    }
}
