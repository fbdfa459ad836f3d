using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Funnel.Outreach;

/// <summary>Offers as JSON, with the names of the configuration file: all fields but those that are null, in a fixed order, without escapes for Chinese.</summary>
[JsonSerializable(typeof(OfferOptions))]
internal sealed partial class OfferJson : JsonSerializerContext
{
    /// <summary>Never put into HTML as it is.</summary>
    public static OfferJson Plain { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    });
}
