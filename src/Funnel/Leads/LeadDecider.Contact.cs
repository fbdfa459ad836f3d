using Funnel.Connectors;
using Funnel.Reasons;

namespace Funnel.Leads;

public static partial class LeadDecider
{
    private static Decided OpenChat(Lead lead, LeadCommand.OpenChat c)
    {
        var known = lead.Window is { } w
            && (string.Equals(w.MessageId, c.Window.MessageId, StringComparison.Ordinal) || w.OpenedAt > c.Window.OpenedAt);

        // Opening the chat (seconds) does not end the window that the person's own message gave (a day). Of two of a kind the newer one counts,
        // whatever their ends say: the clock may have been set back in between.
        var longer = lead.Window is { IsChat: true } open && open.Kind != c.Window.Kind && open.ExpiresAt > c.Window.ExpiresAt && lead.WindowUsed < open.Allowance;
        if (known || longer)
        {
            return Decided.Nothing(lead);
        }

        var kind = c.Window.Kind == WindowKind.Wrote ? LeadEventKind.PersonWrote : LeadEventKind.ChatOpened;
        var talking = Advance(lead, Stage.Talking, c.Now);
        var what = new LeadEvent(kind, c.Now, c.By, Stage: talking.Stage != lead.Stage ? Stage.Talking : null, Detail: c.Text);
        return Invited(Decided.Move(talking, what), c.Window, c);
    }

    /// <summary>A comment that opens a window by itself. It is no chat that the person opened, and takes the place of no such one that is open.</summary>
    private static Decided Permitted(Decided asked, LeadCommand.Inquire c) =>
        c.Window is { } window && asked.State!.Window is var before && (before is not { IsChat: true } || asked.State.IsChatOver(c.Now)) ? Invited(asked, window, c) : asked;

    /// <summary>
    /// Through a new window the person is invited: once per lead. A contact needs none, and someone who declined gets none.
    /// </summary>
    private static Decided Invited(Decided told, ChatWindow window, LeadCommand c)
    {
        var opened = told.State! with { Window = window, WindowUsed = 0 };
        if (opened.Exit == Exit.Declined || opened.Contact is not null || window.ExpiresAt <= c.Now)
        {
            return told with { State = opened };
        }

        var invite = opened.Find(Effect.InviteId) ?? new Effect(Effect.InviteId, EffectKind.Invite, opened.OfferId, EffectStatus.Wanted);
        return invite.Status == EffectStatus.Wanted ? told.Wanting(opened, invite with { NotBefore = null })
            : WaitsForChat(invite) ? told.Wanting(opened, invite with { Status = EffectStatus.Wanted, Reason = null, NotBefore = null }, revives: true)
                .And(Event(LeadEventKind.Replayed, c, invite, Reason.ChatOpenedAgain))
            : MayBeAskedAnew(invite) ? told.Wanting(opened, invite with { Status = EffectStatus.Wanted, Reason = null, Hand = null })
                .And(Event(LeadEventKind.Replayed, c, invite, AskedAnew(invite)))
            : told with { State = opened };
    }

    /// <summary>It lies with the operators for no other reason than that the chat was closed.</summary>
    private static bool WaitsForChat(Effect invite) =>
        invite is { Status: EffectStatus.Parked, MayHaveBeenSent: false } && (Equals(invite.Reason, Reason.WindowMissed) || Equals(invite.Reason, Reason.NoWindowToReplay));

    private static Decided ChatReceipt(Lead lead, LeadCommand.ChatReceipt c)
    {
        // The receipt reports a card without text, and a text with the link after our words; only one invitation may be under way at a time.
        var ours = lead.Find(Effect.InviteId) is { Attempts: > 0, Status: EffectStatus.Sending or EffectStatus.Unknown or EffectStatus.Parked } effect
            && (c.Text is null || (effect.Text is { Length: > 0 } said && c.Text.StartsWith(said, StringComparison.Ordinal)))
            && string.Equals(lead.Window?.ConversationId, c.ConversationId, StringComparison.Ordinal)
            ? effect
            : null;
        return ours is null ? Decided.Nothing(lead) : MarkSent(lead, ours, c.MessageId, Event(LeadEventKind.FoundSent, c, ours, Reason.PlatformReceipt));
    }

    private static Decided OpenLink(Lead lead, LeadCommand.OpenLink c) => lead.LinkOpenedAt is not null ? Decided.Nothing(lead)
        : Decided.Move(lead with { LinkOpenedAt = c.Now }, new LeadEvent(LeadEventKind.LinkOpened, c.Now, c.By));

