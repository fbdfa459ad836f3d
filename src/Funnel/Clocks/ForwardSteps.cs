namespace Funnel.Clocks;

/// <summary>
/// Notices that the wall clock has run ahead of the monotonic one since the last look: it was set forward, or the machine slept. What a stored time
/// says has passed may then not have passed at all.
/// </summary>
internal sealed class ForwardSteps(TimeProvider time)
{
    /// <summary>More than two clocks drift apart between two looks.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private TimeMark seen = TimeMark.Now(time);
    private long? steppedAt;

    /// <summary>Looks, and says how long ago a step was last noticed, by the monotonic clock; null when none was.</summary>
    public TimeSpan? Last()
    {
        lock (gate)
        {
            var now = TimeMark.Now(time);
            if (now.Wall - seen.Wall - time.GetElapsedTime(seen.Timestamp, now.Timestamp) > Step)
            {
                steppedAt = now.Timestamp;
            }

            seen = now;
            return steppedAt is { } at ? time.GetElapsedTime(at, now.Timestamp) : null;
        }
    }
}
