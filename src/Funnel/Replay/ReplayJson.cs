using System.Text.Json.Serialization;
using Funnel.Reasons;
using Funnel.Storage;

namespace Funnel.Replay;

/// <summary>A replay as it is stored. <see cref="Schema"/> says how to read it.</summary>
internal sealed record ReplayDocument(int Schema, ReplayHead Replay)
{
    public const int CurrentSchema = 1;
}

/// <summary>Results that stand in one row: those of one person, or comments nobody was found by.</summary>
internal sealed record ReplayResults(IReadOnlyList<ReplayItem> Items);

/// <summary>Whose a key is.</summary>
/// <param name="Body">Hash of what was asked for with it.</param>
internal sealed record ReplayKey(string Replay, string Body);

/// <summary>JSON of replays, their results and messages.</summary>
[JsonSerializable(typeof(ReplayDocument))]
[JsonSerializable(typeof(ReplayResults))]
[JsonSerializable(typeof(ReplayItem))]
[JsonSerializable(typeof(ReplayKey))]
[JsonSerializable(typeof(ReplayRequest))]
[JsonSerializable(typeof(ReplayMessage))]
internal sealed partial class ReplayJson : JsonSerializerContext
{
    public static ReplayJson Plain { get; } = new(StoredJson.Options(new StoredReason()));
}
