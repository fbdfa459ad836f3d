using Funnel.Triage.Scoring;

namespace Funnel.Triage.Learning;

/// <summary>
/// The features a correction may shift: 1-, 2- and 3-grams in 2^15 slots, and the comment as a whole in as many others. A longer piece says more about what the operator meant
/// than a single character, so it may shift more.
/// </summary>
internal static class CorrectionFeatures
{
    internal const int Bits = 15;

    /// <summary>Weights of all slots; those of whole comments begin in the middle.</summary>
    internal const int Weights = 2 << Bits;

    /// <summary>Only the beginning of a long comment is remembered: the size of an account's memory stays bounded.</summary>
    internal const int MaxPositions = 40;

    private const int Wholes = 1 << Bits;
    private const int Grams = 3;
    private const float WholeSize = 1.5f;

    /// <summary>The whole comment's slot first, then the grams', family by family.</summary>
    internal static ushort[] Of(Scratch scratch)
    {
        var positions = Math.Min(scratch.Positions, MaxPositions);
        var slots = new ushort[1 + Grams * positions];
        slots[0] = Whole(scratch);
        for (var family = 0; family < Grams; family++)
        {
            for (var i = 0; i < positions; i++)
            {
                slots[1 + family * positions + i] = (ushort)(scratch.Hashes[family * scratch.Stride + i] >> (32 - Bits));
            }
        }

        return slots;
    }

    /// <summary>How strongly the slot at this index pulls.</summary>
    internal static float Size(int index, int count)
    {
        if (index == 0)
        {
            return WholeSize;
        }

        var positions = (count - 1) / Grams;
        return FamilySize((index - 1) / positions) * Factor(positions);
    }

    /// <summary>Where the weight of the decision's slot at this index stands.</summary>
    internal static int Weight(ushort[] slots, int index) => index == 0 ? Wholes + slots[0] : slots[index];

    internal static float Score(Scratch scratch, float[] weights)
    {
        var positions = Math.Min(scratch.Positions, MaxPositions);
        var sum = 0f;
        for (var family = 0; family < Grams; family++)
        {
            var part = 0f;
            foreach (var hash in scratch.Hashes.AsSpan(family * scratch.Stride, positions))
            {
                part += weights[hash >> (32 - Bits)];
            }

            sum += part * FamilySize(family);
        }

        return sum * Factor(positions) + WholeSize * weights[Wholes + Whole(scratch)];
    }

    private static float FamilySize(int family) => family switch { 0 => 0.3f, 1 => 0.8f, _ => 1f };

    private static float Factor(int positions) => 2f / MathF.Sqrt(Math.Max(positions, 1));

    private static ushort Whole(Scratch scratch) => (ushort)(Fnv1a.Hash32(scratch.Text) * 0x9E3779B1u >> (32 - Bits));
}
