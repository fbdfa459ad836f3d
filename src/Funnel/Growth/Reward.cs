using Funnel.Effects;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Reasons;
using Funnel.Recovery;

namespace Funnel.Growth;

/// <summary>
/// What was promised for bringing friends. When friends have had their time to stay they are counted; with enough of them it is a task for staff, once for a person and offer, for no
/// platform lets a program write to a contact of its own accord. With too few it is over until another friend comes.
/// </summary>
public sealed class Reward(OfferBook offers, Referrals referrals, CatchUps catchUps, TimeProvider time) : IEffect
{
    /// <summary>So long after a loss staff looks in the chat first.</summary>
    private static readonly TimeSpan LooksAfterLoss = TimeSpan.FromDays(7);

    public EffectKind Kind => EffectKind.Reward;

    public Repeatable RepeatableFor(Lead lead) => Repeatable.Never;

    public ValueTask<TimeSpan?> Waits(Lead lead, CancellationToken ct) => default;

    public async ValueTask<Prepared> Prepare(Lead lead, Effect effect, CancellationToken ct)
    {
        if (offers.Find(effect.OfferId)?.Referral is not { } referral)
        {
            return new Prepared.Never(Reason.NoReferral(effect.OfferId));
        }

        if (lead.LeftAt is not null)
        {
            return new Prepared.Never(Reason.ContactGone);
        }

        var counted = (await referrals.Count(lead, effect.OfferId, ct)).Count(f => f.WhyNot is null);
        return counted < referral.Friends
            ? new Prepared.Never(Reason.TooFewFriends(counted, referral.Friends))
            : new Prepared.Impossible(MayBeForgotten ? Reason.RewardMayBeGiven : Reason.RewardByHand(counted), referral.Reward);
    }

    /// <summary>What was given shortly before a loss stands nowhere; what was restored says that it is still to be given.</summary>
    private bool MayBeForgotten => catchUps is { IsKnownLoss: true, Lost: { } lost } && (time.GetUtcNow() - lost.FoundAt).Duration() < LooksAfterLoss;
}
