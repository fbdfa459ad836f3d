using Funnel.Reasons;

namespace Funnel.Leads;

/// <content>Arrivals of which nothing but an operator's word tells.</content>
public static partial class LeadDecider
{
    private static Decided AddedByHand(Lead lead, LeadCommand.AddedByHand c)
    {
        if (lead.Contact is not null)
        {
            return Decided.Nothing(lead);
        }

        if (lead.Stage < Stage.Replied)
        {
            return Decided.Refuse(lead, Reason.NotAnsweredYet);
        }

        var invite = lead.Find(Effect.InviteId);
        if (invite is { Status: EffectStatus.Sending })
        {
            return Decided.Refuse(lead, Reason.BeingSent(invite.Id));
        }

        var exit = lead.Exit == Exit.Declined ? Exit.Declined : Exit.None;
        var contact = new Connectors.ContactId(c.By, lead.Id.ToString());
        var added = Advance(
            lead with { Contact = contact, ContactVia = Lead.ByHand, AddedFrom = lead.Stage < Stage.Added ? lead.Stage : null, Exit = exit, ArrivedAt = c.Now, LeftAt = null }, Stage.Added, c.Now);
        var told = Decided.Move(added, new LeadEvent(LeadEventKind.Arrived, c.Now, c.By, Stage: added.Stage != lead.Stage ? Stage.Added : null) { Reason = Reason.AddedByHand });
        return WelcomedByHand(FollowingOver(invite is { Status: not (EffectStatus.Sent or EffectStatus.Dropped) } ? InvitationOver(told, invite, c) : told, c, byHand: true), c);
    }

    /// <summary>Nobody needs an invitation any more. Who decided stands with it, so that it waits again when that was a mistake.</summary>
    private static Decided InvitationOver(Decided told, Effect invite, LeadCommand.AddedByHand c)
    {
        var came = invite.Attempts > 0 && invite.Status != EffectStatus.Wanted;
        var over = invite with
        {
            Status = came ? EffectStatus.Sent : EffectStatus.Dropped,
            SentAt = came ? c.Now : null,
            Reason = came ? null : Reason.AlreadyContact,
            NotBefore = null,
            Hand = new(c.By, c.Now, invite.Status == EffectStatus.Parked ? invite.Reason : Reason.PutBack, null),
        };
        return (told with { State = told.State!.With(over) }).And(Event(came ? LeadEventKind.FoundSent : LeadEventKind.Dropped, c, invite, came ? Reason.AddedByHand : Reason.AlreadyContact));
    }

    /// <summary>The welcome is wanted as of anybody who came, so that its text is made ready; as no connector can send it, it becomes a task. There is nothing to label.</summary>
    private static Decided WelcomedByHand(Decided told, LeadCommand.AddedByHand c)
    {
        var added = told.State!;
        if (added.Find(Effect.WelcomeId) is { } before && !IsTakenBack(before))
        {
            return told;
        }

        var welcome = new Effect(Effect.WelcomeId, EffectKind.Welcome, added.OfferId, EffectStatus.Wanted);
        return added.Exit == Exit.Declined
            ? (told with { State = added.With(ForStaff(welcome)) }).And(Event(LeadEventKind.Parked, c, welcome, Reason.RefusedAndAdded))
            : told with { State = added.With(welcome), Work = told.Work.Add(Work.On(welcome, TimeSpan.Zero)) };
    }

    private static Decided NotAdded(Lead lead, LeadCommand.NotAdded c)
    {
        if (lead.Contact is null)
        {
            return Decided.Nothing(lead);
        }

        if (!lead.IsAddedByHand || lead.ArrivedAt is not { } at)
        {
            return Decided.Refuse(lead, Reason.NotAddedByHand);
        }

        if ((c.Now - at).Duration() > HandDecision.TakenBackWithin)
        {
            return Decided.Refuse(lead, Reason.TooLateToPutBack(at));
        }

        var welcome = lead.Find(Effect.WelcomeId);
        var isBegun = welcome is { Attempts: > 0 } or { Status: not (EffectStatus.Wanted or EffectStatus.Parked or EffectStatus.Dropped) };
        if (lead.Stage != Stage.Added || lead.AddedFrom is not { } from || isBegun)
        {
            return Decided.Refuse(lead, Reason.NothingToPutBack(Effect.WelcomeId, welcome?.Status ?? EffectStatus.Sent));
        }

        var back = lead with { Contact = null, ContactVia = null, AddedFrom = null, ArrivedAt = null, Stage = from, MovedAt = c.Now };
        var decided = Decided.Move(back, new LeadEvent(LeadEventKind.Replayed, c.Now, c.By, Stage: from) { Reason = Reason.AddedTakenBack });
        if (welcome is { Status: not EffectStatus.Dropped })
        {
            var dropped = welcome with { Status = EffectStatus.Dropped, Reason = Reason.AddedTakenBack, NotBefore = null };
            decided = (decided with { State = decided.State!.With(dropped) }).And(Event(LeadEventKind.Dropped, c, welcome, Reason.AddedTakenBack));
        }

        if (lead.Exit != Exit.Declined && lead.Find(Effect.InviteId) is { Hand: { } hand, Status: EffectStatus.Sent or EffectStatus.Dropped, Receipt: null } invite && hand.At == at)
        {
            var waiting = invite with { Status = EffectStatus.Parked, Reason = hand.Was, SentAt = null, Hand = null };
            decided = (decided with { State = decided.State!.With(waiting) }).And(Event(LeadEventKind.Parked, c, invite, Reason.PutBack));
        }

        if (lead.Exit != Exit.Declined && lead.Find(Effect.FollowId) is { Hand: { } decision, Status: EffectStatus.Dropped } follow && decision.At == at)
        {
            decided = (decided with { State = decided.State!.With(follow with { Status = EffectStatus.Parked, Reason = decision.Was, Hand = null }) })
                .And(Event(LeadEventKind.Parked, c, follow, Reason.PutBack));
        }

        return decided;
    }

    private static bool IsTakenBack(Effect welcome) => welcome is { Status: EffectStatus.Dropped, Attempts: 0 } && Equals(welcome.Reason, Reason.AddedTakenBack);
}
