using System.Collections.Concurrent;

namespace Funnel.Effects;

/// <summary>
/// Since when this process knows of attempts, by its monotonic clock. When they were made is stored by the clock of the host that made them, which may be another one
/// and wrong: so how long ago that was is only certain as far as somebody was there.
/// </summary>
internal sealed class KnownAttempts(TimeProvider time)
{
    private const int Remembered = 10_000;

    private readonly ConcurrentDictionary<string, long> since = new(StringComparer.Ordinal);

    /// <summary>One that this process is about to make.</summary>
    public void Add(string attempt, long at)
    {
        if (since.Count > Remembered)
        {
            since.Clear(); // who is asked about one of them counts anew, which only takes longer
        }

        since[attempt] = at;
    }

    /// <summary>How long it has been known at least; nothing when this is the first that is heard of it.</summary>
    public TimeSpan Age(string attempt)
    {
        if (since.TryGetValue(attempt, out var at))
        {
            return time.GetElapsedTime(at);
        }

        Add(attempt, time.GetTimestamp());
        return TimeSpan.Zero;
    }
}
