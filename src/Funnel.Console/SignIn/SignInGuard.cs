using Funnel.Clocks;

namespace Funnel.Console.SignIn;

/// <summary>
/// Slows guessing down, in the memory of this process and within bounds. A client that is known to be one (<see cref="ClientAddress.IsOneClient"/>) is locked out after
/// <see cref="MaxBad"/> bad tries, for a minute, then two, up to a quarter of an hour. An address that may be everybody's is never locked out: its bad tries are answered
/// late, and good ones at once.
/// </summary>
public sealed class SignInGuard(TimeProvider time)
{
    /// <summary>Bad tries in a minute that are answered as any other.</summary>
    public const int MaxBad = 10;

    private const int MaxBuckets = 10_000;
    private const int MaxDoublings = 4;

    /// <summary>Bad tries that are answered late at the same time: each holds a connection.</summary>
    private const int MaxWaiting = 32;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>How late a bad try is answered that is one too many.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Tries> buckets = new(StringComparer.Ordinal);
    private int waiting;

    /// <summary>For how long a client is still locked out; null when it is not.</summary>
    public TimeSpan? LockedFor(ClientAddress from)
    {
        lock (gate)
        {
            return from.IsOneClient && buckets.TryGetValue(from.Bucket, out var tries) && tries.Bad >= MaxBad && Lock(tries) - tries.Since.Age(time) is var left && left > TimeSpan.Zero
                ? left : null;
        }
    }

    /// <summary>Counts a bad try, and returns when it may be answered.</summary>
    /// <returns>False when so many wait that it is answered at once, with nothing.</returns>
    public async Task<bool> Bad(ClientAddress from, CancellationToken ct)
    {
        if (Count(from.Bucket) <= MaxBad || from.IsOneClient)
        {
            return true;
        }

        try
        {
            if (Interlocked.Increment(ref waiting) > MaxWaiting)
            {
                return false;
            }

            await Task.Delay(Late, time, ct);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private int Count(string bucket)
    {
        lock (gate)
        {
            if (buckets.Count >= MaxBuckets && !buckets.ContainsKey(bucket))
            {
                Forget();
            }

            var known = buckets.GetValueOrDefault(bucket);
            var now = known is null ? new Tries(1, 0, TimeMark.Now(time))
                : known.Since.Age(time) < Lock(known) ? known with { Bad = known.Bad + 1 }
                : new Tries(1, known.Bad < MaxBad ? 0 : Math.Min(known.Locked + 1, MaxDoublings), TimeMark.Now(time));
            buckets[bucket] = now;
            return now.Bad;
        }
    }

    /// <summary>Those whose time is over go; where that frees nothing, all do: a thousand networks that guess at once are not stopped by address.</summary>
    private void Forget()
    {
        foreach (var over in buckets.Where(b => b.Value.Since.Age(time) >= Longest).Select(b => b.Key).ToList())
        {
            buckets.Remove(over);
        }

        if (buckets.Count >= MaxBuckets)
        {
            buckets.Clear();
        }
    }

    private static TimeSpan Lock(Tries tries) => Window * (1 << tries.Locked) is var whole && whole < Longest ? whole : Longest;

    /// <param name="Bad">Bad tries since.</param>
    /// <param name="Locked">How often in a row it was locked out before.</param>
    private sealed record Tries(int Bad, int Locked, TimeMark Since);
}
