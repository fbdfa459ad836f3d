using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Funnel.Clocks;

/// <summary>How far this host's clock is from a platform's; positive when ours is ahead.</summary>
public sealed record ClockSkew(string Platform, TimeSpan Skew)
{
    /// <summary>Up to here nobody needs to know.</summary>
    public static TimeSpan Tolerated { get; } = TimeSpan.FromSeconds(5);

    public bool IsAlarming => Skew.Duration() > Tolerated;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"this host's clock is {Math.Round(Skew.Duration().TotalSeconds):0} s {(Skew > TimeSpan.Zero ? "ahead of" : "behind")} {Platform}'s");
}

/// <summary>
/// Compares this host's clock with the platforms', by the <c>Date</c> header of each answer: the middle one of the last few counts, so that one
/// slow or odd answer changes nothing. Kept in memory; it costs nothing.
/// </summary>
public sealed partial class PlatformClocks
{
    public const string MeterName = "Funnel.Clock";

    /// <summary>What to do about a skew.</summary>
    public const string Advice = "let it be set by NTP (chrony, systemd-timesyncd); stored times, days and expiries are wrong by as much until then";

    /// <summary>The header has whole seconds, cut off: on average the truth is half of one later.</summary>
    private static readonly TimeSpan HalfSecond = TimeSpan.FromMilliseconds(500);

    /// <summary>A slower answer may have been made at any time in between, and proves too little.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    /// <summary>More than the clocks of this process drift apart between two answers.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    private const int Kept = 5;
    private const int Needed = 3;

    private readonly ConcurrentDictionary<string, Samples> platforms = new(StringComparer.Ordinal);
    private readonly TimeProvider time;
    private readonly ILogger<PlatformClocks> log;

    public PlatformClocks(TimeProvider time, IMeterFactory meters, ILogger<PlatformClocks> log)
    {
        (this.time, this.log) = (time, log);
        meters.Create(MeterName).CreateObservableGauge(
            "funnel.clock.skew", () => All.Select(s => new Measurement<double>(s.Skew.TotalSeconds, new KeyValuePair<string, object?>("platform", s.Platform))), "s",
            "How far this host's clock is ahead of a platform's.");
    }

    /// <summary>As the last answers have it; of a platform with few answers nothing yet.</summary>
    public IReadOnlyList<ClockSkew> All => Skews(setSince: false);

    /// <summary>
    /// The same right now: when our clock was set since the last answer, the skew has changed by as much. (It may also be that the machine slept; then
    /// this is wrong until the next answer.)
    /// </summary>
    public IReadOnlyList<ClockSkew> Now => Skews(setSince: true);

    /// <summary>Records an answer that has just come.</summary>
    /// <param name="date">What its <c>Date</c> header says.</param>
    /// <param name="askedAt">Timestamp of the request.</param>
    public void Record(string platform, DateTimeOffset date, long askedAt)
    {
        var (took, now) = (time.GetElapsedTime(askedAt), time.GetUtcNow());
        if (took > Slow)
        {
            return;
        }

        // The platform wrote the header about half-way between question and answer.
        var samples = platforms.GetOrAdd(platform, _ => new());
        if (samples.Add(now - (took / 2) - (date + HalfSecond), Offset()) is { } news)
        {
            Tell(new(platform, news));
        }
    }

    private List<ClockSkew> Skews(bool setSince)
    {
        var offset = Offset();
        return [.. platforms.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => p.Value.Skew(setSince ? offset : null) is { } skew ? new ClockSkew(p.Key, skew) : null).OfType<ClockSkew>()];
    }

    /// <summary>The wall clock less the monotonic one: it changes when somebody sets the wall clock, and when the machine sleeps.</summary>
    private TimeSpan Offset() => time.GetUtcNow() - DateTimeOffset.UnixEpoch - time.GetElapsedTime(0);

    private void Tell(ClockSkew skew)
    {
        if (skew.IsAlarming)
        {
            Log.Apart(log, skew, Advice);
        }
        else
        {
            Log.Together(log, skew.Platform);
        }
    }

    /// <summary>The last answers of one platform, and what was last said of them.</summary>
    private sealed class Samples
    {
        private readonly Lock gate = new();
        private readonly List<TimeSpan> last = [];
        private TimeSpan offset;
        private TimeSpan told;

        /// <returns>The skew, when there is something new to say: it became alarming, changed by as much again, or is over.</returns>
        public TimeSpan? Add(TimeSpan skew, TimeSpan offsetNow)
        {
            lock (gate)
            {
                Follow(offsetNow - offset, skew);
                offset = offsetNow;
                last.Add(skew);
                if (last.Count > Kept)
                {
                    last.RemoveAt(0);
                }

                // It is over a little below the limit, so that a skew at the limit is not told again and again.
                var (now, limit) = (Median() ?? TimeSpan.Zero, ClockSkew.Tolerated);
                var over = told != TimeSpan.Zero && now.Duration() < limit * 0.8;
                if (over || (now.Duration() > limit && (now - told).Duration() > limit))
                {
                    told = over ? TimeSpan.Zero : now;
                    return now;
                }

                return null;
            }
        }

        /// <param name="offsetNow">Given: as if our clock was set by what this has changed since the last answer.</param>
        public TimeSpan? Skew(TimeSpan? offsetNow)
        {
            lock (gate)
            {
                return Median() + (offsetNow is { } now && (now - offset).Duration() > Step ? now - offset : TimeSpan.Zero);
            }
        }

        /// <summary>
        /// Our clocks moved apart since the last answer: the wall clock was set, or the machine slept. The new answer tells which, and after a set clock
        /// the earlier answers say the same again.
        /// </summary>
        private void Follow(TimeSpan step, TimeSpan skew)
        {
            if (step.Duration() > Step && Median() is { } before && (skew - before - step).Duration() < (skew - before).Duration())
            {
                for (var i = 0; i < last.Count; i++)
                {
                    last[i] += step;
                }
            }
        }

        private TimeSpan? Median() => last.Count < Needed ? null : last.Order().ElementAt(last.Count / 2);
    }

    private static partial class Log
    {
        [LoggerMessage(1901, LogLevel.Warning, "Clock: {Skew}: {Advice}")]
        public static partial void Apart(ILogger log, ClockSkew skew, string advice);

        [LoggerMessage(1902, LogLevel.Information, "Clock: this host's clock and {Platform}'s agree again")]
        public static partial void Together(ILogger log, string platform);
    }
}
