using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Funnel.Triage.Vocabulary;

/// <summary>The longest words that begin at a place: of the broad classes and of the fine ones. A class is counted from 1; length 0: no word.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct WordMatch(byte Broad, byte BroadLength, byte Fine, byte FineLength);

/// <summary>
/// Finds the words of <see cref="WordClasses"/>, both kinds in one walk: a prefix tree in one hash table, entered by the first two characters at once. At most places
/// of a comment that is one look-up.
/// </summary>
internal sealed class Lexicon
{
    /// <summary>A key (40 bits: a state or a first character, and the character after it) and the state that follows share 64 bits.</summary>
    private const int StateBits = 24;
    private const ulong FirstTwo = 1UL << 39;
    private const int BeginningBits = 18;

    /// <summary>Power of two, at most two thirds full.</summary>
    private readonly ulong[] edges;
    private readonly int mask;

    /// <summary>A bit for each pair of characters that a word begins with, hashed: small enough for the nearest cache, it spares most look-ups.</summary>
    private readonly ulong[] beginnings = new ulong[1 << BeginningBits - 6];

    /// <summary>Classes of the words that end in a state, and of those of one character.</summary>
    private readonly (byte Broad, byte Fine)[] ends;
    private readonly (byte Broad, byte Fine)[] single = new (byte, byte)[char.MaxValue + 1];

    private int states;

    internal static Lexicon Shared { get; } = new();

    /// <summary>Without a string for each word: this is part of a cold start.</summary>
    private Lexicon()
    {
        var (broad, fine) = (WordClasses.Read(WordClasses.Broad), WordClasses.Read(WordClasses.Fine));
        var most = broad.Length - broad.AsSpan().Count(' ') + fine.Length - fine.AsSpan().Count(' ');
        edges = new ulong[(int)BitOperations.RoundUpToPowerOf2((uint)most * 3 / 2)];
        mask = edges.Length - 1;
        ends = new (byte, byte)[most];
        Add(broad, fine: false);
        Add(fine, fine: true);
    }

    /// <summary>A class has the number of its line, from 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(string file, bool fine)
    {
        byte number = 0;
        foreach (var line in file.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty)
            {
                continue;
            }

            var words = line[(line.IndexOf('\t') + 1)..];
            number++;
            foreach (var word in words.Split(' '))
            {
                ref var end = ref End(words[word]);
                ref var place = ref fine ? ref end.Fine : ref end.Broad;
                place = place == 0 ? number : place;
            }
        }
    }

    /// <summary>Looks at every place of a text.</summary>
    internal void Match(ReadOnlySpan<char> codes, Span<WordMatch> matches)
    {
        for (var at = 0; at < codes.Length; at++)
        {
            var (broad, fine) = single[codes[at]];
            var match = new WordMatch(broad, (byte)(broad == 0 ? 0 : 1), fine, (byte)(fine == 0 ? 0 : 1));
            var key = at + 1 < codes.Length ? FirstTwo | Key(codes[at], codes[at + 1]) : 0;
            var beginning = Beginning(key);
            if ((beginnings[beginning >> 6] >> beginning & 1) == 0)
            {
                matches[at] = match;
                continue;
            }

            for (var length = 2; key != 0 && Find(key) is var slot && edges[slot] != 0; length++)
            {
                var state = StateAt(slot);
                (broad, fine) = ends[state];
                match = new WordMatch(
                    broad == 0 ? match.Broad : broad, broad == 0 ? match.BroadLength : (byte)length, fine == 0 ? match.Fine : fine, fine == 0 ? match.FineLength : (byte)length);
                key = at + length < codes.Length ? Key(state, codes[at + length]) : 0;
            }

            matches[at] = match;
        }
    }

    /// <summary>Where the classes of a word stand; makes its states. Words stand in the files as folding leaves them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ref (byte Broad, byte Fine) End(ReadOnlySpan<char> word)
    {
        if (word.Length < 2)
        {
            return ref single[word[0]];
        }

        var key = FirstTwo | Key(word[0], word[1]);
        beginnings[Beginning(key) >> 6] |= 1UL << Beginning(key);
        for (var i = 2; ; i++)
        {
            var slot = Find(key);
            if (edges[slot] == 0)
            {
                edges[slot] = key << StateBits | (uint)states++;
            }

            if (i == word.Length)
            {
                return ref ends[StateAt(slot)];
            }

            key = Key(StateAt(slot), word[i]);
        }
    }

    private static int Beginning(ulong key) => (int)(key * 0x9E3779B97F4A7C15UL >> 64 - BeginningBits);

    /// <summary>Where the edge stands, or the empty place where it would.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(ulong key)
    {
        var slot = (int)(key * 0x9E3779B97F4A7C15UL >> 40) & mask;
        while (edges[slot] != 0 && edges[slot] >> StateBits != key)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private int StateAt(int slot) => (int)edges[slot] & ((1 << StateBits) - 1);

    /// <summary>Never 0: 0 stands for "no key", and no word holds U+0000.</summary>
    private static ulong Key(int state, char code) => (ulong)(uint)state << 16 | code;
}
