namespace Funnel.Triage.Scoring;

/// <summary>
/// One logistic model in two steps: the characters' weights first, and only where they leave the comment open those of its structure. Nine comments of ten
/// end at the first step. A long comment is scored twice, as a whole and at its strongest clause.
/// </summary>
/// <param name="Bias">Log-odds of a comment without features.</param>
/// <param name="GateFrom">A first score below this ends there.</param>
/// <param name="Gate">First score to log-odds, for those that end there.</param>
/// <param name="Full">Score to log-odds for the others.</param>
/// <param name="LongGateFrom">A long comment whose strongest clause's first score is below this ends there.</param>
/// <param name="Long">The first score of a long comment and the score of its strongest part to log-odds.</param>
internal sealed record LinearScorer(LinearTable Characters, LinearTable Structure, float Bias, float GateFrom, Calibration Gate, Calibration Full, float LongGateFrom, LongCalibration Long)
{
    /// <summary>Long comments repeat themselves: a sum is divided by the root of the number of features. 4 keeps the scores near log-odds.</summary>
    internal static float LengthFactor(int features) => 4f / MathF.Sqrt(features);

    /// <summary>Calibrated log-odds. Afterwards <see cref="Scratch.Focus"/> is the part that decided.</summary>
    internal float Logit(Scratch scratch)
    {
        var characters = Characters.Sum(scratch.Hashes, scratch.Positions, scratch.Stride);
        var first = characters * LengthFactor(FeatureHashes.Families * scratch.Positions);
        if (scratch.Codes >= Clauses.LongFrom)
        {
            return LongLogit(scratch, first);
        }

        return first < GateFrom ? Gate.Logit(first) : Full.Logit(Score(scratch, characters));
    }

    private float LongLogit(Scratch scratch, float first)
    {
        var part = Clauses.Strongest(scratch, Characters);
        if (part.Score < LongGateFrom)
        {
            return Gate.Logit(first);
        }

        return Long.Logit(first, Score(scratch.FocusOn(part)));
    }

    internal float Score(Scratch scratch) => Score(scratch, Characters.Sum(scratch.Hashes, scratch.Positions, scratch.Stride));

    private float Score(Scratch scratch, float characters)
    {
        StructureFeatures.Compute(scratch);
        var features = FeatureHashes.Families * scratch.Positions + scratch.Structure.Count;
        return Bias + (characters + Structure.Sum(scratch.Structure.Hashes)) * LengthFactor(features);
    }

    /// <summary>
    /// Adds to each code its share of the log-odds: a feature's part in equal shares to the codes it covers, in a long comment once for the whole and once for the
    /// clause that decided. The structure always takes part.
    /// </summary>
    internal void ShareOut(Scratch scratch, Span<float> weights)
    {
        Logit(scratch);
        if (scratch.Focus == scratch)
        {
            ShareOut(scratch, weights, Full.Slope);
            return;
        }

        ShareOutCharacters(scratch, weights, Long.First * LengthFactor(FeatureHashes.Families * scratch.Positions));
        ShareOut(scratch.Focus, weights.Slice(scratch.FocusStart, scratch.Focus.Codes), Long.Part);
    }

    private void ShareOut(Scratch scratch, Span<float> weights, float slope)
    {
        StructureFeatures.Compute(scratch);
        var factor = slope * LengthFactor(FeatureHashes.Families * scratch.Positions + scratch.Structure.Count);
        ShareOutCharacters(scratch, weights, factor);
        for (var i = 0; i < scratch.Structure.Count; i++)
        {
            var (start, end) = scratch.Structure.Places[i];
            Share(weights, start, end, Structure.Weight(scratch.Structure.Hashes[i]) * factor);
        }
    }

    private void ShareOutCharacters(Scratch scratch, Span<float> weights, float factor)
    {
        for (var family = 0; family < FeatureHashes.Families; family++)
        {
            for (var i = 0; i < scratch.Positions; i++)
            {
                var start = i - FeatureHashes.Before;
                Share(weights, start, start + FeatureHashes.Span(family), Characters.Weight(scratch.Hashes[family * scratch.Stride + i]) * factor);
            }
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
