using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Funnel.Reasons;
using Funnel.Storage;

namespace Funnel.Sending;

/// <summary>What an account has sent, and what it holds: one row, shared by all instances.</summary>
internal sealed record SendingState
{
    public static SendingState New { get; } = new();

    /// <summary>When the next reply may go out, by the pace alone.</summary>
    public DateTimeOffset NextReply { get; init; }

    /// <summary>The same under each video, while it lies in the future.</summary>
    public ImmutableDictionary<string, DateTimeOffset> NextUnder { get; init; } = ImmutableDictionary<string, DateTimeOffset>.Empty;

    public DateTimeOffset NextMessage { get; init; }

    public Tally Replies { get; init; } = Tally.Nothing;

    public Tally Messages { get; init; } = Tally.Nothing;

    public SurgeHistory Surge { get; init; } = SurgeHistory.Unknown;

    /// <summary>The latest replies: taken well, and refused or hidden; older ones weigh less.</summary>
    public double Taken { get; init; }
    public double Refused { get; init; }

    /// <summary>Since when, and why, replies stopped by themselves; null when they have not.</summary>
    public Stop? Stopped { get; init; }

    /// <summary>An operator let them go on: until then they do not stop for the same again.</summary>
    public DateTimeOffset NoStopBefore { get; init; }

    /// <summary>When to look again whether held work may go; null when nothing is held.</summary>
    public DateTimeOffset? ReleaseAt { get; init; }

    /// <summary>Which of the <see cref="HeldKey.Lanes"/> hold something, by the time of the oldest in it.</summary>
    public ImmutableSortedDictionary<int, long> Lanes { get; init; } = ImmutableSortedDictionary<int, long>.Empty;

    /// <param name="At">Since when.</param>
    /// <param name="Why">What was too much.</param>
    internal sealed record Stop(DateTimeOffset At, Reason Why);
}

/// <summary>JSON of what is stored of an account's sending.</summary>
[JsonSerializable(typeof(SendingState))]
[JsonSerializable(typeof(HeldWork))]
internal sealed partial class PolicyJson : JsonSerializerContext
{
    public static PolicyJson Plain { get; } = new(StoredJson.Options(new StoredReason()));
}
