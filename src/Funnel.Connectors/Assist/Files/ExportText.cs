using System.Text.RegularExpressions;

namespace Funnel.Connectors.Assist.Files;

/// <summary>Cells as exporters write them so that spreadsheets leave them alone. Nothing is ever calculated: what looks like a formula is text.</summary>
internal static partial class ExportText
{
    private static readonly string[] Nothing = ["0", "-", "--", "无", "null", "none", "nan", "一级评论", "主评论"];
    private static readonly string[] Yes = ["是", "true", "1", "yes", "y", "作者"];

    /// <summary>The text in <c>="…"</c>; any other as it is.</summary>
    public static string Plain(string cell) =>
        cell.AsSpan().Trim() is ['=', '"', .., '"'] wrapped && wrapped.Length >= 3 ? wrapped[2..^1].ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : cell;

    /// <summary>An id: without the apostrophe or the tab that keeps it from becoming a number. Null for none.</summary>
    public static string? Id(string cell)
    {
        var id = Plain(cell).Trim().TrimStart('\'').Trim();
        return id.Length == 0 || string.Equals(id, "null", StringComparison.OrdinalIgnoreCase) ? null : id;
    }

    /// <summary>What a program made of a long number: 7.30123E+18. The id is lost.</summary>
    public static bool IsRounded(string? id) => id is not null && Rounded().IsMatch(id);

    /// <summary>The comment that is answered: null for none, empty where it is one but the cell is no id.</summary>
    public static string? Parent(string cell, string? own)
    {
        var id = Id(cell);
        return id is null || Nothing.Contains(id, StringComparer.OrdinalIgnoreCase) || string.Equals(id, own, StringComparison.Ordinal) || Count().IsMatch(id) ? null
            : IdLike().IsMatch(id) && !IsRounded(id) ? id : "";
    }

    public static bool IsYes(string cell) => Yes.Contains(Plain(cell).Trim(), StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"^-?[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{2}$|^[0-9]{15,}\.0$")]
    private static partial Regex Rounded();

    [GeneratedRegex("^[A-Za-z0-9_:-]{6,128}$")]
    private static partial Regex IdLike();

    /// <summary>How many answers there are, in a column that may as well name the comment.</summary>
    [GeneratedRegex("^[0-9]{1,5}$")]
    private static partial Regex Count();
}
