namespace Funnel.Tests.Simulation;

/// <summary>A clock that moves only when told, and rings the timers on the way; its wall clock can be set. Timers may be set on any thread.</summary>
internal sealed class RingingClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Alarm> alarms = [];
    private TimeSpan passed;
    private DateTimeOffset start = World.Start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + passed;

    public override long GetTimestamp() => passed.Ticks;

    public bool IsAwaited
    {
        get
        {
            lock (gate)
            {
                return alarms.Count > 0;
            }
        }
    }

    public void Set(TimeSpan by) => start += by;

    /// <summary>What was waiting goes on at once, on this thread, as far as it does not wait for something else.</summary>
    public void Advance(TimeSpan by)
    {
        var (until, context) = (passed + by, SynchronizationContext.Current);
        SynchronizationContext.SetSynchronizationContext(null); // with one it would go on somewhere else, some time
        while (Next(until) is { } next)
        {
            passed = next.At > passed ? next.At : passed;
            next.Ring();
        }

        passed = until;
        SynchronizationContext.SetSynchronizationContext(context);
    }

    private Alarm? Next(TimeSpan until)
    {
        lock (gate)
        {
            var next = alarms.Where(a => a.At <= until).MinBy(a => a.At);
            _ = next is not null && alarms.Remove(next);
            return next;
        }
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
            lock (clock.gate)
            {
                clock.alarms.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    At = clock.passed + dueTime;
                    clock.alarms.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.alarms.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
