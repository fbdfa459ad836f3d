using Funnel.Triage.Text;
using Funnel.Triage.Vocabulary;

namespace Funnel.Triage.Scoring;

/// <summary>One thread's working memory, so that judging allocates nothing and clears nothing.</summary>
internal sealed class Scratch
{
    [ThreadStatic]
    private static Scratch? mine;

    private Scratch? inner;
    private Range middle;

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

    /// <summary>The part that decided the last score: this, or the strongest part of a long comment.</summary>
    internal Scratch Focus { get; private set; }

    /// <summary>Where <see cref="Focus"/> begins in this text.</summary>
    internal int FocusStart { get; private set; }

    internal Scratch() => Focus = this;

    /// <summary>What says what is asked for: this, or a long comment's strongest clause without its neighbours, in the place of <see cref="Focus"/>.</summary>
    internal Scratch Asking => Focus == this ? this : Part(middle);

    /// <summary>Normalises <paramref name="text"/> into this memory.</summary>
    internal void Read(ReadOnlySpan<char> text, Span<int> origins = default)
    {
        Codes = Normalizer.Fold(text, Framed.AsSpan(FeatureHashes.Before, Normalizer.MaxCodes), origins);
        FeatureHashes.Frame(Framed, Codes);
    }

    /// <summary>Makes the strongest part the one that decides.</summary>
    internal Scratch FocusOn(Clauses.Part part)
    {
        (FocusStart, middle) = (part.Start, part.Middle);
        return Focus = Part(part.Start..part.End);
    }

    /// <summary>A stretch of this text as a comment of its own, hashed, in a memory that this one keeps for it.</summary>
    private Scratch Part(Range range)
    {
        inner ??= new Scratch();
        var part = Text[range];
        part.CopyTo(inner.Framed.AsSpan(FeatureHashes.Before));
        inner.Codes = part.Length;
        FeatureHashes.Frame(inner.Framed, inner.Codes);
        inner.Hash();
        return inner;
    }

    /// <summary>Computes the characters' hashes of what was read.</summary>
    internal void Hash()
    {
        Structure.Clear();
        Focus = this;
        Stride = FeatureHashes.StrideFor(Positions);
        FeatureHashes.Compute(Framed, Positions, Hashes, Stride);
    }
}
