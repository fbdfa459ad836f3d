namespace Funnel.Posteriors;

/// <summary>People who were looked at for so long, and whether it ended then.</summary>
/// <param name="Time">In one unit for all, 0 or more: until the end of those for whom it ended, until the last look at the others.</param>
/// <param name="Ended">For how many it ended.</param>
/// <param name="Left">For how many it had not when they were looked at last.</param>
public readonly record struct Followed(double Time, long Ended, long Left);

/// <summary>
/// The share for whom something goes on for longer than a time, when some were only looked at for a while: the product-limit estimate (Kaplan and Meier, Nonparametric Estimation
/// from Incomplete Observations, JASA 53, 1958, 457–481). Who was looked at for so long and no longer counts until then. Immutable.
/// </summary>
public sealed class SurvivalCurve
{
    private readonly List<(double Time, double Share, double Variance)> steps = [];
    private readonly List<(double Time, long People)> atRisk = [];

    private SurvivalCurve()
    {
    }

    /// <summary>The longest that anybody was looked at; -1 when nobody was.</summary>
    public double Longest { get; private set; } = -1;

    public static SurvivalCurve Of(IEnumerable<Followed> people)
    {
        var byTime = people.GroupBy(p => p.Time, p => p, (time, some) => some.Aggregate(new Followed(time, 0, 0), (sum, p) => new(time, sum.Ended + p.Ended, sum.Left + p.Left)))
            .Where(p => p.Ended + p.Left > 0).OrderBy(p => p.Time).ToList();
        var (curve, risk, share, sum) = (new SurvivalCurve(), byTime.Sum(p => p.Ended + p.Left), 1.0, 0.0);
        foreach (var (time, ended, left) in byTime)
        {
            curve.atRisk.Add((time, risk));
            if (ended > 0)
            {
                // Greenwood, Reports on Public Health and Medical Subjects 33, 1926.
                sum += risk > ended ? (double)ended / (risk * (double)(risk - ended)) : 0;
                share *= 1 - ((double)ended / risk);
                curve.steps.Add((time, share, share * share * sum));
            }

            risk -= ended + left;
            curve.Longest = time;
        }

        return curve;
    }

    /// <summary>The share for whom it goes on for longer; null when nobody was looked at for so long.</summary>
    public double? At(double time) => time > Longest ? null : Step(time).Share;

    /// <summary>The longest time for which this part of all people were looked at. Beyond it a single end moves the curve by much.</summary>
    /// <param name="part">0–1.</param>
    public double LongestOf(double part) => atRisk.Count == 0 ? 0 : atRisk.Last(r => r.People >= part * atRisk[0].People).Time;

    /// <summary>The share for whom it has ended by then; of times after the last look, as at the last look.</summary>
    public double EndedBy(double time) => 1 - Step(time).Share;

    /// <summary>
    /// What is known of the share at a time, as of a share of so many people as have the same variance (Dorey and Korn, Effective Sample Sizes for Confidence Intervals for Survival
    /// Probabilities, Statistics in Medicine 6, 1987, 679–687); null when nobody was looked at for so long.
    /// </summary>
    public BetaPosterior? Posterior(double time)
    {
        if (At(time) is not { } share)
        {
            return null;
        }

        var (variance, risk) = (Step(time).Variance, AtRisk(time));
        var people = variance > 0 ? Math.Max(share * (1 - share) / variance, risk) : risk;
        return new((share * people) + 1, ((1 - share) * people) + 1);
    }

    /// <summary>People who were looked at for so long, or for whom it ended at that very time.</summary>
    public long AtRisk(double time) => atRisk.FirstOrDefault(r => r.Time >= time).People;

    /// <summary>After what time it has ended for this share; null when that was not seen.</summary>
    /// <param name="share">0–1.</param>
    public double? TimeUntil(double share)
    {
        foreach (var step in steps)
        {
            if (1 - step.Share >= share - 1e-12)
            {
                return step.Time;
            }
        }

        return null;
    }

    private (double Share, double Variance) Step(double time)
    {
        var (low, high) = (0, steps.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = steps[middle].Time <= time ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? (1, 0) : (steps[low - 1].Share, steps[low - 1].Variance);
    }
}
