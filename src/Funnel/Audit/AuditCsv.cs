using System.Globalization;

namespace Funnel.Audit;

/// <summary>Audit lines as CSV (RFC 4180). A value that a spreadsheet would take for a formula begins with an apostrophe.</summary>
public static class AuditCsv
{
    /// <summary>Tells spreadsheets that it is UTF-8; stands before the head.</summary>
    public const string Mark = "\uFEFF";

    /// <summary>The names of the columns, with the line's end.</summary>
    public const string Head = "at,by,what,on,before,after,address,count\r\n";

    /// <summary>One line with its end; times in UTC.</summary>
    public static string Row(AuditLine line) => string.Join(',', new[]
    {
        line.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), line.By, line.What, line.On, line.Before, line.After, line.Address,
        line.Count.ToString(CultureInfo.InvariantCulture),
    }.Select(Value)) + "\r\n";

    private static string Value(string? text)
    {
        var safe = text is { Length: > 1 } && "=+-@\t\r\n".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text ?? "";
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
