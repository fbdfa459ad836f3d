namespace Funnel.Clocks;

/// <summary>
/// A moment of this process, on both of its clocks. The wall clock may be set, and the monotonic one stands still while a machine sleeps; as much
/// time has passed as the one says that says more. So a clock that was set back makes nobody wait, and what is kept in memory never outlives its time.
/// For what must not happen too early this is the wrong measure.
/// </summary>
public readonly record struct TimeMark(long Timestamp, DateTimeOffset Wall)
{
    public static TimeMark Now(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());

    /// <summary>What has passed since; never negative while the monotonic clock runs.</summary>
    public TimeSpan Age(TimeProvider time)
    {
        var (monotonic, wall) = (time.GetElapsedTime(Timestamp), time.GetUtcNow() - Wall);
        return monotonic > wall ? monotonic : wall;
    }
}
