using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Reasons;

namespace Funnel.Leads;

/// <summary>An effect that waits for a person.</summary>
/// <param name="Effect">Its id.</param>
/// <param name="Reason">Why; null when that was not noted.</param>
public sealed record WaitingEffect(string Effect, Reason? Reason);

/// <summary>As it is stored. Versions before wrote one text: the id, which has no blank in it, a colon and a blank, and the reason.</summary>
internal sealed class StoredWaitingEffect : JsonConverter<WaitingEffect>
{
    private static readonly StoredReason Reasons = new();

    /// <exception cref="JsonException">It is neither text nor an object with an effect.</exception>
    public override WaitingEffect Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return FromText(reader.GetString()!);
        }

        using var json = JsonDocument.ParseValue(ref reader);
        return json.RootElement.TryGetProperty("effect", out var effect)
            ? new(effect.GetString()!, json.RootElement.TryGetProperty("reason", out var reason) ? StoredReason.From(reason) : null)
            : throw new JsonException("what waits has no effect");
    }

    public override void Write(Utf8JsonWriter writer, WaitingEffect value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("effect", value.Effect);
        if (value.Reason is { } reason)
        {
            writer.WritePropertyName("reason");
            Reasons.Write(writer, reason, options);
        }

        writer.WriteEndObject();
    }

    private static WaitingEffect FromText(string text) => text.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var at
        ? new(text[..at], at + 2 < text.Length ? StoredReason.FromText(text[(at + 2)..]) : null)
        : new(text, null);
}
