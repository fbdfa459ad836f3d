using Funnel.Reasons;

namespace Funnel.Leads;

/// <content>Friends who came by the person's link, and what was promised for them.</content>
public static partial class LeadDecider
{
    private static Decided LinkPassedOn(Lead lead, LeadCommand.LinkPassedOn c)
    {
        if (lead.Friends.Contains(c.Friend) || lead.Friends.Length >= Lead.MaxFriends || lead.Id == c.Friend)
        {
            return Decided.Nothing(lead);
        }

        var told = Decided.Move(lead with { Friends = lead.Friends.Add(c.Friend) }, new LeadEvent(LeadEventKind.LinkPassedOn, c.Now, c.By, Detail: c.Friend.ToString()));
        return c.Terms is { } terms ? Rewarded(told, terms, c.IsAfterLoss, c) : told;
    }

    /// <summary>
    /// Wanted as soon as enough came, and counted when they have had their time to stay. Where any of them may have come before a loss, nobody knows whether it was given: staff looks.
    /// What was dropped because too few had stayed is wanted again with each that comes.
    /// </summary>
    private static Decided Rewarded(Decided told, ReferralTerms terms, bool isAfterLoss, LeadCommand c)
    {
        var lead = told.State!;
        var before = lead.Find(Effect.RewardId(terms.OfferId));
        var mayBeGiven = isAfterLoss || Equals(before?.Reason, Reason.RewardMayBeGiven);
        if (lead is { Exit: Exit.Declined } or { Contact: null } || before is { Status: not EffectStatus.Dropped } || (before is not null && !IsToBeCountedAgain(before)))
        {
            return told;
        }

        var isEnough = lead.Friends.Length >= terms.Friends;
        var reward = (before ?? new Effect(Effect.RewardId(terms.OfferId), EffectKind.Reward, terms.OfferId, EffectStatus.Wanted)) with { NotBefore = null, Reason = null };
        if (mayBeGiven)
        {
            var doubted = reward with { Status = isEnough ? EffectStatus.Parked : EffectStatus.Dropped, Reason = Reason.RewardMayBeGiven };
            return doubted == before ? told
                : (told with { State = lead.With(doubted) }).And(Event(isEnough ? LeadEventKind.Parked : LeadEventKind.Dropped, c, doubted, Reason.RewardMayBeGiven));
        }

        if (!isEnough)
        {
            return told;
        }

        var wanted = reward with { Status = EffectStatus.Wanted, NotBefore = c.Now + terms.Stay };
        var decided = told with { State = lead.With(wanted), Work = told.Work.Add(Work.On(wanted, Shorter(terms.Stay, MostUnseen))) };
        return before is null ? decided : decided.And(Event(LeadEventKind.Replayed, c, wanted, Reason.AnotherFriend));
    }

    /// <summary>Who came by the link of somebody who is not known to have come themselves came in a time of which something is lost.</summary>
    private static Decided RewardedLate(Decided arrived, LeadCommand.Arrive c) =>
        c.Terms is { } terms && arrived is { Changes: true, State.Friends.IsEmpty: false } ? Rewarded(arrived, terms, isAfterLoss: true, c) : arrived;

    private static bool IsToBeCountedAgain(Effect reward) => reward.Reason?.Code is Reason.TooFewFriendsCode || Equals(reward.Reason, Reason.RewardMayBeGiven);
}
