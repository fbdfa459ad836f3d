using Funnel.Triage.Scoring;

namespace Funnel.Triage.Training;

/// <summary>Weights while they are learned.</summary>
internal sealed record LinearWeights(float[] Characters, float[] Structure, float Bias)
{
    internal const int CharacterBits = 20;
    internal const int StructureBits = 19;

    /// <summary>The same with a byte for each weight, not yet calibrated.</summary>
    internal LinearScorer Scorer() => new(
        Quantiser.Table(Characters, CharacterBits), Quantiser.Table(Structure, StructureBits), Bias, float.NegativeInfinity, new(1, 0), new(1, 0), float.NegativeInfinity, new(1, 0, 0));

    /// <summary>The score of the first step alone, without the bias.</summary>
    internal float First(Example example) => Sum(Characters, example.Characters, 32 - CharacterBits) * example.FirstFactor;

    internal float Score(Example example) =>
        Bias + (Sum(Characters, example.Characters, 32 - CharacterBits) + Sum(Structure, example.Structure, 32 - StructureBits)) * example.Factor;

    private static float Sum(float[] weights, uint[] hashes, int shift)
    {
        var sum = 0f;
        foreach (var hash in hashes)
        {
            sum += weights[hash >> shift];
        }

        return sum;
    }
}
