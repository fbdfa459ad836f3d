using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Funnel.Testing;

/// <summary>
/// A clock that stands still until a test moves it. What it has over <see cref="FakeTimeProvider"/>: on the way each timer rings at its own time, those too that are
/// only set when others ring; and the wall clock can be set, forward or back, of which timers and timestamps know nothing.
/// </summary>
public class ManualTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly ConcurrentDictionary<Alarm, DateTimeOffset> alarms = new();
    private long set;

    public override DateTimeOffset GetUtcNow() => Passed + new TimeSpan(Interlocked.Read(ref set));

    public override long GetTimestamp() => Passed.UtcTicks;

    /// <summary>Whether a timer is set.</summary>
    public bool IsAwaited => !alarms.IsEmpty;

    /// <summary>How long it is until each timer rings.</summary>
    protected IEnumerable<TimeSpan> Waits => alarms.Values.Select(due => due - Passed);

    private DateTimeOffset Passed => base.GetUtcNow();

    /// <summary>Sets the wall clock.</summary>
    public void Set(TimeSpan by) => Interlocked.Add(ref set, by.Ticks);

    /// <summary>Lets time pass. What was waiting goes on at once, on this thread, as far as it does not wait for something else.</summary>
    public new void Advance(TimeSpan by)
    {
        var (until, context) = (Passed + by, SynchronizationContext.Current);
        SynchronizationContext.SetSynchronizationContext(null); // with one it would go on somewhere else, some time
        while (alarms.Values.DefaultIfEmpty(DateTimeOffset.MaxValue).Min() is var next && next <= until)
        {
            base.Advance(next > Passed ? next - Passed : TimeSpan.Zero);
        }

        base.Advance(until - Passed);
        SynchronizationContext.SetSynchronizationContext(context);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Told whenever a timer is set or taken back.</summary>
    protected virtual void Changed()
    {
    }

    /// <summary>Rings once: nothing in the product has a period.</summary>
    private sealed class Alarm : ITimer
    {
        private readonly ManualTime time;
        private readonly Action ring;
        private readonly ITimer timer;

        public Alarm(ManualTime time, Action ring)
        {
            (this.time, this.ring) = (time, ring);
            timer = time.CreateBase(Ring);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal(Timeout.InfiniteTimeSpan, period);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                time.alarms.TryRemove(this, out _);
                timer.Change(dueTime, period);
            }
            else
            {
                Arm(dueTime);
            }

            time.Changed();
            return true;
        }

        public void Dispose()
        {
            Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        /// <summary>Again when time passed meanwhile: what is kept has to be what the clock does.</summary>
        private void Arm(TimeSpan dueTime)
        {
            DateTimeOffset now;
            do
            {
                now = time.Passed;
                time.alarms[this] = now + dueTime;
                timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
            while (time.Passed != now);
        }

        private void Ring()
        {
            time.alarms.TryRemove(this, out _);
            ring();
        }
    }

    private ITimer CreateBase(Action ring) => base.CreateTimer(_ => ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
