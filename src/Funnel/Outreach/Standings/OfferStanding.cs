using System.Globalization;
using Funnel.Posteriors;

namespace Funnel.Outreach.Standings;

/// <summary>What is known of one public wording.</summary>
/// <param name="Variant">From 0.</param>
/// <param name="Tried">People to whom it was said, in the time that is looked at.</param>
/// <param name="Won">Those of them who came as far as the offer's reward wants.</param>
/// <param name="Trials">How many of those to whom it was said have had the time for that (<see cref="DelayedReward"/>), in whole people.</param>
/// <param name="Seen">Replies that were found in public since it was resumed.</param>
/// <param name="Hidden">Those that were shown to nobody, and those that the platform refused.</param>
public sealed record WordingStanding(int Variant, int Tried, int Won, int Trials, int Seen, int Hidden, DateTimeOffset? PausedAt)
{
    /// <summary>The share of people that it wins.</summary>
    public BetaPosterior Reward => BetaPosterior.Of(Math.Min(Won, Trials), Trials);

    /// <summary>The share of replies that are hidden or refused.</summary>
    public BetaPosterior HiddenShare => BetaPosterior.Of(Hidden, Seen + Hidden);
}

/// <summary>What is known of an offer's public wordings. Immutable; equal knowledge has equal versions, in whatever process.</summary>
public sealed record OfferStanding(string OfferId, IReadOnlyList<WordingStanding> Wordings)
{
    /// <summary>A hash of what was counted.</summary>
    public string Version { get; } = Fnv1a.Hash64(string.Join(';', Wordings.Select(w => FormattableString.Invariant($"{w.Variant},{w.Trials},{w.Won}")))).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>
    /// Those that may be said: not paused. Where all are, the one that is hidden least: whether a whole account should be silent is not a wording's question.
    /// </summary>
    /// <param name="fit">Variants that the linter passes.</param>
    public IReadOnlyList<int> Open(IReadOnlyList<int> fit)
    {
        var open = fit.Where(v => Find(v)?.PausedAt is null).ToList();
        return open.Count > 0 || fit.Count == 0 ? open : [fit.MinBy(v => Find(v)!.HiddenShare.Mean)];
    }

    /// <summary>
    /// Thompson sampling (Thompson, Biometrika 25, 1933; Chapelle and Li, NIPS 2011): a share is drawn from the posterior of each, and the greatest wins, so that each is said as
    /// often as it is likely to be the best. Follows from the seed alone.
    /// </summary>
    /// <param name="among">At least one.</param>
    public int Pick(IReadOnlyList<int> among, string seed)
    {
        var random = new SeededRandom(Fnv1a.Hash64(seed));
        var (best, highest) = (among[0], -1.0);
        foreach (var variant in among)
        {
            var share = (Find(variant)?.Reward ?? BetaPosterior.Of(0, 0)).Sample(ref random);
            (best, highest) = share > highest ? (variant, share) : (best, highest);
        }

        return best;
    }

    private WordingStanding? Find(int variant) => Wordings.FirstOrDefault(w => w.Variant == variant);
}
