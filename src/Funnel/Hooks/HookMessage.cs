using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Storage;

namespace Funnel.Hooks;

/// <summary>A message of queue <see cref="QueueNames.Hooks"/>: there may be something to deliver to this hook. It carries no state, and may come for nothing.</summary>
public sealed record HookMessage(string Hook)
{
    public string ToJson() => JsonSerializer.Serialize(this, HookMessageJson.Plain.HookMessage);

    /// <exception cref="FormatException">Not such a message.</exception>
    public static HookMessage Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, HookMessageJson.Plain.HookMessage) is { Hook.Length: > 0 } message ? message : throw new FormatException("a message for hooks names none");
        }
        catch (JsonException e)
        {
            throw new FormatException("not a message for hooks", e);
        }
    }
}

[JsonSerializable(typeof(HookMessage))]
internal sealed partial class HookMessageJson : JsonSerializerContext
{
    public static HookMessageJson Plain { get; } = new(StoredJson.Options());
}
