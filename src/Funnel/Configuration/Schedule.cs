using NCrontab;

namespace Funnel.Configuration;

/// <summary>When a timer runs: a six-field NCRONTAB expression, seconds first, UTC.</summary>
internal sealed class Schedule
{
    private static readonly CrontabSchedule.ParseOptions WithSeconds = new() { IncludingSeconds = true };
    private static readonly CrontabSchedule EveryMinute = CrontabSchedule.Parse("0 * * * * *", WithSeconds);

    private readonly CrontabSchedule slots;

    private Schedule(CrontabSchedule slots) => this.slots = slots;

    /// <summary>Text that is no expression counts as every minute: the host that runs the timer says what is wrong with it.</summary>
    public static Schedule Of(string expression) => new(CrontabSchedule.TryParse(expression, WithSeconds) ?? EveryMinute);

    /// <summary>From one of the next slots to the one after it.</summary>
    public TimeSpan Gap(DateTimeOffset now)
    {
        var first = After(now);
        return After(first) - first;
    }

    /// <summary>The slot so many slots after a time.</summary>
    public DateTimeOffset After(DateTimeOffset time, int slot = 1)
    {
        for (; slot > 0; slot--)
        {
            time = new(slots.GetNextOccurrence(time.UtcDateTime), TimeSpan.Zero);
        }

        return time;
    }
}
