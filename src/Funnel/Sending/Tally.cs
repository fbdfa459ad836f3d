using System.Collections.Immutable;

namespace Funnel.Sending;

/// <summary>What was sent lately: in slots of five minutes, and on the account's day.</summary>
/// <param name="Slot">Number of the newest slot since the beginning of time.</param>
/// <param name="Recent">Sends by slot, the newest first.</param>
/// <param name="Day">The account's day that <paramref name="Today"/> counts.</param>
internal sealed record Tally(long Slot, ImmutableArray<int> Recent, DateOnly Day, int Today)
{
    public static Tally Nothing { get; } = new(0, [], default, 0);

    private const int SlotsOfAnHour = 12;
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    /// <summary>With one more.</summary>
    public Tally Add(DateTimeOffset at, DateOnly day)
    {
        var now = Turn(at, day);
        return now with { Recent = now.Recent.SetItem(0, now.Recent[0] + 1), Today = now.Today + 1 };
    }

    /// <summary>
    /// The earliest time at which one more is allowed. The hour is counted in whole slots, the one that has begun and the twelve before it, so that no hour between any two
    /// minutes has more than allowed.
    /// </summary>
    public (DateTimeOffset At, bool ByDay) NotBefore(DateTimeOffset now, TimeSpan offset, int perHour, int perDay)
    {
        var day = DayOf(now, offset);
        var turned = Turn(now, day);
        if (turned.Today >= perDay)
        {
            return (new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), offset).ToUniversalTime(), true);
        }

        var (sum, at) = (turned.Recent.Sum(), now);
        for (var i = turned.Recent.Length - 1; i >= 0 && sum >= perHour; i--)
        {
            sum -= turned.Recent[i];
            at = new((turned.Slot - i + SlotsOfAnHour + 1) * Length.Ticks, TimeSpan.Zero);
        }

        return (at, false);
    }

    public static DateOnly DayOf(DateTimeOffset at, TimeSpan offset) => DateOnly.FromDateTime(new DateTime(at.UtcTicks + offset.Ticks, DateTimeKind.Unspecified));

    /// <summary>As it is at a time. What was counted in the future, before the clock was set back, is taken for now.</summary>
    private Tally Turn(DateTimeOffset at, DateOnly day)
    {
        var slot = at.UtcTicks / Length.Ticks;
        var passed = (int)Math.Clamp(slot - Slot, 0, SlotsOfAnHour + 1);
        ImmutableArray<int> recent = [.. Enumerable.Repeat(0, passed).Concat(Recent).Take(SlotsOfAnHour + 1)];
        return new(slot, recent.IsEmpty ? [0] : recent, day, day == Day ? Today : 0);
    }
}
