using Funnel.Triage.Scoring;

namespace Funnel.Triage.Learning;

/// <summary>Logistic regression on what the model leaves unexplained, from zero, in the order of the decisions: the same decisions give the same weights.</summary>
internal static class CorrectionFit
{
    private const int Epochs = 12;
    private const float Rate = 0.25f;
    private const float Decay = 0.02f;

    internal static float[] Fit(IReadOnlyList<LearnedDecision> decisions)
    {
        var weights = new float[1 << CorrectionFeatures.Bits];
        if (decisions.Count == 0)
        {
            return weights;
        }

        var squares = new float[weights.Length];
        Array.Fill(squares, 0.05f);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            foreach (var decision in decisions)
            {
                Step(decision, weights, squares);
            }
        }

        return weights;
    }

    private static void Step(LearnedDecision decision, float[] weights, float[] squares)
    {
        var slots = decision.Slots;
        var score = decision.BaseLogit;
        for (var i = 0; i < slots.Length; i++)
        {
            score += weights[slots[i]] * CorrectionFeatures.Size(i, slots.Length);
        }

        var error = Calibration.Sigmoid(score) - (decision.Inquiry ? 1f : 0f);
        for (var i = 0; i < slots.Length; i++)
        {
            var slot = slots[i];
            var gradient = error * CorrectionFeatures.Size(i, slots.Length) + Decay * weights[slot];
            squares[slot] += gradient * gradient;
            weights[slot] -= Rate * gradient / MathF.Sqrt(squares[slot]);
        }
    }
}
