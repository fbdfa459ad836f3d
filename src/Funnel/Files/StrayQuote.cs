namespace Funnel.Files;

/// <summary>
/// Finds the quote that made several rows one. Quotes inside a cell are text and harmless; one at its beginning that is never closed, or is closed lines later in the
/// middle of something else, has swallowed the rows between.
/// </summary>
public static class StrayQuote
{
    /// <summary>How many lines the record has before the cell with that quote; null when there is none.</summary>
    /// <param name="record">A record as it stands in the file.</param>
    public static int? LinesBefore(string record, char separator)
    {
        for (var cell = 0; cell <= record.Length;)
        {
            var outside = cell;
            if (cell < record.Length && record[cell] == '"')
            {
                outside = Close(record, cell) + 1;
                if (outside == 0)
                {
                    return Lines(record.AsSpan(0, cell));
                }
            }

            var end = record.IndexOf(separator, outside) is var next and >= 0 ? next : record.Length;
            if (outside < end && Lines(record.AsSpan(cell, end - cell)) > 0)
            {
                return Lines(record.AsSpan(0, cell));
            }

            cell = end + 1;
        }

        return null;
    }

    /// <summary>Where the quote that opens here is closed; -1 when it never is.</summary>
    private static int Close(string record, int open)
    {
        var at = record.IndexOf('"', open + 1);
        while (at >= 0 && at + 1 < record.Length && record[at + 1] == '"')
        {
            at = record.IndexOf('"', at + 2);
        }

        return at;
    }

    private static int Lines(ReadOnlySpan<char> text) => text.Count('\n') + text.Count('\r') - text.Count("\r\n");
}
