using System.Text.Json;
using Funnel.Telemetry;

namespace Funnel.Replay;

/// <summary>The one message of <see cref="Storage.QueueNames.Replays"/>: a slice of a replay is to be worked on. It carries no state.</summary>
/// <param name="Slice">Which one; when the replay is at another, the message is late or a repeat.</param>
public sealed record ReplayMessage(string Replay, int Slice)
{
    /// <inheritdoc cref="Tracing"/>
    public string? Traceparent { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this with { Traceparent = Tracing.Traceparent(Traceparent) }, ReplayJson.Plain.ReplayMessage);

    /// <exception cref="JsonException">Not such a message.</exception>
    public static ReplayMessage Parse(string json) => JsonSerializer.Deserialize(json, ReplayJson.Plain.ReplayMessage) is { Replay.Length: > 0 } message
        ? message
        : throw new JsonException("it names no replay");
}
