using Funnel.Triage.Scoring;

namespace Funnel.Triage.Learning;

/// <summary>
/// Logistic regression on what the model leaves unexplained, from zero, in the order of the decisions: the same decisions give the same weights. A piece of a comment counts
/// as much as decisions have spoken of it: one alone moves only comments that say the very same, so that one wrong press of a key harms no other comment.
/// </summary>
internal static class CorrectionFit
{
    private const int Epochs = 12;
    private const float Rate = 0.25f;
    private const float Decay = 0.02f;

    internal static float[] Fit(IReadOnlyList<LearnedDecision> decisions)
    {
        var weights = new float[CorrectionFeatures.Weights];
        if (decisions.Count == 0)
        {
            return weights;
        }

        var trust = Trust(decisions);
        var squares = new float[weights.Length];
        Array.Fill(squares, 0.05f);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            foreach (var decision in decisions)
            {
                Step(decision, weights, squares, trust);
            }
        }

        for (var slot = 0; slot < weights.Length; slot++)
        {
            weights[slot] *= trust[slot];
        }

        return weights;
    }

    /// <summary>From n decisions (n − 1) / (n + 1): nothing from one, a third from two, four fifths from ten; whole comments count at once.</summary>
    private static float[] Trust(IReadOnlyList<LearnedDecision> decisions)
    {
        var trust = new float[CorrectionFeatures.Weights];
        foreach (var slot in decisions.SelectMany(d => d.Slots.Skip(1).Distinct()))
        {
            trust[slot]++;
        }

        for (var slot = 0; slot < trust.Length / 2; slot++)
        {
            trust[slot] = MathF.Max(0f, (trust[slot] - 1) / (trust[slot] + 1));
        }

        trust.AsSpan(trust.Length / 2).Fill(1f);
        return trust;
    }

    private static void Step(LearnedDecision decision, float[] weights, float[] squares, float[] trust)
    {
        var slots = decision.Slots;
        var score = decision.BaseLogit;
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = CorrectionFeatures.Weight(slots, i);
            score += weights[slot] * trust[slot] * CorrectionFeatures.Size(i, slots.Length);
        }

        var error = Calibration.Sigmoid(score) - (decision.Inquiry ? 1f : 0f);
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = CorrectionFeatures.Weight(slots, i);
            var gradient = error * trust[slot] * CorrectionFeatures.Size(i, slots.Length) + Decay * weights[slot];
            squares[slot] += gradient * gradient;
            weights[slot] -= Rate * gradient / MathF.Sqrt(squares[slot]);
        }
    }
}
