using System.Text.RegularExpressions;

namespace Funnel.Connectors.Assist.Files;

/// <summary>
/// Lines as they are copied from a page of comments: a name, the words, then the time with the place behind it. What the page has for itself (likes, "回复", "展开 3 条回复") is left out.
/// </summary>
internal static partial class PageLines
{
    private const int Fewest = 2;

    /// <summary>Whether times stand alone, each below two lines or more.</summary>
    public static bool Are(IReadOnlyList<(long Number, string Text)> lines, ExportTime times)
    {
        var blocks = Blocks(lines, times).ToList();
        return blocks.Count >= Fewest && blocks.Count(b => b.Said.Count >= 2) * 5 >= blocks.Count * 4;
    }

    public static IEnumerable<LineComment> Read(IReadOnlyList<(long Number, string Text)> lines, ExportTime times) => Blocks(lines, times).Where(b => b.Said.Count > 0).Select(b =>
        b.Said is [var alone] ? new LineComment(alone.Number, null, alone.Text, b.Time)
            : new LineComment(b.Said[0].Number, b.Said[0].Text, string.Join('\n', b.Said.Skip(1).Select(l => l.Text)), b.Time));

    private static IEnumerable<(List<(long Number, string Text)> Said, string Time)> Blocks(IReadOnlyList<(long Number, string Text)> lines, ExportTime times)
    {
        var said = new List<(long, string)>();
        foreach (var (number, text) in lines.Where(l => l.Text.Length > 0 && !Furniture().IsMatch(l.Text)))
        {
            if (said.Count > 0 && !text.Contains('\t', StringComparison.Ordinal) && times.Read(WithoutButtons().Replace(text, "")) is not null)
            {
                yield return (said, WithoutButtons().Replace(text, ""));
                said = [];
            }
            else
            {
                said.Add((number, text));
            }
        }
    }

    [GeneratedRegex(@"^(?:回复|赞|点赞|分享|举报|作者|置顶|置顶评论|作者赞过|作者回复过|Reply|Like|Share|\d{1,6}|[\d.]+万|(?:展开|查看|收起).{0,12}|共\s?\d+\s?条.{0,6}|View .{0,12}replies)$", RegexOptions.IgnoreCase)]
    private static partial Regex Furniture();

    /// <summary>Behind the time on its own line.</summary>
    [GeneratedRegex(@"[\s·]*(?:回复|Reply)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex WithoutButtons();
}
