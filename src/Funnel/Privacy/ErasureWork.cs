using System.Text.Json.Serialization;
using Funnel.Storage;

namespace Funnel.Privacy;

/// <summary>How far an erasure is.</summary>
public enum ErasureState
{
    /// <summary>Nothing more is begun for the person; what is under way comes to its end, and every process hears of it.</summary>
    Stopping = 1,

    /// <summary>All is removed. One more look follows for what a process that was late may have put back.</summary>
    Removed,

    /// <summary>It is through: a hash is left.</summary>
    Finished,
}

/// <summary>How far an erasure is, for whoever asked for it.</summary>
/// <param name="Erasure">Names it: the hash that is left.</param>
/// <param name="At">When it was asked for: what the person did later is not meant.</param>
/// <param name="Pieces">Rows and messages that were removed or changed so far.</param>
/// <param name="GoesOnAt">Nothing is done before; null when it is through.</param>
public sealed record ErasureReport(string Erasure, ErasureState State, DateTimeOffset At, int Pieces, DateTimeOffset? GoesOnAt);

/// <summary>An erasure under way, as it is stored. Gone when it is through.</summary>
/// <param name="Person">All by which the person is found, encrypted.</param>
/// <param name="RemovedAt">When all was removed.</param>
internal sealed record ErasureWork(int Schema, ErasureState State, DateTimeOffset At, string By, string Person, int Pieces, DateTimeOffset? RemovedAt)
{
    public const int CurrentSchema = 1;
}

/// <summary>JSON of erasures.</summary>
[JsonSerializable(typeof(ErasureWork))]
internal sealed partial class ErasureJson : JsonSerializerContext
{
    public static ErasureJson Plain { get; } = new(StoredJson.Options());
}
