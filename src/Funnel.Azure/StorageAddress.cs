namespace Funnel.Azure;

/// <summary>Addresses of the account's services, as requests can be built on them.</summary>
internal static class StorageAddress
{
    public const string Tables = "table";

    public const string Queues = "queue";

    public const string Blobs = "blob";

    /// <summary>What an address must be; follows the name of the setting that is none.</summary>
    public const string Rule = "must be an address such as https://shop.table.core.windows.net: http or https, and nothing behind a '?' or '#'";

    /// <summary>What an address must be that tokens are sent to.</summary>
    public const string SafeRule = "must be an address such as https://shop.table.core.windows.net: https, and nothing behind a '?' or '#'";

    /// <summary>What an account's name must be.</summary>
    public const string NameRule = "must be the account's name alone, such as shop: 3 to 24 lower-case letters and digits";

    /// <summary>What a suffix must be.</summary>
    public const string SuffixRule = "must be the end of a host name, such as core.windows.net";

    public static bool IsName(string text) => text.Length is >= 3 and <= 24 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    public static bool IsSuffix(string text) => Uri.CheckHostName(text) == UriHostNameType.Dns;

    public static Uri Of(string account, string service, string suffix, string scheme = "https") => new($"{scheme}://{account}.{service}.{suffix}");

    /// <summary>Without slashes at its end: the table client would write them twice, and the service find no such table.</summary>
    /// <returns>Null when requests cannot be built on it. A query may hold a signature, which has a place of its own.</returns>
    public static Uri? Parse(string text) =>
        Uri.TryCreate(text.Trim().TrimEnd('/'), UriKind.Absolute, out var uri)
        && uri is { Scheme: "https" or "http", Query: "", Fragment: "", UserInfo: "" }
        && !text.AsSpan().ContainsAny('?', '#')
            ? uri
            : null;

    /// <returns>As <see cref="Parse"/>, and null when tokens must not be sent there.</returns>
    public static Uri? ParseSafe(string text) => Parse(text) is { Scheme: "https" } uri ? uri : null;
}
