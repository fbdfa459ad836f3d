using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Storage;

namespace Funnel.Growth;

/// <summary>The code by which people come into a group, as it is stored: an id that the platform tells once.</summary>
/// <param name="WayId">Null while there is none.</param>
/// <param name="Code">Address of the picture of its code; null while that is not known.</param>
/// <param name="Leads">The platform's groups to which it leads.</param>
internal sealed record GroupWayState(int Schema, string? WayId, Uri? Code, IReadOnlyList<string> Leads)
{
    public const int CurrentSchema = 1;

    /// <summary>The name that new groups get, as the code has it; null where it makes none.</summary>
    public string? NewGroupName { get; init; }

    /// <summary>Somebody is making it since then.</summary>
    public DateTimeOffset? MakingSince { get; init; }

    /// <summary>Groups that the platform made because all others were full.</summary>
    public IReadOnlyList<string> Grown { get; init; } = [];

    public static GroupWayState None { get; } = new(CurrentSchema, null, null, []);
}

/// <summary>Who of our people is in a group, as it is known. Holds leads' ids alone: nothing of the persons.</summary>
/// <param name="Version">The platform's, of its members; null where it tells none.</param>
/// <param name="People">Everybody in it, staff and people whom nobody knows among them.</param>
/// <param name="ChangedAt">When it was last written, by our clock.</param>
internal sealed record GroupRoll(int Schema, string? Version, int People, DateTimeOffset ChangedAt, IReadOnlyList<string> Members)
{
    public const int CurrentSchema = 1;

    /// <summary>When the platform was last asked.</summary>
    public DateTimeOffset? ReadAt { get; init; }
}

/// <summary>Where ways and rolls stand.</summary>
internal sealed class GroupStore(IRows rows)
{
    private const string Ways = "group-ways";
    public const string Rolls = "group-rolls";

    public Task<(GroupWayState? Value, string? Version)> FindWay(string group, CancellationToken ct) => Find(Ways, group, GrowthJson.Plain.GroupWayState, ct);

    public Task<(GroupRoll? Value, string? Version)> FindRoll(string groupId, CancellationToken ct) => Find(Rolls, groupId, GrowthJson.Plain.GroupRoll, ct);

    /// <returns>False when somebody else was quicker.</returns>
    public Task<bool> Write(string group, GroupWayState state, string? version, CancellationToken ct) => Write(Ways, group, state, version, GrowthJson.Plain.GroupWayState, ct);

    /// <inheritdoc cref="Write(string, GroupWayState, string?, CancellationToken)"/>
    public Task<bool> Write(string groupId, GroupRoll roll, string? version, CancellationToken ct) => Write(Rolls, groupId, roll, version, GrowthJson.Plain.GroupRoll, ct);

    private async Task<(T? Value, string? Version)> Find<T>(string partition, string key, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken ct)
        where T : class => await rows.Find(Tables.Accounts, partition, key, ct) is { } row ? (JsonSerializer.Deserialize(row.Payload, type), row.Version) : (null, null);

    private async Task<bool> Write<T>(string partition, string key, T value, string? version, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken ct)
    {
        var row = new Row(partition, key, JsonSerializer.Serialize(value, type));
        return (await rows.Commit(Tables.Accounts, partition, [version is null ? new RowChange.Insert(row) : new RowChange.Replace(row with { Version = version })], ct)).Committed;
    }
}

[JsonSerializable(typeof(GroupWayState))]
[JsonSerializable(typeof(GroupRoll))]
internal sealed partial class GrowthJson : JsonSerializerContext
{
    public static GrowthJson Plain { get; } = new(StoredJson.Options());
}
