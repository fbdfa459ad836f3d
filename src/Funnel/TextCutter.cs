using System.Globalization;
using System.Text;

namespace Funnel;

/// <summary>
/// The one place where text that people wrote is made shorter. It is cut between characters as people see them (grapheme clusters: an emoji family, a flag, a letter
/// with its accents), so nothing half is left over; a first character that does not fit leaves nothing. Halves of surrogate pairs are dropped wherever they
/// stand: no store, queue or platform takes them.
/// </summary>
public static class TextCutter
{
    /// <summary>As many whole characters as fit into <paramref name="most"/> UTF-16 code units.</summary>
    public static string Chars(string text, int most)
    {
        var whole = WithoutHalves(text);
        return whole.Length <= most ? whole : whole[..Border(whole, most)];
    }

    /// <summary><see cref="Chars"/>, and an ellipsis behind what was cut; both together fit.</summary>
    public static string Ellipsis(string text, int most)
    {
        var whole = Chars(text, int.MaxValue);
        return whole.Length <= most ? whole : Chars(whole, most - 1) + "…";
    }

    /// <summary>The last place, not behind <paramref name="at"/>, where a character begins or the text ends: where it may be cut in two.</summary>
    public static int Border(ReadOnlySpan<char> text, int at)
    {
        // Whether a character ends somewhere is told by the code point behind: the rest of an endless text is not looked at.
        text = text.Length - at > 2 ? text[..(at + 2)] : text;
        var border = 0;
        while (border < text.Length && border + StringInfo.GetNextTextElementLength(text[border..]) is var next && next <= at)
        {
            border = next;
        }

        return border;
    }

    private static string WithoutHalves(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return text;
        }

        var whole = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var known = Rune.TryGetRuneAt(text, i, out var rune);
            var length = known ? rune.Utf16SequenceLength : 1;
            whole.Append(text, i, known ? length : 0);
            i += length;
        }

        return whole.Length == text.Length ? text : whole.ToString();
    }
}
