using Funnel.Leads;

namespace Funnel.Measure.Reports;

/// <summary>How long people waited of one kind. Times in seconds, wrong by a tenth at most; null where nobody came so far.</summary>
/// <param name="People">Whose wait is over.</param>
/// <param name="WithinMinute">Share of these that waited at most 60 s; exact.</param>
/// <param name="WithinFiveMinutes">At most 300 s; exact.</param>
/// <param name="Negative">Of them, those whose wait ended before it began, by clocks that differ: counted as no wait.</param>
/// <param name="Waiting">Whose wait goes on, or never ends.</param>
public sealed record WaitFigures(
    WaitKind Kind, int People, double? P50, double? P90, double? P99, double? WithinMinute, double? WithinFiveMinutes, int Negative, int Waiting)
{
    internal static WaitFigures Of(PeopleSum sum, WaitKind kind)
    {
        var waits = sum.Waits(kind);
        var people = 0;
        foreach (var count in waits)
        {
            people += count;
        }

        return new(kind, people, Percentile(waits, people, 0.5), Percentile(waits, people, 0.9), Percentile(waits, people, 0.99), Share(waits, people, WaitBuckets.Minute),
            Share(waits, people, WaitBuckets.FiveMinutes), waits.IsEmpty ? 0 : waits[0], sum.Open(kind).Values.Sum());
    }

    /// <summary>Inside its bucket as if the logarithms of waits lay evenly there.</summary>
    private static double? Percentile(ReadOnlySpan<int> waits, int people, double share)
    {
        var (wanted, below) = (share * people, 0);
        for (var i = 0; i < waits.Length && people > 0; i++)
        {
            if (waits[i] > 0 && below + waits[i] >= wanted)
            {
                var (start, end) = (WaitBuckets.End(i - 2).TotalSeconds, WaitBuckets.End(i - 1).TotalSeconds);
                var part = (wanted - below) / waits[i];
                return start > 0 ? start * Math.Pow(end / start, part) : end * part;
            }

            below += Math.Max(0, waits[i]);
        }

        return null;
    }

    private static double? Share(ReadOnlySpan<int> waits, int people, int bucket)
    {
        var within = 0;
        for (var i = 0; i <= bucket + 1 && i < waits.Length; i++)
        {
            within += waits[i];
        }

        return people > 0 ? (double)within / people : null;
    }
}
