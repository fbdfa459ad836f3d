namespace Funnel.Hosts.Tests.Triggers;

/// <summary>A clock that stands still until a test moves it. Timers that fall due fire in order, each at its own time.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly Changes _changes = new();
    private DateTimeOffset _now = new(2026, 3, 1, 8, 0, 3, TimeSpan.Zero);
    private TimeSpan _set;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now + _set;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Passed.Ticks;

    /// <summary>Sets the wall clock, forward or back. Timers and timestamps know nothing of it.</summary>
    public void Set(TimeSpan by)
    {
        lock (_lock)
        {
            _set += by;
        }
    }

    private DateTimeOffset Passed
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Waits until code under test has asked to be woken after exactly this time.</summary>
    public Task Armed(TimeSpan dueIn) => _changes.Until(() => Any(due => due - Passed == dueIn));

    public void Advance(TimeSpan by)
    {
        var target = Passed + by;
        while (TakeDue(target) is { } fire)
        {
            fire();
        }

        lock (_lock)
        {
            _now = target;
        }
    }

    /// <summary>Whether nothing is being worked on; <see cref="StepUntil"/> moves the clock only then, so that slow threads lose no time.</summary>
    public Func<bool> IsQuiet { get; set; } = () => true;

    /// <summary>Moves on from timer to timer, only to those at most <paramref name="step"/> ahead, until the condition holds.</summary>
    public async Task StepUntil(Func<bool> condition, TimeSpan step)
    {
        for (var steps = 0; !condition(); steps++)
        {
            Assert.True(steps < 10_000, "The condition did not come to hold.");
            await _changes.Until(() => condition() || (IsQuiet() && Any(due => due - Passed <= step)));
            if (!condition())
            {
                Advance(NextDue() - Passed);
            }
        }
    }

    public void Notice() => _changes.Notice();

    private bool Any(Func<DateTimeOffset, bool> isWanted)
    {
        lock (_lock)
        {
            return _timers.Any(timer => isWanted(timer.Due));
        }
    }

    private DateTimeOffset NextDue()
    {
        lock (_lock)
        {
            return _timers.Count == 0 ? _now : _timers.Min(timer => timer.Due);
        }
    }

    private Action? TakeDue(DateTimeOffset target)
    {
        lock (_lock)
        {
            var first = _timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            if (first is null)
            {
                return null;
            }

            _timers.Remove(first);
            _now = first.Due > _now ? first.Due : _now;
            return first.Fire;
        }
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public Action Fire { get; } = fire;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = time._now + dueTime;
                    time._timers.Add(this);
                }
            }

            time._changes.Notice();
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>Waits for conditions about things that announce their changes. Gives up after ten real seconds.</summary>
public sealed class Changes
{
    private TaskCompletionSource _next = New();

    public void Notice() => Interlocked.Exchange(ref _next, New()).SetResult();

    public async Task Until(Func<bool> condition)
    {
        while (true)
        {
            var next = Volatile.Read(ref _next).Task;
            if (condition())
            {
                return;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(10));
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
