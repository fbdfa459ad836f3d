namespace Funnel.Triage.Scoring;

/// <summary>
/// One logistic model in two steps: the characters' weights first, and only where they leave the comment open those of its structure. Nine comments of ten
/// end at the first step.
/// </summary>
/// <param name="Bias">Log-odds of a comment without features.</param>
/// <param name="GateFrom">A first score below this ends there.</param>
/// <param name="Gate">First score to log-odds, for those that end there.</param>
/// <param name="Full">Score to log-odds for the others.</param>
internal sealed record LinearScorer(LinearTable Characters, LinearTable Structure, float Bias, float GateFrom, Calibration Gate, Calibration Full)
{
    /// <summary>Long comments repeat themselves: a sum is divided by the root of the number of features. 4 keeps the scores near log-odds.</summary>
    internal static float LengthFactor(int features) => 4f / MathF.Sqrt(features);

    /// <summary>Calibrated log-odds.</summary>
    internal float Logit(Scratch scratch)
    {
        var characters = Characters.Sum(scratch.Hashes, scratch.Positions, scratch.Stride);
        var first = characters * LengthFactor(FeatureHashes.Families * scratch.Positions);
        if (first < GateFrom)
        {
            return Gate.Logit(first);
        }

        StructureFeatures.Compute(scratch);
        var features = FeatureHashes.Families * scratch.Positions + scratch.Structure.Count;
        return Full.Logit(Bias + (characters + Structure.Sum(scratch.Structure.Hashes)) * LengthFactor(features));
    }

    /// <summary>Adds to each code its share of the log-odds: a feature's part in equal shares to the codes it covers. The structure always takes part.</summary>
    internal void ShareOut(Scratch scratch, Span<float> weights)
    {
        StructureFeatures.Compute(scratch);
        var factor = Full.Slope * LengthFactor(FeatureHashes.Families * scratch.Positions + scratch.Structure.Count);
        for (var family = 0; family < FeatureHashes.Families; family++)
        {
            for (var i = 0; i < scratch.Positions; i++)
            {
                var start = i - FeatureHashes.Before;
                Share(weights, start, start + FeatureHashes.Span(family), Characters.Weight(scratch.Hashes[family * scratch.Stride + i]) * factor);
            }
        }

        for (var i = 0; i < scratch.Structure.Count; i++)
        {
            var (start, end) = scratch.Structure.Places[i];
            Share(weights, start, end, Structure.Weight(scratch.Structure.Hashes[i]) * factor);
        }
    }

    private static void Share(Span<float> weights, int start, int end, float weight)
    {
        (start, end) = (Math.Max(0, start), Math.Min(weights.Length, end));
        for (var at = start; at < end; at++)
        {
            weights[at] += weight / (end - start);
        }
    }
}
