using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Funnel.Files;
using Funnel.Intake.Handed.Exports;

namespace Funnel.Connectors.Assist.Files;

/// <summary>
/// Reads lines without columns, as they are pasted: a comment a line (<c>nick: text</c>, cells of a spreadsheet without their header, or the words alone), or the lines of a web
/// page, where name, words and time stand under each other.
/// </summary>
internal static class LineTable
{
    private const int LookAt = 200;
    private const int TableColumns = 3;
    private static readonly char[] Separators = ['\t', ',', ';', '|'];
    private static readonly string[] Columns = ["nick", "user_id", "content", "time"];

    /// <summary>Whether text is lines rather than columns: no line names columns, and the lines do not have as many cells each.</summary>
    public static async Task<bool> IsLikely(TextFile file, ExportHints hints, CancellationToken ct)
    {
        if (hints.Columns.Count > 0)
        {
            return false;
        }

        var lines = (await Lines(file, LookAt, ct)).Select(l => l.Text).Where(l => l.Length > 0).ToList();
        var times = Times(hints);
        return !lines.Take(ExportLimits.RowsBeforeHeader).Any(IsHeader) && !Separators.Any(s => IsTable(lines, s, times));
    }

    /// <exception cref="ExportFileException">It is too much.</exception>
    public static async Task<ExportTable> Read(TextFile file, ExportHints hints, CancellationToken ct)
    {
        var (taker, times) = (new RowTaker(file.Name, ExportUnit.Line), Times(hints));
        var lines = await Lines(file, int.MaxValue, ct);
        var nameless = 0;
        foreach (var comment in PageLines.Are(lines, times) ? PageLines.Read(lines, times) : OneALine(lines, times))
        {
            nameless += comment.Nick is null ? 1 : 0;
            taker.Take(new(comment.Line, [comment.Nick, comment.Nick is null ? PersonOf(comment.Text) : null, comment.Text, comment.Time]));
        }

        return new(ExportFormat.Lines, file.EncodingName, Columns, taker.Rows)
        {
            Notes = [.. TextTable.NotesOf(file), .. nameless == 0 ? (ExportNote[])[] : [new(ExportNoteKind.NoNames, nameless.ToString(CultureInfo.InvariantCulture))]],
        };
    }

    private static IEnumerable<LineComment> OneALine(IReadOnlyList<(long Number, string Text)> lines, ExportTime times)
    {
        var (said, named) = (lines.Where(l => l.Text.Length > 0).ToList(), 0);
        named = said.Count(l => LineComment.ColonOf(l.Text) > 0);
        var isNamed = named * 5 >= said.Count * 4; // four of five: one with a colon in it is none
        return said.Select(l => LineComment.Of(l.Number, l.Text, isNamed, times));
    }

    private static async Task<IReadOnlyList<(long Number, string Text)>> Lines(TextFile file, int most, CancellationToken ct)
    {
        using var reader = file.Read();
        var lines = new List<(long, string)>();
        while (lines.Count < most && lines.Count <= ExportLimits.Rows * 4L && await reader.ReadLineAsync(ct) is { } line)
        {
            lines.Add((lines.Count + 1, line.Trim()));
        }

        return lines;
    }

    private static bool IsHeader(string line) => Separators.Select(s => line.Split(s)).Any(cells =>
        ColumnMap.Known([.. cells.Select(c => c.Trim(' ', '"', '\uFEFF'))], ExportHints.None.Columns) is var known && (known > 1 || (known == 1 && cells.Length > 1)));

    private static bool IsTable(List<string> lines, char separator, ExportTime times)
    {
        var first = lines.Count > 0 ? lines[0].Split(separator) : [];
        return first.Length >= TableColumns && lines.Count > 1 && !first.Any(c => times.Read(c) is not null) && lines.Count(l => l.Split(separator).Length == first.Length) * 10 >= lines.Count * 9;
    }

    private static ExportTime Times(ExportHints hints) => new(hints.At!.Value, hints.Offset ?? ExportHints.UsualOffset);

    /// <summary>The same words are the same person: there is nothing else to tell them by.</summary>
    private static string PersonOf(string text) => "line-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
