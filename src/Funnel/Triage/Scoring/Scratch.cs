using Funnel.Triage.Text;
using Funnel.Triage.Vocabulary;

namespace Funnel.Triage.Scoring;

/// <summary>One thread's working memory, so that judging allocates nothing and clears nothing.</summary>
internal sealed class Scratch
{
    [ThreadStatic]
    private static Scratch? mine;

    internal char[] Framed { get; } = new char[FeatureHashes.BufferLength(Normalizer.MaxCodes)];

    internal uint[] Hashes { get; } = new uint[FeatureHashes.Families * FeatureHashes.StrideFor(FeatureHashes.Positions(Normalizer.MaxCodes))];

    /// <summary>Room for <see cref="StructureFeatures"/>: the words at each place, those of one cut, and the text with its borders made equal.</summary>
    internal WordMatch[] Matches { get; } = new WordMatch[Normalizer.MaxCodes];

    internal (byte Class, int Start, int End)[] Words { get; } = new (byte, int, int)[StructureFeatures.MaxWords + 2];

    internal char[] Bordered { get; } = new char[Normalizer.MaxCodes + 2];

    internal int[] BorderedPlaces { get; } = new int[Normalizer.MaxCodes + 2];

    internal FeatureList Structure { get; } = new(StructureFeatures.MaxFeatures);

    /// <summary>Codes in <see cref="Framed"/>, without the marks.</summary>
    internal int Codes { get; private set; }

    internal int Positions => FeatureHashes.Positions(Codes);

    internal int Stride { get; private set; }

    internal ReadOnlySpan<char> Text => Framed.AsSpan(FeatureHashes.Before, Codes);

    internal static Scratch Mine => mine ??= new Scratch();

    /// <summary>Normalises <paramref name="text"/> into this memory.</summary>
    internal void Read(ReadOnlySpan<char> text, Span<int> origins = default)
    {
        Codes = Normalizer.Fold(text, Framed.AsSpan(FeatureHashes.Before, Normalizer.MaxCodes), origins);
        FeatureHashes.Frame(Framed, Codes);
    }

    /// <summary>Computes the hashes of what was read.</summary>
    internal void Hash()
    {
        Stride = FeatureHashes.StrideFor(Positions);
        FeatureHashes.Compute(Framed, Positions, Hashes, Stride);
    }
}