    private static Decided Arrive(Lead lead, LeadCommand.Arrive c)
    {
        var live = !c.NeedsCode || (c.WelcomeCode is not null && c.CodeExpiresAt > c.Now);
        var returned = lead.LeftAt is { } left && c.At > left && string.Equals(lead.Contact?.PersonId, c.Contact.PersonId, StringComparison.Ordinal);
        if (lead.Contact is not null && !returned && !lead.IsAddedByHand)
        {
            // Known already. Another contact with the same token is a lead of its own (CameByLink); this one stays who it is. Who said no since gets no welcome.
            return live && lead.Contact == c.Contact && lead.LeftAt is null && lead.Exit != Exit.Declined && lead.Find(Effect.WelcomeId) is { Status: EffectStatus.Parked, Attempts: 0 } owed
                ? Change(lead, owed, Coded(owed, c), Event(LeadEventKind.WelcomeCodeCame, c, owed), Soon(c))
                : Decided.Nothing(lead);
        }

        // Whoever adds us wants to talk, whatever was done before. Who said no said it to the machine, and only an operator takes that back.
        var exit = lead.Exit == Exit.Declined ? Exit.Declined : Exit.None;
        var added = Advance(lead with { Contact = c.Contact, ContactVia = c.Via, AddedFrom = null, Exit = exit, ArrivedAt = c.At, LeftAt = null }, Stage.Added, c.Now);
        LeadEvent? invited = null;
        var what = new LeadEvent(returned ? LeadEventKind.Returned : LeadEventKind.Arrived, c.Now, c.By, Stage: added.Stage != lead.Stage ? Stage.Added : null);
        // Whoever comes by the link that the invitation carries has got it, whatever was known of it; and nobody needs one any more.
        // After a loss that holds although nothing of an invitation is stored.
        var given = added.Find(Effect.InviteId) ?? (c is { IsAfterLoss: true, LinkOf: null } ? new Effect(Effect.InviteId, EffectKind.Invite, added.OfferId, EffectStatus.Wanted) : null);
        if (given is { Status: not (EffectStatus.Sent or EffectStatus.Dropped) } invite)
        {
            var came = c.IsAfterLoss || (invite.Attempts > 0 && invite.Status != EffectStatus.Wanted);
            added = added.With(invite with
            {
                Status = came ? EffectStatus.Sent : EffectStatus.Dropped,
                SentAt = came ? invite.AttemptedAt ?? c.At : null,
                Reason = came ? null : Reason.AlreadyContact,
                NotBefore = null,
            });
            invited = Event(came ? LeadEventKind.FoundSent : LeadEventKind.Dropped, c, invite, came ? Reason.CameByItsLink : Reason.AlreadyContact);
        }

        // Another member of staff has to see who it is, too.
        if (returned && lead.Contact != c.Contact && added.Find(Effect.LabelId) is { Status: EffectStatus.Sent } labelled)
        {
            added = added.With(labelled with { Status = EffectStatus.Wanted, Attempts = 0 });
        }

        var arrived = AskedIntoGroup(FollowingOver(Welcomed(added, c, live, what, invited, lead.IsAddedByHand), c, byHand: false), c);
        return lead.Contact is null ? RewardedLate(arrived, c) : arrived;
    }

    /// <param name="byHand">An operator said before that the person was there: the welcome is owed already, by hand as far as it was not given, and nobody was labelled.</param>
    private static Decided Welcomed(Lead added, LeadCommand.Arrive c, bool live, LeadEvent what, LeadEvent? invited, bool byHand)
    {
        added = byHand && added.Find(Effect.LabelId) is null ? added.With(new Effect(Effect.LabelId, EffectKind.Label, added.OfferId, EffectStatus.Wanted)) : added;
        var events = invited is null ? Decided.Move(added, what, Soon(c)) : Decided.Move(added, what, Soon(c)).And(invited);

        // Whoever came back was served before, or still waits for it; the material is promised once.
        if (added.Find(Effect.WelcomeId) is { } before && !IsTakenBack(before))
        {
            return live && added.Exit != Exit.Declined && before is { Attempts: 0 } && (before.Status == EffectStatus.Parked || (byHand && before.Status == EffectStatus.Wanted))
                ? (events with { State = added.With(Coded(before, c)) }).And(Event(LeadEventKind.WelcomeCodeCame, c, before))
                : events;
        }

        var offer = added.OfferId;
        if (added.Exit == Exit.Declined)
        {
            return Greeted(added, c, events);
        }

        var label = new Effect(Effect.LabelId, EffectKind.Label, offer, EffectStatus.Wanted);
        var welcome = new Effect(Effect.WelcomeId, EffectKind.Welcome, offer, EffectStatus.Wanted);
        return live
            ? events with { State = added.With(Coded(welcome, c)).With(label) }
            : (events with { State = added.With(welcome with { Status = EffectStatus.Parked, Reason = NoCode(c) }).With(label) })
                .And(Event(LeadEventKind.Parked, c, welcome, NoCode(c)));
    }

