using System.Text.Json;
using System.Text.Json.Serialization;

namespace Funnel.Connectors.Http;

/// <summary>Reads flags, also as 1 or "true"; everything else as null.</summary>
internal sealed class LenientFlag : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True or JsonTokenType.False:
                return reader.GetBoolean();
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var number) && number == 1;
            case JsonTokenType.String:
                return reader.GetString() is "true" or "True" or "1";
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options)
    {
        if (value is { } flag)
        {
            writer.WriteBooleanValue(flag);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
