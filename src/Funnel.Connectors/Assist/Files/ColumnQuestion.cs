using System.Globalization;
using System.Text;

namespace Funnel.Connectors.Assist.Files;

/// <summary>Asks by name for the columns that are needed and not known, with the first rows to look at, and a guess of what to answer.</summary>
internal static class ColumnQuestion
{
    private const int PreviewRows = 3;
    private const int PreviewColumns = 12;
    private const int PreviewChars = 20;
    private const int GuessFrom = 50;

    /// <exception cref="ExportFileException">Something is needed.</exception>
    public static void Ask(ExportTable table, ColumnMap map, ExportTime times, string name, ExportHints hints)
    {
        var gone = hints.Columns.Where(c => !map.Has(c.Key)).ToList();
        var missing = new List<(ColumnRole Role, string What)>();
        Need(ColumnRole.Content, map.Has(ColumnRole.Content), "what the person wrote");
        Need(ColumnRole.Nick, map.Has(ColumnRole.Nick) || map.Has(ColumnRole.Person), "who wrote it (nick, or person for an id)");
        Need(ColumnRole.Time, map.Has(ColumnRole.Time) || (!hints.Columns.ContainsKey(ColumnRole.Time) && hints.IsTimeGiven), "when it was written (or say --at for all)");
        Need(ColumnRole.Video, map.Has(ColumnRole.Video) || map.Has(ColumnRole.Link) || map.Has(ColumnRole.Title) || hints.Video is not null, "under which video (or say --video for all)");
        if (missing.Count + gone.Count == 0)
        {
            return;
        }

        var text = new StringBuilder();
        foreach (var (role, column) in gone)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{name}: there is no column '{column}' ({Word(role)}).");
        }

        foreach (var (role, what) in missing.Where(m => gone.TrueForAll(g => g.Key != m.Role)))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{name}: no column is known to hold {what}.");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"It has: {string.Join(", ", table.Columns.Where(c => c.Length > 0).Take(30).Select(c => TextCutter.Ellipsis(c, 40)))}");
        foreach (var row in table.Rows.Take(PreviewRows))
        {
            var cells = table.Columns.Take(PreviewColumns).Select((c, i) => $"{TextCutter.Ellipsis(c, PreviewChars)}={Preview(row[i])}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  {table.RowWord} {row.Number}: {string.Join(" | ", cells)}");
        }

        var guesses = Guesses(table, map, times, [.. missing.Select(m => m.Role), .. gone.Select(g => g.Key)]);
        text.Append(CultureInfo.InvariantCulture, $"Name them, for example: --columns {string.Join(',', guesses.Select(g => $"{Word(g.Role)}={Quoted(g.Column)}"))}");
        throw new ExportFileException(text.ToString());

        void Need(ColumnRole role, bool isThere, string what)
        {
            if (!isThere)
            {
                missing.Add((role, what));
            }
        }
    }

    /// <summary>What <c>--columns</c> calls it.</summary>
    public static string Word(ColumnRole role) => role.ToString().ToLowerInvariant();

    private static string Preview(string cell) => TextCutter.Ellipsis(string.Join(' ', ExportText.Plain(cell).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), PreviewChars);

    private static string Quoted(string column) => column.Any(c => char.IsWhiteSpace(c) || c is ',' or '"' or '&' or '|') ? $"\"{column}\"" : column;

    private static List<(ColumnRole Role, string Column)> Guesses(ExportTable table, ColumnMap map, ExportTime times, List<ColumnRole> wanted)
    {
        var rows = table.Rows.Take(GuessFrom).ToList();
        var free = Enumerable.Range(0, table.Columns.Count).Where(i => table.Columns[i].Length > 0 && !map.At.Values.Contains(i)).ToList();
        var guesses = new List<(ColumnRole, string)>();
        foreach (var role in wanted.Distinct().OrderBy(r => r == ColumnRole.Time ? 0 : r == ColumnRole.Video ? 1 : r == ColumnRole.Content ? 2 : 3))
        {
            var best = free.Select(i => (Column: i, Score: Score(role, Cells(rows, i), times))).OrderByDescending(s => s.Score).FirstOrDefault();
            var isSome = free.Count > 0 && best.Score > 0;
            guesses.Add((role, isSome ? table.Columns[best.Column] : "…"));
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
