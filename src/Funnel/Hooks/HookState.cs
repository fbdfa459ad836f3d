using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Hooks;

/// <summary>How a hook's delivery stands. A row; who delivers holds it by <see cref="LeasedUntil"/> and its version.</summary>
/// <param name="After">Everything up to this place was taken, or was not meant for it; null while nothing was looked at.</param>
internal sealed record HookState(int Schema, string? After)
{
    public const int CurrentSchema = 1;

    /// <summary>A process is delivering until then.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>Requests in a row that failed.</summary>
    public int Failures { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Not tried before.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>What the last that failed came to.</summary>
    public string? LastError { get; init; }

    /// <summary>Why nothing is delivered any more: <see cref="Paused"/>, <see cref="Gone"/>, <see cref="GaveUp"/>, <see cref="Behind"/>; null while it is.</summary>
    public string? Stopped { get; init; }

    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>When a request was last taken.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Changes that were taken since the row is there.</summary>
    public long Delivered { get; init; }

    /// <summary>The last week that was told, as <c>2026-W10</c>; null when none was.</summary>
    public string? Week { get; init; }

    public const string Paused = "paused";

    /// <summary>The receiver said 410: it wants no more.</summary>
    public const string Gone = "gone";

    /// <summary>It has failed for <see cref="HookOptions.GiveUpAfter"/>.</summary>
    public const string GaveUp = "gave-up";

    /// <summary>What it has not been told of yet is not kept any more, or the store was restored to a time before.</summary>
    public const string Behind = "behind";

    [JsonIgnore]
    public bool IsPaused => string.Equals(Stopped, Paused, StringComparison.Ordinal);

    [JsonIgnore]
    public FeedCursor? Cursor => FeedCursor.TryParse(After, out var cursor) ? cursor : null;

    /// <summary>Nothing of what went wrong counts any more.</summary>
    public HookState Well() => this with { Failures = 0, FailingSince = null, NotBefore = null, LastError = null, Stopped = null, StoppedAt = null };
}

/// <summary>Where hooks' states stand.</summary>
internal sealed class HookStore(IRows rows)
{
    private const string Partition = "hooks";

    /// <returns>The state, and its version; null when there is no row yet.</returns>
    public async Task<(HookState State, string? Version)> Find(string name, CancellationToken ct) => await rows.Find(Tables.Accounts, Partition, name, ct) is { } row
        ? (JsonSerializer.Deserialize(row.Payload, HookJson.Plain.HookState)!, row.Version)
        : (new(HookState.CurrentSchema, null), null);

    /// <returns>The new version; null when somebody else was quicker.</returns>
    public async Task<string?> Write(string name, HookState state, string? version, CancellationToken ct)
    {
        var row = new Row(Partition, name, JsonSerializer.Serialize(state, HookJson.Plain.HookState));
        var result = await rows.Commit(Tables.Accounts, Partition, [version is null ? new RowChange.Insert(row) : new RowChange.Replace(row with { Version = version })], ct);
        return result.Versions?[0];
    }
}
