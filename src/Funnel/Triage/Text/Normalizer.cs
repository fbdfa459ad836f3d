using System.Runtime.CompilerServices;

namespace Funnel.Triage.Text;

/// <summary>
/// Turns a comment into the short sequence of codes that the model reads. Runs are cut to two, emoji tags like <c>[捂脸]</c> and emoji become one code,
/// a mention becomes one code without the name, brackets and quotation marks around words vanish. Reads at most <see cref="MaxInput"/> units and writes at most <see cref="MaxCodes"/>: time is bounded
/// whatever the input; what a person asks stands in the first lines.
/// </summary>
internal static class Normalizer
{
    internal const int MaxInput = 4096;
    internal const int MaxCodes = 256;

    /// <summary>Codes of the private use area: never the fold of a real character.</summary>
    internal const char Mention = '\uE001';
    internal const char Number = '\uE002';
    internal const char FirstEmoji = '\uE100';
    internal const char LastEmoji = '\uE4FF';
    private const int TagBase = FirstEmoji;
    private const int EmojiBase = 0xE300;
    private const int MaxBracket = 64;
    private const string Closing = "]】〕";

    /// <returns>The number of codes written to <paramref name="codes"/>, which must hold <see cref="MaxCodes"/>.</returns>
    internal static int Fold(ReadOnlySpan<char> text, Span<char> codes) => Fold(text, codes, default);

    /// <param name="origins">Where each code began in <paramref name="text"/>; empty when nobody asks.</param>
    internal static int Fold(ReadOnlySpan<char> text, Span<char> codes, Span<int> origins)
    {
        var table = Folding.AsSpan();
        var keepOrigins = !origins.IsEmpty;
        var n = 0;
        var end = Math.Min(text.Length, MaxInput);
        char last = ' ', beforeLast = '\0';
        for (var i = 0; i < end && n < MaxCodes;)
        {
            var start = i;
            var code = table[text[i]];
            if (code is Folding.Opening or Folding.Closing or '@' or '<' or Folding.Skip)
            {
                code = Special(text[..end], ref i, code);
                if (code == Folding.Skip)
                {
                    continue;
                }
            }
            else
            {
                i++;
            }

            if (code == last && (code == beforeLast || code == ' ' || code >= FirstEmoji && code <= LastEmoji))
            {
                continue;
            }

            if (keepOrigins)
            {
                origins[n] = start;
            }

            codes[n++] = code;
            beforeLast = last;
            last = code;
        }

        n = n > 0 && codes[n - 1] == ' ' ? n - 1 : n;
        return n > 2 && codes[0] is '"' or '#' ? Unwrap(codes[..n], keepOrigins ? origins[..n] : default) : n;
    }

    /// <summary>A comment that stands as a whole in quotation marks or between two # says what it says without them.</summary>
    private static int Unwrap(Span<char> codes, Span<int> origins)
    {
        if (codes[^1] != codes[0] || codes[1..^1].Contains(codes[0]))
        {
            return codes.Length;
        }

        codes[1..^1].CopyTo(codes);
        if (!origins.IsEmpty)
        {
            origins[1..^1].CopyTo(origins);
        }

        return codes.Length - 2;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static char Special(ReadOnlySpan<char> text, ref int i, char code)
    {
        switch (code)
        {
            case Folding.Opening:
                return Bracket(text, ref i);
            case Folding.Closing:
                i++;
                return ' ';
            case '@' when Mentions.OfAuthor(text[(i + 1)..]):
                i++;
                return Folding.Skip;
            case '@':
                i = Mentions.End(text, i);
                return Mention;
            case '<' when text[i..].StartsWith("<手机号>", StringComparison.Ordinal):
                i += 5;
                return Number;
            case '<' when text[i..].StartsWith("<号码>", StringComparison.Ordinal):
                i += 4;
                return Number;
            case '<':
                i++;
                return '<';
            default:
                return Emoji(text, ref i);
        }
    }

    /// <summary>An emoji tag is one code; other brackets hold words, which stand for themselves; one that nobody closes is a character.</summary>
    private static char Bracket(ReadOnlySpan<char> text, ref int i)
    {
        var window = text.Slice(i + 1, Math.Min(MaxBracket, text.Length - i - 1));
        var close = window.IndexOfAny(Closing);
        if (close > 0 && EmojiNames.Read(window[..close]) is { } name)
        {
            i += close + 2;
            return (char)(TagBase + (name >> 23));
        }

        i++;
        return close > 0 ? ' ' : Folding.Opening;
    }

    private static char Emoji(ReadOnlySpan<char> text, ref int i)
    {
        if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
        {
            var point = (uint)char.ConvertToUtf32(text[i], text[i + 1]);
            i += 2;
            return point is >= 0x1F3FB and <= 0x1F3FF ? Folding.Skip : (char)(EmojiBase + (point * 0x9E3779B1u >> 24));
        }

        i++;
        return Folding.Skip;
    }
}
