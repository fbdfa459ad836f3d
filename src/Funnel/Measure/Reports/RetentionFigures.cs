using Funnel.Leads;
using Funnel.Posteriors;

namespace Funnel.Measure.Reports;

/// <summary>The share of people who were still contacts after so many days.</summary>
/// <param name="Days">1, 7 or 30 times 24 hours after being added, without having deleted us.</param>
/// <param name="Share">Null while nobody was added that long ago.</param>
/// <param name="Low">The interval that has it with 95 %.</param>
/// <param name="Followed">People who were contacts, or had deleted us, that many days after being added.</param>
public sealed record Retained(int Days, double? Share, double? Low, double? High, long Followed);

/// <summary>What became of people who were added.</summary>
/// <param name="Added">People, by their first stay.</param>
/// <param name="After">After 1, 7 and 30 days.</param>
/// <param name="Left">Who deleted us at some time.</param>
/// <param name="Returned">Of these, who are contacts again.</param>
/// <param name="FoundLate">Of those who left: nobody told us when, so the share before that day is too high.</param>
public sealed record RetentionFigures(int Added, IReadOnlyList<Retained> After, int Left, int Returned, int FoundLate)
{
    private const double Probability = 0.95;

    /// <summary>Days after being added that are told of.</summary>
    public static IReadOnlyList<int> Horizons { get; } = [1, 7, 30];

    /// <summary>
    /// Of cohorts of several ages together. A cohort is followed for the days that are certainly over for everybody in it, and what happened since is left out, so that no cohort counts
    /// for a day that it has not reached.
    /// </summary>
    internal static RetentionFigures Of(PeopleSum sum)
    {
        var curve = SurvivalCurve.Of(sum.Stays.Select(s => Day(s.Key.Age, s.Key.Days, s.Value)));
        return new(sum.Stays.Values.Sum(), [.. Horizons.Select(d => Until(curve, d))], sum.Stays.Where(s => s.Key.Days >= 0).Sum(s => s.Value), sum.Returned, sum.FoundLate);
    }

    private static Followed Day(int age, int days, int people) => days >= 0 && days < age ? new(days + 1, people, 0) : new(age, 0, people);

    private static Retained Until(SurvivalCurve curve, int days)
    {
        var interval = curve.Posterior(days)?.Interval(Probability);
        return new(days, curve.At(days), interval?.Low, interval?.High, curve.AtRisk(days));
    }
}
