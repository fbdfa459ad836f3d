using System.Globalization;
using System.Text.Json;

namespace Funnel.Connectors.Http;

/// <summary>Looks into JSON of which nothing is certain: what is missing or of another type is null.</summary>
internal static class Json
{
    /// <summary>Null when it is no JSON, or deeper than 64 levels. Broken text inside it is mended first.</summary>
    public static JsonDocument? TryParse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(ReadableJson.Of(utf8));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Property(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } e && e.TryGetProperty(name, out var value) ? value : null;

    /// <summary>A string, or a number or flag as it was written. Null for everything else, and for empty text.</summary>
    public static string? Text(JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.String } e => e.GetString() is { Length: > 0 } text ? text : null,
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } e => e.GetRawText(),
        _ => null,
    };

    /// <summary>What reading throws: <see cref="JsonException"/>, and in some places <see cref="InvalidOperationException"/>.</summary>
    public static bool IsBadInput(Exception e) => e is JsonException or InvalidOperationException;

    /// <summary>
    /// The time of a Unix number in seconds or milliseconds (told apart by size: 10^11 s is the year 5138), or null when it cannot be one.
    /// </summary>
    public static DateTimeOffset? Time(long? unix) => unix switch
    {
        null or <= 0 => null,
        < 100_000_000_000 => DateTimeOffset.FromUnixTimeSeconds(unix.Value),
        < 100_000_000_000_000 => DateTimeOffset.FromUnixTimeMilliseconds(unix.Value),
        _ => null,
    };

    public static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);
}
