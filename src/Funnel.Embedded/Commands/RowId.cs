using System.Text.Json;
using System.Text.RegularExpressions;

namespace Funnel.Embedded.Commands;

/// <summary>
/// Ids in files: of people, videos, comments. A whole number, of any length, is the same id as its digits as text. A number that a program has rounded or made a
/// fraction of is refused: two people might have become one.
/// </summary>
internal static partial class RowId
{
    /// <summary>The id in a cell; null for an empty one.</summary>
    /// <param name="place">Where it stands, for errors.</param>
    /// <exception cref="CommentFileException">It is no id any more.</exception>
    public static string? Of(string cell, Func<string> place)
    {
        var id = cell.Trim();
        return id.Length == 0 ? null : !Rounded().IsMatch(id) ? id
            : throw new CommentFileException($"{place()}: {id} is what a program made of a long number: the id is lost. Export the file again with that column as text.");
    }

    /// <summary>The id in a property; null for null and empty text.</summary>
    /// <exception cref="CommentFileException">It is no text or whole number.</exception>
    public static string? Of(JsonElement value, Func<string> place) => value.ValueKind switch
    {
        JsonValueKind.String => Of(value.GetString()!, place),
        JsonValueKind.Number when Whole().IsMatch(value.GetRawText()) => value.GetRawText(),
        JsonValueKind.Null => null,
        _ => throw new CommentFileException($"{place()}: {TextCutter.Ellipsis(value.GetRawText(), 40)} is no id. An id is text or a whole number."),
    };

    [GeneratedRegex(@"^-?[0-9]+$")]
    private static partial Regex Whole();

    /// <summary>7.39E+18, 100000000000001.0</summary>
    [GeneratedRegex(@"^-?[0-9]+(?:\.[0-9]+(?:[eE][+-]?[0-9]+)?|[eE]\+[0-9]+)$")]
    private static partial Regex Rounded();
}
