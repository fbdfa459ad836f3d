using Funnel.Leads;
using Funnel.Measure.Reports;
using Funnel.Outreach;
using Funnel.Outreach.Standings;

namespace Funnel.Tests.Measure;

/// <summary>What many simulated weeks came to.</summary>
/// <param name="EqualCoverage">How often a wording's true rate lay in its 95 % interval, when all were said equally often.</param>
/// <param name="SampledCoverage">The same, when they were chosen by sampling.</param>
/// <param name="Gained">Of what the best wording alone would have won beyond an equal split, the part that sampling won.</param>
internal sealed record TrialResult(double EqualCoverage, double SampledCoverage, double Gained);

/// <summary>
/// Weeks of people who are answered in one of several wordings whose true rates are known, and who come late: the half of those who come within two hours, one in twenty after more than
/// a day. At the end of the week some are still under way, and no choice ever knows of who has not come yet.
/// </summary>
internal static class EffectTrial
{
    private const double WeekHours = 7 * 24;
    private const double MedianHours = 2;
    private const double Spread = 1.5;

    public static TrialResult Run(int weeks, int people, int wordings)
    {
        var (equal, sampled, intervals, gained, possible) = (0, 0, 0, 0.0, 0.0);
        for (var week = 0; week < weeks; week++)
        {
            var random = new Random(week);
            var rates = Enumerable.Range(0, wordings).Select(_ => 0.02 + (0.18 * random.NextDouble())).ToArray();
            var (ofEqual, _) = Week(rates, people, random, learns: false);
            var (ofSampled, won) = Week(rates, people, random, learns: true);
            equal += Covered(ofEqual, rates);
            sampled += Covered(ofSampled, rates);
            intervals += wordings;
            gained += won - (rates.Average() * people);
            possible += (rates.Max() - rates.Average()) * people;
        }

        return new((double)equal / intervals, (double)sampled / intervals, gained / possible);
    }

    /// <returns>What the counters say at the end, and how many are to be expected by what was said to whom.</returns>
    private static (PeopleSum[] Sums, double Expected) Week(double[] rates, int people, Random random, bool learns)
    {
        var (sums, expected, looked, standing) = (rates.Select(_ => new PeopleSum()).ToArray(), 0.0, 0.0, new OfferStanding("guide", []));
        var (said, all) = (new List<(int Choice, double At, double Comes)>(), Enumerable.Range(0, rates.Length).ToArray());
        var marks = rates.Select(_ => (Replied: 0, Added: 0)).ToArray();
        for (var i = 0; i < people; i++)
        {
            var at = WeekHours * i / people;
            if (learns && at >= looked)
            {
                (standing, looked) = (Standing(said, at, rates.Length), Math.Floor(at) + 1);
            }

            var choice = learns ? standing.Pick(all, $"{people}-{i}-{random.Next()}") : i % rates.Length;
            expected += rates[choice];
            marks[choice].Replied++;
            var comes = random.NextDouble() < rates[choice] ? MedianHours * Math.Exp(Spread * Normal(random)) : double.MaxValue;
            said.Add((choice, at, comes));
            if (comes < WeekHours - at)
            {
                marks[choice].Added++;
                sums[choice].AddWaits((int)WaitKind.Contact, WaitBuckets.Of(TimeSpan.FromHours(comes)), 1);
            }
            else
            {
                sums[choice].AddOpen((int)WaitKind.Contact, (int)(WeekHours - at), 1);
            }
        }

        for (var v = 0; v < rates.Length; v++)
        {
            sums[v].AddMarks(new Dictionary<Marks, int> { [Marks.Inquired] = marks[v].Replied, [Marks.Replied] = marks[v].Replied, [Marks.Added] = marks[v].Added });
        }

        return (sums, expected);
    }

    /// <summary>What the product knows at that time, as it counts for the choice.</summary>
    private static OfferStanding Standing(IReadOnlyList<(int Choice, double At, double Comes)> said, double now, int wordings)
    {
        var sums = Enumerable.Range(0, wordings).Select(_ => new PeopleSum()).ToArray();
        foreach (var (choice, at, comes) in said)
        {
            var came = at + comes <= now;
            sums[choice].AddMarks(new Dictionary<Marks, int> { [Marks.Replied] = 1, [Marks.Added] = came ? 1 : 0 });
            if (came)
            {
                sums[choice].AddWaits((int)WaitKind.Contact, WaitBuckets.Of(TimeSpan.FromHours(comes)), 1);
            }
            else
            {
                sums[choice].AddOpen((int)WaitKind.Contact, (int)(now - at), 1);
            }
        }

        var delayed = new DelayedReward(WordingReward.Added, sums);
        return new("guide", [.. sums.Select((sum, variant) =>
        {
            var (tried, won, trials) = delayed.Of(sum);
            return new WordingStanding(variant, tried, won, (int)Math.Round(trials), 0, 0, null);
        })]);
    }

    private static int Covered(PeopleSum[] sums, double[] rates)
    {
        var groups = OfferEffect.Of("guide", WordingReward.Added, [.. sums.Select((s, i) => (new ReportKey("guide", FormattableString.Invariant($"reply[{i}]")), s, (double?)null))], 7).Groups;
        return groups.Where((g, i) => g.Reward.Low <= rates[i] && rates[i] <= g.Reward.High).Count();
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
