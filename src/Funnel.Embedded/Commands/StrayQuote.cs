namespace Funnel.Embedded.Commands;

/// <summary>
/// Finds the quote that made several rows one. Quotes inside a cell are text and harmless; one at its beginning that is never closed, or is closed lines later in the
/// middle of something else, has swallowed the rows between.
/// </summary>
internal static class StrayQuote
{
    /// <summary>How many lines the record has before the cell with that quote; null when there is none.</summary>
    /// <param name="record">A record as it stands in the file.</param>
    public static int? LinesBefore(string record, char separator)
    {
        for (var at = 0; ; at++)
        {
            if (at < record.Length && record[at] == '"')
            {
                var close = Close(record, at);
                if (close < 0 || (Lines(record.AsSpan(at, close - at)) > 0 && !EndsCell(record, close + 1, separator)))
                {
                    return Lines(record.AsSpan(0, at));
                }

                at = close + 1;
            }

            if (at >= record.Length || (at = record.IndexOf(separator, at)) < 0)
            {
                return null;
            }
        }
    }

    private static int Close(string record, int open)
    {
        var at = record.IndexOf('"', open + 1);
        while (at >= 0 && at + 1 < record.Length && record[at + 1] == '"')
        {
            at = record.IndexOf('"', at + 2);
        }

        return at;
    }

    private static bool EndsCell(string record, int at, char separator) => at >= record.Length || record[at] == separator || record[at] is '\r' or '\n';

    private static int Lines(ReadOnlySpan<char> text) => text.Count('\n') + text.Count('\r') - text.Count("\r\n");
}
