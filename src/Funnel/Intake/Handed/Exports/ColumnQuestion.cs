using System.Globalization;
using System.Text;

namespace Funnel.Intake.Handed.Exports;

/// <summary>A row to look at, cells cut to what is shown.</summary>
public sealed record PreviewRow(long Number, IReadOnlyList<string> Cells);

/// <summary>Asks for the columns that are needed and not known, with the first rows to look at, and a guess of what to answer.</summary>
/// <param name="Missing">What no column is known to hold: <see cref="ColumnRole.Nick"/> stands for the person's id too, <see cref="ColumnRole.Video"/> for its address and title.</param>
/// <param name="Gone">Columns that were named and are not there.</param>
/// <param name="Columns">All there are; some may be without a name.</param>
/// <param name="Known">Columns that are known, or were named.</param>
/// <param name="Guesses">For each of what is wanted the column that looks most like it; null where none does. In the order of certainty.</param>
public sealed record ColumnQuestion(
    ExportFormat Format, IReadOnlyList<ColumnRole> Missing, IReadOnlyList<(ColumnRole Role, string Column)> Gone, IReadOnlyList<string> Columns, IReadOnlyList<PreviewRow> Rows,
    IReadOnlyDictionary<ColumnRole, string> Known, IReadOnlyList<(ColumnRole Role, string? Column)> Guesses)
{
    private const int NamedColumns = 30;
    private const int NameChars = 40;
    private const int PreviewChars = 20;

    /// <summary>In English, for who answers with <c>--columns</c>.</summary>
    public string Words(string name)
    {
        var text = new StringBuilder();
        foreach (var (role, column) in Gone)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{name}: there is no column '{column}' ({ExportWords.Name(role)}).");
        }

        foreach (var role in Missing.Where(m => Gone.All(g => g.Role != m)))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{name}: no column is known to hold {Wanted(role)}.");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"It has: {string.Join(", ", Columns.Where(c => c.Length > 0).Take(NamedColumns).Select(c => TextCutter.Ellipsis(c, NameChars)))}");
        foreach (var row in Rows)
        {
            var cells = row.Cells.Select((cell, i) => $"{TextCutter.Ellipsis(Columns[i], PreviewChars)}={cell}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  {Format.Unit().Words()} {row.Number}: {string.Join(" | ", cells)}");
        }

        text.Append(CultureInfo.InvariantCulture, $"Name them, for example: --columns {string.Join(',', Guesses.Select(g => $"{ExportWords.Name(g.Role)}={Quoted(g.Column ?? "…")}"))}");
        return text.ToString();
    }

    private static string Wanted(ColumnRole role) => role switch
    {
        ColumnRole.Content => "what the person wrote",
        ColumnRole.Nick => "who wrote it (nick, or person for an id)",
        ColumnRole.Time => "when it was written (or say --at for all)",
        _ => "under which video (or say --video for all)",
    };

    private static string Quoted(string column) => column.Any(c => char.IsWhiteSpace(c) || c is ',' or '"' or '&' or '|') ? $"\"{column}\"" : column;
}
