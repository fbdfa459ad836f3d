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
    public static string Chars(string text, int most) => Cut(text, most, static element => element.Length);

    /// <summary>As many whole characters as fit into <paramref name="most"/> bytes of UTF-8.</summary>
    public static string Utf8Bytes(string text, int most) => Cut(text, most, static element => Encoding.UTF8.GetByteCount(element));

    /// <summary><see cref="Chars"/>, and an ellipsis behind what was cut; both together fit.</summary>
    public static string Ellipsis(string text, int most)
    {
        var whole = Chars(text, int.MaxValue);
        return whole.Length <= most ? whole : Chars(whole, most - 1) + "…";
    }

    private static string Cut(string text, int most, Func<ReadOnlySpan<char>, int> size)
    {
        var whole = WithoutHalves(text);
        if (whole.Length <= most && size(whole) <= most)
        {
            return whole;
        }

        var (end, left) = (0, most);
        while (end < whole.Length)
        {
            var length = StringInfo.GetNextTextElementLength(whole.AsSpan(end));
            left -= size(whole.AsSpan(end, length));
            if (left < 0)
            {
                break;
            }

            end += length;
        }

        return whole[..end];
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
