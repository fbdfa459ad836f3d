namespace Funnel.Tests.Simulation;

/// <summary>The clocks of one process' host: its wall clock may be wrong and may be set, its monotonic one only goes on.</summary>
internal sealed class ProcessClock(SimulatedClock world) : TimeProvider
{
    /// <summary>How far the wall clock is ahead of the true time.</summary>
    public TimeSpan Ahead { get; set; }

    public override long TimestampFrequency => world.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => world.GetUtcNow() + Ahead;

    public override long GetTimestamp() => world.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => world.CreateTimer(callback, state, dueTime, period);
}
