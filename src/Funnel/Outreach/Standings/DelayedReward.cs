using Funnel.Leads;
using Funnel.Posteriors;

namespace Funnel.Outreach.Standings;

/// <summary>
/// Rewards come late, so that who was answered a moment ago says little: they count for the part G(age) of those who come at all that have come by then, as in Chapelle, Modeling
/// Delayed Feedback in Display Advertising, KDD 2014; G is the product-limit curve of all wordings, or whatever is compared, together. So nothing that is new looks bad for being new.
/// </summary>
internal sealed class DelayedReward
{
    private const double SecondsOfHour = 3_600;

    /// <summary>Whoever comes later than a quarter of all people were watched for is taken not to come.</summary>
    private const double Watched = 0.25;

    private readonly WordingReward reward;
    private readonly WaitKind kind;
    private readonly SurvivalCurve all;
    private readonly double ever;

    /// <param name="sums">Of everything that is compared.</param>
    public DelayedReward(WordingReward reward, IEnumerable<PeopleSum> sums)
    {
        (this.reward, kind) = (reward, reward is WordingReward.Added or WordingReward.Served ? WaitKind.Contact : WaitKind.Chat);
        all = Curve(sums, kind);
        ever = all.EndedBy(all.LongestOf(Watched));
    }

    /// <summary>Of whom it was tried with: those with whom it came to that, and how many of them all had the time for it.</summary>
    public (int Tried, int Won, double Trials) Of(PeopleSum sum)
    {
        var tried = Math.Max(0, reward == WordingReward.Replied ? sum.Of(Marks.Inquired) - sum.Of(Marks.Pending) : sum.Of(Marks.Replied));
        var won = Math.Clamp(sum.Of(reward.Mark()), 0, tried);
        return (tried, won, reward == WordingReward.Replied || ever <= 0 ? tried
            : Math.Max(won, tried - sum.Open(kind).Sum(o => o.Value * (1 - Math.Min(1, all.EndedBy(WatchedFor(o.Key)) / ever)))));
    }

    /// <summary>How long it takes until a wait is over, of those too with whom it is not; times in seconds.</summary>
    public static SurvivalCurve Curve(IEnumerable<PeopleSum> sums, WaitKind kind) => SurvivalCurve.Of(sums.SelectMany(s => Ended(s, kind).Concat(
        s.Open(kind).Select(o => new Followed(WatchedFor(o.Key), 0, o.Value)))));

    /// <summary>
    /// How long people whose waits began so many hours ago were watched, in seconds: to the middle of the hour in which they lie. Those of the last hour too, or of them only whoever was quick
    /// would count.
    /// </summary>
    private static double WatchedFor(int hours) => (Math.Max(0, hours) + 0.5) * SecondsOfHour;

    private static IEnumerable<Followed> Ended(PeopleSum sum, WaitKind kind)
    {
        var waits = sum.Waits(kind).ToArray();
        for (var i = 0; i < waits.Length; i++)
        {
            if (waits[i] != 0)
            {
                yield return new(WaitBuckets.End(i - 1).TotalSeconds, waits[i], 0);
            }
        }
    }
}
