using System.Globalization;

namespace Funnel.Connectors.Http;

/// <summary>Times as ISO 8601 text.</summary>
internal static class IsoTime
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal;

    private static readonly string[] WithoutColon = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>Also with an offset such as <c>+0000</c>. Null when it is none; without an offset it is UTC.</summary>
    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var time) || DateTimeOffset.TryParseExact(text, WithoutColon, CultureInfo.InvariantCulture, Utc, out time)
            ? time
            : null;
}
