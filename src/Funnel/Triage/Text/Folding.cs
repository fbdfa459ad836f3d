using System.Globalization;

namespace Funnel.Triage.Text;

/// <summary>
/// What one UTF-16 unit becomes before anything is matched: half width, lower case, simplified, without invisible characters. One table look-up per
/// character; meaning is kept (a question mark stays one, a digit stays a digit).
/// </summary>
internal static class Folding
{
    /// <summary>The character vanishes: zero-width, control, combining and lone surrogate units.</summary>
    internal const char Skip = '\0';

    /// <summary>What every square bracket becomes.</summary>
    internal const char Opening = '[';
    internal const char Closing = ']';

    private static readonly char[] Table = Build();

    internal static char Of(char c) => Table[c];

    internal static ReadOnlySpan<char> AsSpan() => Table;

    private static char[] Build()
    {
        var table = new char[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = ByCategory((char)i);
        }

        var pairs = TraditionalCharacters.Pairs;
        for (var i = 0; i + 1 < pairs.Length; i += 2)
        {
            table[pairs[i]] = pairs[i + 1];
        }

        foreach (var (from, to) in (ReadOnlySpan<(char, char)>)[('。', '.'), ('、', ','), ('～', '~'), ('〜', '~'), ('·', '.'), ('…', '.'), ('“', '"'),
            ('”', '"'), ('‘', '"'), ('’', '"'), ('「', '"'), ('」', '"'), ('『', '"'), ('』', '"'), ('【', Opening), ('〔', Opening), ('】', Closing), ('〕', Closing), ('﹖', '?'), ('¿', '?'),
            ('①', '1'), ('②', '2'), ('③', '3'), ('④', '4'), ('⑤', '5'), ('妳', '你'), ('您', '您'), ('祢', '你'), ('￥', '¥'), ('—', '-')])
        {
            table[from] = to;
        }

        return table;
    }

    private static char ByCategory(char c)
    {
        if (c is >= '！' and <= '～')
        {
            return char.ToLowerInvariant((char)(c - 0xFEE0));
        }

        if (char.IsWhiteSpace(c))
        {
            return ' ';
        }

        return char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => Skip,
            _ => char.ToLowerInvariant(c),
        };
    }
}
