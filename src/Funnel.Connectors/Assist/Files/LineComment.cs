namespace Funnel.Connectors.Assist.Files;

/// <summary>A comment as lines say it.</summary>
/// <param name="Line">The line where it begins, from 1.</param>
/// <param name="Nick">Null where nobody says who.</param>
/// <param name="Time">Null where nobody says when.</param>
internal sealed record LineComment(long Line, string? Nick, string Text, string? Time)
{
    private const int MostNickChars = 30;

    /// <summary>Reads a line: cells with a tab between them, or <c>nick: text</c>, or the words alone. A cell that is a time is the time.</summary>
    /// <param name="isNamed">Whether a colon ends the name.</param>
    public static LineComment Of(long number, string line, bool isNamed, ExportTime times)
    {
        var cells = line.Split('\t', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        var at = cells.Count > 1 ? cells.FindLastIndex(c => times.Read(c) is not null) : -1;
        var time = at >= 0 ? cells[at] : null;
        if (at >= 0)
        {
            cells.RemoveAt(at);
        }

        if (cells.Count > 1)
        {
            return new(number, cells[0], string.Join(' ', cells.Skip(1)), time);
        }

        var (text, colon) = (cells.Count > 0 ? cells[0] : "", cells.Count > 0 && isNamed ? ColonOf(cells[0]) : -1);
        return colon > 0 ? new(number, text[..colon].Trim(), text[(colon + 1)..].Trim(), time) : new(number, null, text, time);
    }

    /// <summary>Where the colon stands that ends a name; -1 where none does: not in addresses, nor in times of day.</summary>
    public static int ColonOf(string line)
    {
        var at = line.AsSpan(0, Math.Min(line.Length, MostNickChars)).IndexOfAny(':', '：');
        var isName = at > 0 && at + 1 < line.Length && !line.AsSpan(at).StartsWith("://") && !(char.IsAsciiDigit(line[at - 1]) && char.IsAsciiDigit(line[at + 1]));
        return isName && line[(at + 1)..].Trim().Length > 0 ? at : -1;
    }
}
