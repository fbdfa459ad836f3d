using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Funnel.Sandbox.Wire;

/// <summary>Reads fields of a request strictly: a field of another type counts as absent.</summary>
internal static class Fields
{
    public static string? Text(this JsonObject body, string name) =>
        body[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static long? Number(this JsonObject body, string name) =>
        body[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        && long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static bool? Flag(this JsonObject body, string name) => body[name] is JsonValue value
        ? value.GetValueKind() switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null }
        : null;

    /// <summary>The strings of an array; empty when there is none.</summary>
    public static IReadOnlyList<string> Texts(this JsonObject body, string name) => body[name] is JsonArray array
        ? [.. array.OfType<JsonValue>().Where(each => each.GetValueKind() == JsonValueKind.String).Select(each => each.GetValue<string>())]
        : [];
}
