using System.Globalization;

namespace Funnel.Connectors;

/// <summary>What people wrote, without what is no text: at every edge where it comes in.</summary>
public static class WireText
{
    /// <summary>Zero-width joiner and non-joiner: families of emoji and some scripts need them.</summary>
    private const char Joiner = '\u200D';
    private const char NonJoiner = '\u200C';

    /// <summary>
    /// Takes out broken characters (U+FFFD, half surrogate pairs, non-characters), control characters but for line ends and tabs, and the
    /// invisible ones that turn or hide the text around them. Whole emoji stay.
    /// </summary>
    public static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Length(text, i) is var length and not 1)
            {
                if (length == 0)
                {
                    return Cleaned(text, i);
                }

                i++; // a whole pair
            }
        }

        return text;
    }

    /// <summary>A name: cleaned, on one line, without space around it. Null when nothing is left.</summary>
    public static string? CleanName(string? name)
    {
        var clean = name is null ? "" : Clean(name).ReplaceLineEndings(" ").Replace('\t', ' ').Trim();
        return clean.Length == 0 ? null : clean;
    }

    /// <summary>Whether it can be the platform's own id: whole, and of characters that can be sent back.</summary>
    public static bool IsId(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || char.IsWhiteSpace(text[i]) || char.IsSurrogate(text[i]) || Length(text, i) == 0)
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    private static string Cleaned(string text, int firstBad)
    {
        var kept = new System.Text.StringBuilder(text, 0, firstBad, text.Length);
        for (var i = firstBad; i < text.Length; i++)
        {
            var length = Length(text, i);
            kept.Append(text, i, length);
            i += length == 2 ? 1 : 0;
        }

        return kept.ToString();
    }

    /// <summary>UTF-16 units of the character that begins here; 0 when it is none to keep.</summary>
    private static int Length(string text, int i)
    {
        var c = text[i];
        if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
        {
            return (char.ConvertToUtf32(c, text[i + 1]) & 0xFFFE) == 0xFFFE ? 0 : 2;
        }

        return c switch
        {
            '\n' or '\r' or '\t' or Joiner or NonJoiner => 1,
            '\uFFFD' or '\uFFFE' or '\uFFFF' or (>= '\uFDD0' and <= '\uFDEF') => 0,
            _ => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? 0 : 1,
        };
    }
}
