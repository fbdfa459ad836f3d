namespace Funnel.Triage.Scoring;

/// <summary>From score to frequency: p = σ(Slope · score + Offset), fitted on scores of comments the model had not seen.</summary>
internal sealed record Calibration(float Slope, float Offset)
{
    internal float Logit(float score) => Slope * score + Offset;

    internal float Probability(float score) => Sigmoid(Logit(score));

    internal static float Sigmoid(float x) => 1f / (1f + MathF.Exp(-x));
}

/// <summary>The same for a long comment, from the first step's score of the whole and the score of its strongest part: a weighted sum.</summary>
internal sealed record LongCalibration(float First, float Part, float Offset)
{
    internal float Logit(float first, float part) => First * first + Part * part + Offset;
}

/// <summary>What answering from a probability upwards meant on held-out comments.</summary>
/// <param name="Threshold">Probability.</param>
/// <param name="Precision">Share of inquiries among those at or above it.</param>
/// <param name="Recall">Share of all inquiries at or above it.</param>
/// <param name="Taken">How many comments stood at or above it.</param>
public readonly record struct OperatingPoint(float Threshold, float Precision, float Recall, int Taken);