    /// <summary>No machine writes to who said no; staff sees who it is, and decides.</summary>
    private static Decided Greeted(Lead added, LeadCommand.Arrive c, Decided events)
    {
        var welcome = ForStaff(new Effect(Effect.WelcomeId, EffectKind.Welcome, added.OfferId, EffectStatus.Wanted));
        var label = new Effect(Effect.LabelId, EffectKind.Label, added.OfferId, EffectStatus.Wanted);
        return (events with { State = added.With(welcome).With(label) }).And(Event(LeadEventKind.Parked, c, welcome, Reason.RefusedAndAdded));
    }

    private static Reason NoCode(LeadCommand.Arrive c) => c.IsAfterLoss ? Reason.WelcomeMayBeLost : Reason.NoWelcomeCode;

    /// <summary>A link that was passed on: whoever came by it asked for nothing, and is a person of their own.</summary>
    private static Decided CameByLink(Lead other, LeadCommand.Arrive c)
    {
        var person = PersonOf(c.Via, c.Contact);
        var opened = new Lead
        {
            Id = LeadId.Of(other.AccountId, person),
            AccountId = other.AccountId,
            PersonId = person,
            Stage = Stage.Inquired,
            Origin = Origin.Of(c.Now, c.UtcOffset, other.Origin?.VideoId ?? other.Asks.FirstOrDefault()?.VideoId ?? "", other.OfferId, null),
            CameBy = new(other.Id, other.Nick, other.OfferId),
            OpenedAt = c.Now,
            MovedAt = c.Now,
        };
        var arrived = Arrive(Born(opened, c), c);
        var begun = arrived with { Events = arrived.Events.Insert(0, new LeadEvent(LeadEventKind.CameByLink, c.Now, c.By, Detail: other.Id.ToString())) };
        return c.Refused is { } refusal
            ? begun with { Events = begun.Events.Insert(1, new LeadEvent(LeadEventKind.Declined, c.Now, c.By) { Reason = WhyNot(refusal) }) }
            : begun;
    }

    /// <summary>A person who is known by contact alone.</summary>
    internal static string PersonOf(string? via, ContactId contact) => $"{via}:{contact.PersonId}";

    private static Effect Coded(Effect welcome, LeadCommand.Arrive c) =>
        welcome with { Status = EffectStatus.Wanted, WelcomeCode = c.WelcomeCode, CodeExpiresAt = c.NeedsCode ? c.CodeExpiresAt : null, Reason = null };

    /// <summary>The safety net of a welcome that its callback did not finish, and the labels that follow it.</summary>
    private static Work[] Soon(LeadCommand.Arrive c)
    {
        var delay = c.CodeExpiresAt is { } end && end > c.Now ? (end - c.Now) / 4 : TimeSpan.Zero;
        return [Work.Later(Effect.WelcomeId, delay), Work.Later(Effect.LabelId, delay)];
    }

    private static Decided Leave(Lead lead, LeadCommand.Leave c)
    {
        // The latest deletion counts: the return before it may still be on its way.
        if (lead.Contact != c.Contact || c.At <= lead.LeftAt || c.At < lead.ArrivedAt)
        {
            return Decided.Nothing(lead);
        }

        // Who said no and then left is still somebody who said no.
        var exit = lead.Exit == Exit.Declined ? Exit.Declined : Exit.Lost;
        var left = Decided.Move(lead with { Exit = exit, LeftAt = c.At, MovedAt = c.Now }, new LeadEvent(LeadEventKind.Deleted, c.Now, c.By));
        foreach (var owed in lead.Effects.Where(e => e is { Kind: EffectKind.GroupInvite or EffectKind.Reward, Status: EffectStatus.Wanted or EffectStatus.Parked }))
        {
            left = (left with { State = left.State!.With(owed with { Status = EffectStatus.Dropped, Reason = Reason.ContactGone, NotBefore = null }) })
                .And(Event(LeadEventKind.Dropped, c, owed, Reason.ContactGone));
        }

        return left;
    }
}
