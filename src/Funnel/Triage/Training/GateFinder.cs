using Funnel.Triage.Scoring;

namespace Funnel.Triage.Training;

/// <summary>Where the first step may end: so low that hardly any comment that somebody would see is lost.</summary>
internal static class GateFinder
{
    /// <summary>From this probability on, somebody sees a comment: the default of <see cref="TriageOptions.ReviewFrom"/>.</summary>
    private const float Seen = 0.15f;

    /// <summary>Share of the seen that may be lost; nearly all of them are no inquiries.</summary>
    private const double Lost = 0.008;

    internal static float Find(float[] first, float[] full, Calibration calibration)
    {
        float[] seen = [.. first.Where((_, i) => calibration.Probability(full[i]) >= Seen).Order()];
        return seen.Length == 0 ? float.NegativeInfinity : seen[(int)(seen.Length * Lost)];
    }
}
