using Funnel.Triage.Scoring;

namespace Funnel.Triage.Training;

/// <summary>One comment to learn from.</summary>
/// <param name="Hashes">Its feature hashes, in the order scoring sees them.</param>
/// <param name="Positions">For the length factor.</param>
/// <param name="Target">Probability that it is an inquiry: 0 or 1 for a label, between for a teacher's opinion.</param>
/// <param name="Kind">None when it is no inquiry or nobody said.</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="Fold">Which part of the cross-validation it belongs to; equal texts share one.</param>
internal sealed record Example(uint[] Hashes, int Positions, float Target, InquiryKind Kind, float Weight, int Fold)
{
    internal const int Folds = 5;

    internal static Example From(string text, float target, InquiryKind kind, float weight)
    {
        var scratch = TriageModel.Prepare(text);
        var hashes = new uint[FeatureHashes.Families * scratch.Positions];
        for (var family = 0; family < FeatureHashes.Families; family++)
        {
            scratch.Hashes.AsSpan(family * scratch.Stride, scratch.Positions).CopyTo(hashes.AsSpan(family * scratch.Positions));
        }

        var fold = 2166136261u;
        foreach (var code in scratch.Text)
        {
            fold = (fold ^ code) * 16777619u;
        }

        return new Example(hashes, scratch.Positions, target, kind, weight, (int)((fold >> 8) % Folds));
    }
}
