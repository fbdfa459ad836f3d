using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Outreach.Standings;
using Funnel.Posteriors;

namespace Funnel.Measure.Reports;

/// <summary>What is known of a share, and how it stands beside its siblings.</summary>
/// <param name="Won">People with whom it came to that.</param>
/// <param name="Trials">People who had the time for it: who is still under way counts for the part of those who come that come within the time they have had.</param>
/// <param name="Low">The interval that has the share with 95 %.</param>
public sealed record ShareFigures(int Won, double Trials, double Mean, double Low, double High, Compared Compared);

/// <summary>What one wording, rule, video or source did of an offer.</summary>
/// <param name="Tried">People who were answered.</param>
/// <param name="StepKind">Which step comes next: the chat, or the contact where replies bring the link along.</param>
/// <param name="Reward">As far as the offer's reward wants.</param>
/// <param name="Hidden">Of the replies in the wording that were looked for, the share that nobody saw, as mean; null but of wordings.</param>
/// <param name="IsEnough">Whether anything can be said: else its figures are mostly what is assumed before anything is known.</param>
/// <param name="DaysUntilTold">Days at this rate until a difference as great as it looks to the best of the others is certain; 0 when it is. Null when it would take more than a year.</param>
/// <param name="MedianSeconds">Time to the next step until half of all have come to it, of those too who have not yet; null when fewer come.</param>
public sealed record EffectFigures(
    ReportKey Key, int Tried, WaitKind StepKind, ShareFigures Step, ShareFigures Reward, double? Hidden, bool IsEnough, double? DaysUntilTold, double? MedianSeconds, double? P90Seconds);

/// <summary>How many more people came, by the offer's reward, than if each had been tried equally often, with the interval that has it with 95 %.</summary>
public sealed record OfferGain(string Offer, WordingReward Reward, double Mean, double Low, double High);

/// <summary>Posteriors of the step and of the reward for the groups of one offer, as the choice of wordings counts them (<see cref="DelayedReward"/>).</summary>
internal static class OfferEffect
{
    /// <summary>Fewer people say nothing.</summary>
    public const int Least = 30;

    private const double Probability = 0.95;

    private const int MostDays = 365;

    /// <summary>Quantiles of the normal distribution for 95 % certainty and 80 % power.</summary>
    private const double Certainty = 1.959964;
    private const double Power = 0.841621;

    /// <param name="days">Days in which they were tried.</param>
    public static (IReadOnlyList<EffectFigures> Groups, OfferGain Gain) Of(
        string offer, WordingReward reward, IReadOnlyList<(ReportKey Key, PeopleSum Sum, double? Hidden)> groups, int days)
    {
        var sums = groups.Select(g => g.Sum).ToList();
        var step = sums.Exists(s => s.Has(WaitKind.Chat)) || sums.Exists(s => s.Of(Marks.Talking) > 0) ? WaitKind.Chat : WaitKind.Contact;
        var seed = Fnv1a.Hash64(offer);
        var (steps, _) = Shares(sums, step == WaitKind.Chat ? WordingReward.Talking : WordingReward.Added, seed);
        var (rewards, gain) = Shares(sums, reward, seed + 1);
        return ([.. groups.Select((g, i) => Figures(g, step, steps[i], rewards, i, days))], new(offer, reward, gain.Mean, gain.Low, gain.High));
    }

    private static EffectFigures Figures(
        (ReportKey Key, PeopleSum Sum, double? Hidden) group, WaitKind step, ShareFigures stepShare, IReadOnlyList<ShareFigures> rewards, int at, int days)
    {
        var curve = DelayedReward.Curve([group.Sum], step);
        var enough = rewards[at].Trials >= Least;
        var told = enough ? DaysUntilTold(rewards, at, days) : null;
        return new(group.Key, group.Sum.Of(Marks.Replied), step, stepShare, rewards[at], group.Hidden, enough, told, curve.TimeUntil(0.5), curve.TimeUntil(0.9));
    }

    private static (List<ShareFigures> Shares, (double Mean, double Low, double High) Gain) Shares(List<PeopleSum> sums, WordingReward reward, ulong seed)
    {
        var delayed = new DelayedReward(reward, sums);
        var counted = sums.ConvertAll(delayed.Of);
        var posteriors = counted.ConvertAll(c => new BetaPosterior(c.Won + 1, c.Trials - c.Won + 1));
        var (compared, gain) = Comparison.Of(posteriors, counted.ConvertAll(c => c.Trials), seed);
        return ([.. counted.Select((c, i) =>
        {
            var (low, high) = posteriors[i].Interval(Probability);
            return new ShareFigures(c.Won, c.Trials, posteriors[i].Mean, low, high, compared[i]);
        })], gain);
    }

    /// <summary>People that two shares need to be told apart (Fleiss, Statistical Methods for Rates and Proportions, 1981, 3.2, without the correction for continuity).</summary>
    private static double? DaysUntilTold(IReadOnlyList<ShareFigures> shares, int at, int days)
    {
        var (mine, others) = (shares[at], shares.Where((_, i) => i != at).ToList());
        if (others.Count == 0 || mine.Compared.ChanceAboveOthers is > Probability or < 1 - Probability)
        {
            return others.Count == 0 ? null : 0;
        }

        var other = others.MaxBy(o => o.Mean)!;
        var needed = Math.Pow(Certainty + Power, 2) * ((mine.Mean * (1 - mine.Mean)) + (other.Mean * (1 - other.Mean))) / Math.Pow(mine.Mean - other.Mean, 2);
        var left = Math.Max(1, (needed - mine.Trials) / (mine.Trials / days));
        return left <= MostDays ? Math.Ceiling(left) : null;
    }
}
