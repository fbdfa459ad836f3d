using System.Globalization;

namespace Funnel;

/// <summary>The one place where a value becomes a cell of CSV (RFC 4180) that no spreadsheet takes for a formula: such a text begins with an apostrophe, and a number stays one.</summary>
public static class CsvCell
{
    /// <summary>Tells spreadsheets that it is UTF-8; stands before the head.</summary>
    public const string Mark = "\uFEFF";

    private const string BeginsFormula = "=+-@\t\r\n";

    public static string Of(string? text)
    {
        var safe = text is { Length: > 1 } && BeginsFormula.Contains(text[0], StringComparison.Ordinal) && !double.TryParse(text, CultureInfo.InvariantCulture, out _) ? "'" + text : text ?? "";
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
