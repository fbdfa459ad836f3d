using Funnel.Triage.Vocabulary;

namespace Funnel.Triage.Scoring;

/// <summary>
/// What the characters alone do not tell: which class of word follows which, what stands at the border of a clause, whether something is asked as X不X, and how
/// long and how broken the comment is. Computed only for comments that the characters leave open.
/// </summary>
internal static class StructureFeatures
{
    /// <summary>Words and borders beyond these are not looked at: the number of features is bounded.</summary>
    internal const int MaxWords = 128;
    internal const int MaxFeatures = 2048;

    private const int PairReach = 8;
    private const uint FineFamilies = 20;
    private const byte Gap = 250;
    private const byte First = 251;
    private const byte Last = 252;
    private const char Border = '|';

    /// <summary>Once for what the memory holds: there is always a feature of the shape.</summary>
    internal static void Compute(Scratch scratch)
    {
        if (scratch.Structure.Count > 0)
        {
            return;
        }

        Lexicon.Shared.Match(scratch.Text, scratch.Matches);
        Words(scratch, fine: false, 0);
        Words(scratch, fine: true, FineFamilies);
        Borders(scratch);
        Shape(scratch);
    }

    private static void Words(Scratch scratch, bool fine, uint families)
    {
        var words = scratch.Words;
        var count = Cut(scratch.Matches.AsSpan(0, scratch.Codes), words, fine);
        var features = scratch.Structure;
        for (var i = 0; i < count; i++)
        {
            var word = words[i];
            features.Add(families + 1, word.Class, 0, 0, word.Start, word.End);
            if (i + 1 < count)
            {
                features.Add(families + 2, word.Class, words[i + 1].Class, 0, word.Start, words[i + 1].End);
            }

            if (i + 2 < count)
            {
                features.Add(families + 3, word.Class, words[i + 1].Class, words[i + 2].Class, word.Start, words[i + 2].End);
            }

            if (fine && word.Class < Gap)
            {
                Beside(scratch, i, count, families);
            }

            for (var j = i + 1; j < Math.Min(count, i + PairReach) && word.Class < Gap; j++)
            {
                if (words[j].Class < Gap)
                {
                    features.Add(families + 4, Math.Min(word.Class, words[j].Class), Math.Max(word.Class, words[j].Class), 0, word.Start, words[j].End);
                }
            }
        }
    }

    /// <summary>A word itself between the classes of its neighbours: what one asks and what one only says often differ in one small word beside the same noun.</summary>
    private static void Beside(Scratch scratch, int at, int count, uint families)
    {
        var words = scratch.Words;
        var (before, word, after) = (words[at - 1], words[at], at + 1 < count ? words[at + 1] : words[at]);
        var self = Fnv1a.Hash32(scratch.Text[word.Start..word.End]);
        scratch.Structure.Add(families + 5, self, before.Class, 0, before.Start, word.End);
        scratch.Structure.Add(families + 6, self, after.Class, 0, word.Start, after.End);
        scratch.Structure.Add(families + 7, self, before.Class, after.Class, before.Start, after.End);
    }

    /// <summary>Longest words from the left; what lies between is one gap.</summary>
    private static int Cut(ReadOnlySpan<WordMatch> matches, Span<(byte Class, int Start, int End)> words, bool fine)
    {
        var count = 0;
        words[count++] = (First, 0, 0);
        for (var i = 0; i < matches.Length && count < words.Length - 1;)
        {
            var (word, length) = fine ? (matches[i].Fine, matches[i].FineLength) : (matches[i].Broad, matches[i].BroadLength);
            if (length > 0)
            {
                words[count++] = (word, i, i + length);
                i += length;
                continue;
            }

            i++;
            if (words[count - 1].Class == Gap)
            {
                words[count - 1].End = i;
            }
            else
            {
                words[count++] = (Gap, i - 1, i);
            }
        }

        words[count++] = (Last, matches.Length, matches.Length);
        return count;
    }

    /// <summary>2- to 4-grams that begin or end at a border, whatever stands there: an emoji, a comma, a space, the end.</summary>
    private static void Borders(Scratch scratch)
    {
        var (text, places) = (scratch.Bordered, scratch.BorderedPlaces);
        var length = 0;
        text[length] = Border;
        places[length++] = 0;
        var codes = scratch.Text;
        for (var i = 0; i <= codes.Length; i++)
        {
            var code = i == codes.Length || Clauses.IsBorder(codes[i]) ? Border : codes[i];
            if (code != Border || text[length - 1] != Border)
            {
                text[length] = code;
                places[length++] = i;
            }
        }

        for (var i = 0; i < length; i++)
        {
            if (text[i] == Border)
            {
                Around(scratch.Structure, text.AsSpan(0, length), places, i);
            }
        }
    }

    private static void Around(FeatureList features, ReadOnlySpan<char> text, ReadOnlySpan<int> places, int border)
    {
        var (before, after) = (5u, 6u);
        for (var n = 1; n <= 3; n++)
        {
            if (border - n >= 0)
            {
                before = (before + text[border - n]) * 0x85EBCA6Bu;
                features.Add(before, places[border - n], places[border]);
            }

            if (border + n < text.Length)
            {
                after = (after + text[border + n]) * 0xC2B2AE35u;
                features.Add(after, places[border + 1], places[border + n] + 1);
            }
        }
    }

    private static void Shape(Scratch scratch)
    {
        var codes = scratch.Text;
        var (clauses, questions) = (1, 0);
        for (var i = 0; i < codes.Length; i++)
        {
            clauses += Clauses.IsBorder(codes[i]) ? 1 : 0;
            questions += codes[i] == '?' ? 1 : 0;
            if (i + 2 < codes.Length && codes[i] == codes[i + 2] && codes[i + 1] is '不' or '没')
            {
                scratch.Structure.Add(7, codes[i + 1], 0, 0, i, Math.Min(codes.Length, i + 3));
            }
        }

        scratch.Structure.Add(8, (uint)Math.Min(clauses, 5), 0, 0, 0, 0);
        scratch.Structure.Add(9, (uint)Math.Min(9, 2 * System.Numerics.BitOperations.Log2((uint)codes.Length + 1)), (uint)Math.Min(questions, 2), 0, 0, 0);
    }
}
