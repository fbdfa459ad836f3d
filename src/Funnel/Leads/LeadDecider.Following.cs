using Funnel.Reasons;

namespace Funnel.Leads;

/// <content>Following people who asked, which staff does by hand.</content>
public static partial class LeadDecider
{
    /// <summary>Once for each person, however often they ask; nobody who declined or is a contact.</summary>
    private static Decided Followed(Decided asked, LeadCommand.Inquire c)
    {
        if (!c.Follows || asked.State is not { Exit: not Exit.Declined, Contact: null } lead || (lead.Find(Effect.FollowId) is { } before && !MayBeAskedAnew(before)))
        {
            return asked;
        }

        var reason = Reason.FollowsByHand(c.AccountId);
        var follow = new Effect(Effect.FollowId, EffectKind.Follow, c.Ask.OfferId, EffectStatus.Parked) { VideoId = c.Ask.VideoId, CommentId = c.Ask.CommentId, Reason = reason };
        return (asked with { State = lead.With(follow) }).And(Event(LeadEventKind.Parked, c, follow, reason));
    }

    /// <summary>Nobody has to follow a contact any more.</summary>
    /// <param name="byHand">An operator said that they are one: it waits again when that was a mistake.</param>
    private static Decided FollowingOver(Decided added, LeadCommand c, bool byHand)
    {
        if (added.State!.Find(Effect.FollowId) is not { Status: EffectStatus.Parked } follow)
        {
            return added;
        }

        var over = follow with { Status = EffectStatus.Dropped, Reason = Reason.AlreadyContact, Hand = byHand ? new(c.By, c.Now, follow.Reason, null) : null };
        return (added with { State = added.State.With(over) }).And(Event(LeadEventKind.Dropped, c, follow, Reason.AlreadyContact));
    }
}
