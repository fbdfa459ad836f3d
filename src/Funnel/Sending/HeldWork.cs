using System.Globalization;
using Funnel.Leads;

namespace Funnel.Sending;

/// <summary>Something that waits until it may be sent: a row of the account's.</summary>
/// <param name="Key">Its place: see <see cref="HeldKey"/>.</param>
/// <param name="Effect">Id of the effect.</param>
/// <param name="VideoId">Under which it is to stand; null for a message.</param>
/// <param name="Since">Since when it waits.</param>
/// <param name="Text">What would be said now.</param>
public sealed record HeldWork(string Key, LeadId Lead, string Effect, string? VideoId, string? Nick, DateTimeOffset Since, string Text);

/// <summary>
/// Keys of held work, in the order in which it goes out. <c>h|lane|time|lead|effect</c>: messages in lane 0 by the end of their window, so that the one that closes first
/// goes first; replies in lanes 1–64 by video and then by the time of the comment, so that a flood under one video does not keep others waiting.
/// <c>t|time|…</c>: has its turn at that time; stays until it is sent, and is held again when nobody has by a minute later.
/// </summary>
internal static class HeldKey
{
    public const int Lanes = 65;
    public const string Prefix = "h|";
    public const string TurnPrefix = "t|";

    /// <summary>Of everything that is held, with its turn or without.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = [Prefix, TurnPrefix];

    public static string PartitionOf(string accountId) => "sending|" + accountId;

    public static int LaneOf(Effect effect) => effect.Kind == EffectKind.Reply ? 1 + (int)(Fnv1a.Hash64(effect.VideoId ?? "") % (Lanes - 1)) : 0;

    public static string Of(int lane, DateTimeOffset time, LeadId lead, string effect) => string.Create(CultureInfo.InvariantCulture, $"h|{lane:D2}|{time.UtcTicks:D19}|{lead}|{Hex(effect)}");

    public static string OfLane(int lane) => string.Create(CultureInfo.InvariantCulture, $"h|{lane:D2}|");

    public static string Turn(DateTimeOffset at, string key) => string.Create(CultureInfo.InvariantCulture, $"t|{at.UtcTicks:D19}|{key[2..]}");

    /// <summary>The place that it had before it had its turn.</summary>
    public static string Back(string turn) => "h|" + turn[(TurnPrefix.Length + 20)..];

    public static string TurnsUntil(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"t|{at.UtcTicks:D19}");

    public static int Lane(string key) => int.Parse(key.AsSpan(2, 2), CultureInfo.InvariantCulture);

    public static long Time(string key) => long.Parse(key.AsSpan(5, 19), CultureInfo.InvariantCulture);

    /// <summary>An effect's id names the offer, in any letters; keys take few.</summary>
    private static string Hex(string effect) => Fnv1a.Hash64(effect).ToString("x16", CultureInfo.InvariantCulture);
}
