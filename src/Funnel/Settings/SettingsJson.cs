using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Funnel.Settings;

/// <summary>A setting as it is stored: as what is in force, and again for each version as the audit.</summary>
internal sealed record SettingDocument(int Schema, int Version, DateTimeOffset At, string By, JsonElement? Value);

/// <summary>JSON of stored settings: names in camel case, nulls left out, without escapes for Chinese.</summary>
[JsonSerializable(typeof(SettingDocument))]
[JsonSerializable(typeof(AuditedSettings))]
internal sealed partial class SettingsJson : JsonSerializerContext
{
    /// <summary>Never put into HTML as it is.</summary>
    public static SettingsJson Plain { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
