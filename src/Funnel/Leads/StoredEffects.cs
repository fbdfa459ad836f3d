using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Funnel.Leads;

/// <summary>The effects of a lead as they are stored: those that this version works on, and then those of newer versions.</summary>
internal sealed record StoredEffects(ImmutableArray<Effect> Known, ImmutableArray<NewerEffect> Newer);

/// <summary>
/// An effect of a kind or status that a newer version knows. It is written back as it was read, and nothing is done about it: a lead that a newer version has worked on is
/// no reason for this one to stop.
/// </summary>
/// <param name="Kind">Its kind, as that version calls it.</param>
/// <param name="Status">Likewise.</param>
/// <param name="Json">The whole of it, as it was read.</param>
public sealed record NewerEffect(string Id, string Kind, string Status, string Json);

/// <summary>Reads effects leniently, and writes the newer ones untouched, after the others.</summary>
internal sealed class StoredEffectsConverter : JsonConverter<StoredEffects>
{
    public override StoredEffects Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("effects are no list");
        }

        var type = (JsonTypeInfo<Effect>)options.GetTypeInfo(typeof(Effect));
        var known = ImmutableArray.CreateBuilder<Effect>();
        var newer = ImmutableArray.CreateBuilder<NewerEffect>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (IsKnown(reader))
            {
                known.Add(JsonSerializer.Deserialize(ref reader, type)!);
            }
            else
            {
                using var json = JsonDocument.ParseValue(ref reader);
                newer.Add(new(Text(json.RootElement, "id"), Text(json.RootElement, "kind"), Text(json.RootElement, "status"), json.RootElement.GetRawText()));
            }
        }

        return new(known.DrainToImmutable(), newer.DrainToImmutable());
    }

    public override void Write(Utf8JsonWriter writer, StoredEffects value, JsonSerializerOptions options)
    {
        var type = (JsonTypeInfo<Effect>)options.GetTypeInfo(typeof(Effect));
        writer.WriteStartArray();
        foreach (var effect in value.Known)
        {
            JsonSerializer.Serialize(writer, effect, type);
        }

        foreach (var effect in value.Newer)
        {
            writer.WriteRawValue(effect.Json);
        }

        writer.WriteEndArray();
    }

    /// <param name="ahead">A copy: whoever calls this has read nothing.</param>
    private static bool IsKnown(Utf8JsonReader ahead)
    {
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var (isKind, isStatus) = (ahead.ValueTextEquals("kind"u8), ahead.ValueTextEquals("status"u8));
            ahead.Read();
            if (ahead.TokenType == JsonTokenType.String
                && ((isKind && !(Enum.TryParse<EffectKind>(ahead.GetString(), true, out var kind) && Enum.IsDefined(kind)))
                    || (isStatus && !(Enum.TryParse<EffectStatus>(ahead.GetString(), true, out var status) && Enum.IsDefined(status)))))
            {
                return false;
            }

            ahead.Skip();
        }

        return true;
    }

    private static string Text(JsonElement effect, string name) => effect.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}
