namespace Funnel.Triage.Training;

/// <summary>Where the first step may end: so low that hardly any comment that somebody would see is lost.</summary>
internal static class GateFinder
{
    /// <summary>From this probability on, somebody sees a comment: the default of <see cref="TriageOptions.ReviewFrom"/>.</summary>
    private const float Seen = 0.15f;

    /// <summary>Share of the inquiries among the seen that may be lost, counted by their probabilities: all of them are doubtful ones.</summary>
    private const double Lost = 0.04;

    /// <param name="first">Scores of the first step.</param>
    /// <param name="probabilities">What the whole model says.</param>
    internal static float Find(float[] first, float[] probabilities)
    {
        var seen = first.Zip(probabilities).Where(s => s.Second >= Seen).OrderBy(s => s.First).ToArray();
        var mayGo = Lost * seen.Sum(s => s.Second);
        foreach (var (score, p) in seen)
        {
            mayGo -= p;
            if (mayGo < 0)
            {
                return score;
            }
        }

        return float.NegativeInfinity;
    }
}
