using System.Globalization;
using Funnel.Intake.Handed.Exports;

namespace Funnel.Connectors.Assist.Files;

/// <summary>Asks for the columns that are needed and not known.</summary>
internal static class ColumnAsker
{
    private const int PreviewRows = 3;
    private const int PreviewColumns = 12;
    private const int PreviewChars = 20;
    private const int GuessFrom = 50;

    /// <exception cref="ExportFileException">Something is needed.</exception>
    public static void Ask(ExportTable table, ColumnMap map, ExportTime times, string name, ExportHints hints)
    {
        var gone = hints.Columns.Where(c => !map.Has(c.Key)).Select(c => (c.Key, c.Value)).ToList();
        var missing = new List<ColumnRole>();
        Need(ColumnRole.Content, map.Has(ColumnRole.Content));
        Need(ColumnRole.Nick, map.Has(ColumnRole.Nick) || map.Has(ColumnRole.Person));
        Need(ColumnRole.Time, map.Has(ColumnRole.Time) || (!hints.Columns.ContainsKey(ColumnRole.Time) && hints.IsTimeGiven));
        Need(ColumnRole.Video, map.Has(ColumnRole.Video) || map.Has(ColumnRole.Link) || map.Has(ColumnRole.Title) || hints.Video is not null);
        if (missing.Count + gone.Count == 0)
        {
            return;
        }

        var rows = table.Rows.Take(PreviewRows).Select(r => new PreviewRow(r.Number, [.. table.Columns.Take(PreviewColumns).Select((_, i) => Preview(r[i]))]));
        var known = map.At.ToDictionary(a => a.Key, a => table.Columns[a.Value]);
        throw new ExportFileException(name, new ColumnQuestion(table.Format, missing, gone, table.Columns, [.. rows], known, Guesses(table, map, times, [.. missing, .. gone.Select(g => g.Key)])));

        void Need(ColumnRole role, bool isThere)
        {
            if (!isThere)
            {
                missing.Add(role);
            }
        }
    }

    private static string Preview(string cell) => TextCutter.Ellipsis(string.Join(' ', ExportText.Plain(cell).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), PreviewChars);

    private static List<(ColumnRole Role, string? Column)> Guesses(ExportTable table, ColumnMap map, ExportTime times, List<ColumnRole> wanted)
    {
        var rows = table.Rows.Take(GuessFrom).ToList();
        var free = Enumerable.Range(0, table.Columns.Count).Where(i => table.Columns[i].Length > 0 && !map.At.Values.Contains(i)).ToList();
        var guesses = new List<(ColumnRole, string?)>();
        foreach (var role in wanted.Distinct().OrderBy(r => r == ColumnRole.Time ? 0 : r == ColumnRole.Video ? 1 : r == ColumnRole.Content ? 2 : 3))
        {
            var best = free.Select(i => (Column: i, Score: Score(role, Cells(rows, i), times))).OrderByDescending(s => s.Score).FirstOrDefault();
            var isSome = free.Count > 0 && best.Score > 0;
            guesses.Add((role, isSome ? table.Columns[best.Column] : null));
            if (isSome)
            {
                free.Remove(best.Column);
            }
        }

        return guesses;
    }

    private static List<string> Cells(List<ExportRow> rows, int column) => [.. rows.Select(r => ExportText.Plain(r[column]).Trim()).Where(c => c.Length > 0)];

    /// <summary>How much the cells look like it; 0 for not at all.</summary>
    private static double Score(ColumnRole role, List<string> cells, ExportTime times) => cells.Count == 0 ? 0 : role switch
    {
        ColumnRole.Time => cells.Average(c => times.Read(c) is not null ? 1.0 : -1.0),
        ColumnRole.Video or ColumnRole.Link => cells.Average(c => c.StartsWith("http", StringComparison.OrdinalIgnoreCase) || (c.Length >= 10 && c.All(char.IsAsciiLetterOrDigit)) ? 1.0 : -1.0),
        ColumnRole.Content => cells.Average(c => Math.Min(c.Length, 100)) * cells.Average(c => c.All(char.IsAscii) ? 0.1 : 1),
        _ => cells.Average(c => c.Length is >= 1 and <= 24 && !double.TryParse(c, CultureInfo.InvariantCulture, out _) ? 1.0 : -1.0),
    };
}
