using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Funnel.Storage;

namespace Funnel.Recovery;

/// <summary>What a store keeps of its own past, in one row.</summary>
/// <param name="Lost">The last time that commits of ours were lost, or may have been.</param>
/// <param name="Gap">The last time that nobody was there.</param>
/// <param name="Loss">When the storage found the loss that <paramref name="Lost"/> was made of.</param>
internal sealed record StoreState(CatchUp? Lost, CatchUp? Gap, DateTimeOffset? Loss)
{
    public static StoreState Nothing { get; } = new(null, null, null);

    /// <summary>How many catch-ups there have been.</summary>
    [JsonIgnore]
    public int Found => Math.Max(Lost?.Number ?? 0, Gap?.Number ?? 0);

    /// <summary>Accounts whose comments were all read, and triaged, since <see cref="Lost"/> was found.</summary>
    public ImmutableArray<string> Read { get => field.IsDefault ? [] : field; init; }

    /// <summary>Accounts of an empty store of which it is known whether anything was answered before it: see <see cref="HasFound"/>.</summary>
    public ImmutableArray<string> Probed { get => field.IsDefault ? [] : field; init; }

    /// <summary>Since when each account is being read after <see cref="Lost"/> was found: not while it is paused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableDictionary<string, DateTimeOffset>? ReadSince { get; init; }

    /// <summary>Something that we, or the merchant, had done was found since: the store is no new shop's.</summary>
    public bool HasFound { get; init; }

    public long Looked { get; init; }

    public long Parked { get; init; }

    /// <summary>From so long on, a pause is a gap: beats are a minute apart.</summary>
    private static readonly TimeSpan GapFrom = TimeSpan.FromMinutes(3);

    /// <summary>What was read just before the last beat may not have been answered; and how far clocks of hosts may be apart.</summary>
    private static readonly TimeSpan BeforeBeat = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan HostsApart = TimeSpan.FromSeconds(5);

    /// <summary>What a start makes of it. Pure.</summary>
    /// <param name="stored">Null when the store keeps nothing of the kind.</param>
    /// <param name="isUsed">The store has anything else: without a state it is then an earlier version's.</param>
    /// <param name="loss">What the storage knows.</param>
    /// <param name="beat">When somebody was last there; null when nobody can say.</param>
    public static StoreState AtStart(StoreState? stored, bool isUsed, StoreLoss? loss, DateTimeOffset? beat, DateTimeOffset now)
    {
        var state = stored ?? Nothing;
        if (loss is not null && loss.FoundAt != state.Loss)
        {
            var until = loss.AliveUntil + HostsApart is { } alive && alive < now ? alive : now;
            state = new(new(CauseOf(loss.Kind), null, until, now) { Number = state.Found + 1 }, null, loss.FoundAt);
            beat = loss.AliveUntil > beat || beat is null ? loss.AliveUntil : beat;
        }
        else if (stored is null && !isUsed)
        {
            state = new(new(CatchUpCause.New, null, now, now) { Number = 1 }, null, null);
        }

        return now - beat >= GapFrom ? state with { Gap = new(CatchUpCause.Gap, beat - BeforeBeat, now, now) { Number = state.Found + 1 } } : state;
    }

    private static CatchUpCause CauseOf(LossKind kind) => kind switch
    {
        LossKind.Behind => CatchUpCause.Behind,
        LossKind.Replaced => CatchUpCause.Replaced,
        LossKind.Copied => CatchUpCause.Copied,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown loss"),
    };
}

/// <summary>JSON of what is stored of a store's past.</summary>
[JsonSerializable(typeof(StoreState))]
internal sealed partial class RecoveryJson : JsonSerializerContext
{
    public static RecoveryJson Plain { get; } = new(StoredJson.Options());
}
