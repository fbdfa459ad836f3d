namespace Funnel.Tests.Simulation;

/// <summary>A clock that moves only when told, and rings the timers on the way; its wall clock can be set.</summary>
internal sealed class RingingClock : TimeProvider
{
    private readonly List<Alarm> alarms = [];
    private TimeSpan passed;
    private DateTimeOffset start = World.Start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + passed;

    public override long GetTimestamp() => passed.Ticks;

    public void Set(TimeSpan by) => start += by;

    public void Advance(TimeSpan by)
    {
        var until = passed + by;
        while (alarms.Where(a => a.At <= until).MinBy(a => a.At) is { } next)
        {
            alarms.Remove(next);
            passed = next.At > passed ? next.At : passed;
            next.Ring();
        }

        passed = until;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    private sealed class Alarm(RingingClock clock, Action ring) : ITimer
    {
        public TimeSpan At { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.alarms.Remove(this);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                At = clock.passed + dueTime;
                clock.alarms.Add(this);
            }

            return true;
        }

        public void Dispose() => clock.alarms.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
