namespace Funnel.Tests.Simulation;

/// <summary>Time that passes only when the world says so. Timers never ring: whatever the product does later, the world does for it.</summary>
internal sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    private TimeSpan set;

    public DateTimeOffset Now { get; private set; } = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => (Now - set).UtcTicks;

    public void Advance(TimeSpan by) => Now += by;

    /// <summary>Somebody sets the wall clock, forward or back; the monotonic one goes on.</summary>
    public void Set(TimeSpan by) => (Now, set) = (Now + by, set + by);

    public void MoveTo(DateTimeOffset at) => Now = at > Now ? at : Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Silent();

    private sealed class Silent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
