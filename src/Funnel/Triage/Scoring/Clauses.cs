using Funnel.Triage.Text;

namespace Funnel.Triage.Scoring;

/// <summary>
/// Long comments are read by clause: a story of a hundred characters would outweigh the one question in it. The clause whose characters speak loudest for an
/// inquiry is read once more, with its neighbours, as if it were the comment. One pass over the comment; short ones pay nothing.
/// </summary>
internal static class Clauses
{
    /// <summary>Codes from which a comment is long: one comment in twenty-five of a natural stream.</summary>
    internal const int LongFrom = 40;

    /// <summary>A shorter piece ("老师，") belongs to what follows it.</summary>
    private const int Shortest = 5;

    /// <param name="Start">First code of the clause before the strongest.</param>
    /// <param name="End">Behind the last code of the clause after it.</param>
    /// <param name="Middle">Where the strongest clause itself stands.</param>
    /// <param name="Score">Of the strongest clause's characters alone, on the scale of a whole comment's.</param>
    internal readonly record struct Part(int Start, int End, Range Middle, float Score);

    internal static Part Strongest(Scratch scratch, LinearTable characters)
    {
        var text = scratch.Text;
        var best = new Part(0, text.Length, .., float.NegativeInfinity);
        var (before, start, isNext) = (0, 0, false);
        for (var end = 1; end <= text.Length; end++)
        {
            if (end < text.Length && (end - start < Shortest || !Ends(text, end)))
            {
                continue;
            }

            best = isNext ? best with { End = end } : best;
            var score = characters.Sum(scratch.Hashes, start + FeatureHashes.Before, end - start, scratch.Stride) * LinearScorer.LengthFactor(FeatureHashes.Families * (end - start));
            isNext = score > best.Score;
            best = isNext ? new Part(before, end, start..end, score) : best;
            (before, start) = (start, end);
        }

        return best;
    }

    /// <summary>Marks, pictures and spaces. A question mark is none: it says what it stands behind.</summary>
    internal static bool IsBorder(char code) => code < '0' || code is ':' or '~' or '[' || code >= Normalizer.FirstEmoji && code <= Normalizer.LastEmoji;

    /// <summary>Whether a clause ends before <paramref name="at"/>: behind the last of its marks, and not at a space between words of Latin letters.</summary>
    private static bool Ends(ReadOnlySpan<char> text, int at) =>
        Closes(text[at - 1]) && !Closes(text[at]) && !(text[at - 1] == ' ' && char.IsAscii(text[at]) && char.IsAsciiLetter(text[at - 2]));

    private static bool Closes(char code) => code is '?' or ';' || IsBorder(code);
}
