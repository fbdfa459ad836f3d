using Funnel.Triage.Text;

namespace Funnel.Triage.Vocabulary;

/// <summary>Finds the longest word of <see cref="WordClasses"/> at a place: one hash look-up per character.</summary>
internal sealed class WordTrie
{
    /// <summary>Power of two, at most half full.</summary>
    private readonly ulong[] edges;
    private readonly byte[] classes;
    private readonly int mask;

    internal static WordTrie Shared { get; } = new();

    private WordTrie()
    {
        var children = new Dictionary<(int, char), int>();
        var found = new List<byte> { 0 };
        for (var index = 0; index < WordClasses.All.Length; index++)
        {
            foreach (var word in WordClasses.All[index].Words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Add(word, (byte)(index + 1), children, found);
            }
        }

        edges = new ulong[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)children.Count * 2)];
        mask = edges.Length - 1;
        classes = [.. found];
        foreach (var ((state, code), next) in children)
        {
            var slot = Slot(state, code);
            while (edges[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            edges[slot] = Key(state, code) << 32 | (uint)next;
        }
    }

    /// <summary>The class of the longest word that begins at <paramref name="at"/>, from 1, and its length; 0 and 0 when none does.</summary>
    internal (byte Class, int Length) Longest(ReadOnlySpan<char> codes, int at)
    {
        var (state, best, length) = (0, (byte)0, 0);
        for (var i = at; i < codes.Length; i++)
        {
            state = Next(state, codes[i]);
            if (state == 0)
            {
                break;
            }

            if (classes[state] != 0)
            {
                (best, length) = (classes[state], i + 1 - at);
            }
        }

        return (best, length);
    }

    private static void Add(string word, byte number, Dictionary<(int, char), int> children, List<byte> found)
    {
        Span<char> folded = stackalloc char[Normalizer.MaxCodes];
        var state = 0;
        foreach (var code in folded[..Normalizer.Fold(word, folded)])
        {
            if (!children.TryGetValue((state, code), out var next))
            {
                next = found.Count;
                children.Add((state, code), next);
                found.Add(0);
            }

            state = next;
        }

        found[state] = found[state] == 0 ? number : found[state];
    }

    private int Next(int state, char code)
    {
        var key = Key(state, code);
        for (var slot = Slot(state, code); edges[slot] != 0; slot = (slot + 1) & mask)
        {
            if (edges[slot] >> 32 == key)
            {
                return (int)(uint)edges[slot];
            }
        }

        return 0;
    }

    private int Slot(int state, char code) => (int)((uint)Key(state, code) * 0x9E3779B1u >> 12) & mask;

    /// <summary>States stay below 2^16: the words have fewer characters than that.</summary>
    private static ulong Key(int state, char code) => (uint)state << 16 | code;
}
