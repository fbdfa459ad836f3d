using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Funnel.Storage;

/// <summary>How everything durable and everything queued is written as JSON: names in camel case, enums as text, nulls left out.</summary>
internal static class StoredJson
{
    /// <summary>Without escapes for Chinese: half the bytes, and readable in a storage browser. Never put into HTML as it is.</summary>
    public static JsonSerializerOptions Options(params ReadOnlySpan<JsonConverter> converters)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter() },
        };
        foreach (var converter in converters)
        {
            options.Converters.Add(converter);
        }

        return options;
    }

    /// <summary>A payload that is one text, of characters that JSON does not escape.</summary>
    public static string Text(string plain) => $"\"{plain}\"";

    /// <summary>The text of such a payload.</summary>
    public static string Text(Row row) => row.Payload.Trim('"');
}
