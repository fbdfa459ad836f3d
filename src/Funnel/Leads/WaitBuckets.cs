namespace Funnel.Leads;

/// <summary>
/// Waits in buckets that grow by the eighth root of 5, 22 %, so that a percentile is wrong by a tenth at most, and that end at one minute and at five: the shares that are answered
/// within these are exact. A bucket holds waits above the end of the one before it, up to its own.
/// </summary>
internal static class WaitBuckets
{
    /// <summary>The end was before the beginning, by clocks that differ: taken for no wait, and told apart.</summary>
    public const int Negative = -1;

    /// <summary>The one that ends at a minute, and the one that ends at five.</summary>
    public const int Minute = 24;
    public const int FiveMinutes = 32;

    /// <summary>Ends a little below half a second, and at a little more than a year; what is longer counts in the last one.</summary>
    public const int Count = 92;

    private const double Base = 60;

    private static readonly long[] Ends = [.. Enumerable.Range(0, Count).Select(i => (long)(Seconds(i) * TimeSpan.TicksPerSecond))];

    public static int Of(TimeSpan wait)
    {
        if (wait < TimeSpan.Zero)
        {
            return Negative;
        }

        var at = Array.BinarySearch(Ends, wait.Ticks);
        return Math.Min(at < 0 ? ~at : at, Count - 1);
    }

    /// <summary>Where a bucket ends.</summary>
    public static TimeSpan End(int bucket) => bucket < 0 ? TimeSpan.Zero : TimeSpan.FromTicks(Ends[bucket]);

    private static double Seconds(int bucket) => Base * Math.Pow(5, (bucket - Minute) / 8.0);
}
