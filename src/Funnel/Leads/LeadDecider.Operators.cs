using Funnel.Reasons;

namespace Funnel.Leads;

/// <content>What waits for a person, and what people do about it.</content>
public static partial class LeadDecider
{
    private static Decided Park(Lead lead, LeadCommand.Park c) =>
        lead.Find(c.EffectId) is not { } effect ? Decided.Refuse(lead, Reason.NotWanted(c.EffectId))
        : effect.Status == EffectStatus.Parked ? Decided.Nothing(lead)
        : ParkEffect(lead, effect with { Text = c.Text ?? effect.Text }, c, c.Reason);

    private static Decided Replay(Lead lead, LeadCommand.Replay c)
    {
        if (lead.Find(c.EffectId) is not { } effect)
        {
            return Decided.Refuse(lead, Reason.NotWanted(c.EffectId));
        }

        // A code that a platform gave for it is the only way to send it.
        if (effect is { Kind: EffectKind.Welcome, CodeExpiresAt: var end } && (end <= c.Now || (end is null
            && (effect.Reason == Reason.NoWelcomeCode || effect.Reason == Reason.WelcomeMayBeLost || effect.Reason == Reason.RefusedAndAdded))))
        {
            return Decided.Refuse(lead, Reason.NoCodeToReplay);
        }

        if (lead.Exit == Exit.Declined)
        {
            return Decided.Refuse(lead, Reason.PersonDeclined);
        }

        if (effect.Kind == EffectKind.Invite && lead.Contact is not null)
        {
            return Decided.Refuse(lead, Reason.AlreadyContact);
        }

        if (IsToHidden(lead, effect))
        {
            return Decided.Refuse(lead, Reason.CommentHidden);
        }

        // Anything else is under way: to send it again now might be to send it twice.
        if (effect.Status != EffectStatus.Parked)
        {
            return Decided.Refuse(lead, Reason.NotParked(effect.Id, effect.Status));
        }

        var again = effect with { Status = EffectStatus.Wanted, Reason = null, NotBefore = null, ReadBacks = 0, ReplayedBy = c.ReplayId, ReplayedAfter = effect.Attempts };
        if (!effect.MayHaveBeenSent || c.Rules.Repeatable != Repeatable.Never)
        {
            return Replayed(again, Reason.SendsAgain);
        }

        if (!c.Unsent)
        {
            return c.CanReadBack ? Replayed(again with { Status = EffectStatus.Unknown }, Reason.LooksFirst) : Decided.Refuse(lead, Reason.MayHaveBeenSent(effect.Id));
        }

        if (c.AttemptId is { } known && !string.Equals(known, effect.AttemptId, StringComparison.Ordinal))
        {
            return Decided.Refuse(lead, Reason.StaleAttempt(effect.Id, known));
        }

        // Whoever looked did not see what is only on its way.
        return effect.UnderWayFor(c.Now, c.Rules) > TimeSpan.Zero
            ? Decided.Refuse(lead, Reason.StillUnderWay)
            : Replayed(again with { CameToNothing = true }, Reason.SaidUnsent);

        // Wanted without a window it would wait where no operator sees it.
        Decided Replayed(Effect to, Reason how) => effect.Kind == EffectKind.Invite && lead.IsChatOver(c.Now)
            ? Decided.Refuse(lead, Reason.NoWindowToReplay)
            : Change(lead, effect, to, Event(LeadEventKind.Replayed, c, effect, how), Work.On(effect, TimeSpan.Zero));
    }

    private static Decided DoneByHand(Lead lead, LeadCommand.DoneByHand c) =>
        lead.Find(c.EffectId) is not { } effect ? Decided.Refuse(lead, Reason.NotWanted(c.EffectId))
        : effect.Status == EffectStatus.Sent ? Decided.Nothing(lead)
        : MarkSent(lead, DecidedBy(lead, effect, c, StageOf(effect)), receipt: null, Event(LeadEventKind.DoneByHand, c, effect));

    private static Decided GiveUp(Lead lead, LeadCommand.GiveUp c) =>
        lead.Find(c.EffectId) is not { } effect ? Decided.Refuse(lead, Reason.NotWanted(c.EffectId))
        : effect.Status == EffectStatus.Sending ? Decided.Refuse(lead, Reason.BeingSent(effect.Id))
        : Change(lead, effect, DecidedBy(lead, effect, c, null) with { Status = EffectStatus.Dropped }, Event(LeadEventKind.Dropped, c, effect, c.Why));

    private static Decided Drop(Lead lead, LeadCommand.Drop c) =>
        lead.Find(c.EffectId) is not { Status: EffectStatus.Wanted } effect ? Decided.Nothing(lead)
        : Change(lead, effect, effect with { Status = EffectStatus.Dropped, Reason = c.Why, NotBefore = null }, Event(LeadEventKind.Dropped, c, effect, c.Why));

    private static Decided NotInquiry(Lead lead, LeadCommand.NotInquiry c)
    {
        var decided = Decided.Nothing(lead);
        foreach (var effect in lead.Effects.Where(e => e is { Kind: EffectKind.Reply or EffectKind.Invite or EffectKind.Follow, Status: EffectStatus.Wanted or EffectStatus.Parked }))
        {
            var hand = new HandDecision(c.By, c.Now, effect.Status == EffectStatus.Parked ? effect.Reason : Reason.PutBack, null);
            var dropped = effect with { Status = EffectStatus.Dropped, Reason = Reason.NotAnInquiry, NotBefore = null, Hand = hand };
            var one = Change(decided.State!, effect, dropped, Event(LeadEventKind.Dropped, c, effect, Reason.NotAnInquiry));
            decided = decided with { State = one.State, Events = [.. decided.Events, .. one.Events] };
        }

        return decided;
    }

    private static Decided PutBack(Lead lead, LeadCommand.PutBack c)
    {
        if (lead.Find(c.EffectId) is not { } effect)
        {
            return Decided.Refuse(lead, Reason.NotWanted(c.EffectId));
        }

        if (effect.Status == EffectStatus.Parked)
        {
            return Decided.Nothing(lead);
        }

        // Only what nothing but the operator's word says: what the platform confirmed since was no mistake.
        if (effect is not { Status: EffectStatus.Sent or EffectStatus.Dropped, Hand: { } hand, Receipt: null, Visible: null } || (effect.SentAt is { } sent && sent != hand.At))
        {
            return Decided.Refuse(lead, Reason.NothingToPutBack(effect.Id, effect.Status));
        }

        if (lead.Exit == Exit.Declined)
        {
            return Decided.Refuse(lead, Reason.PersonDeclined);
        }

        if (IsToHidden(lead, effect))
        {
            return Decided.Refuse(lead, Reason.CommentHidden);
        }

        if ((c.Now - hand.At).Duration() > HandDecision.TakenBackWithin)
        {
            return Decided.Refuse(lead, Reason.TooLateToPutBack(hand.At));
        }

        Stage? stage = lead.Stage == StageOf(effect) ? hand.From : null;
        var waiting = effect with { Status = EffectStatus.Parked, Reason = hand.Was, SentAt = null, Hand = null };
        return Change(lead with { Stage = stage ?? lead.Stage }, effect, waiting, Event(LeadEventKind.Parked, c, effect, Reason.PutBack) with { Stage = stage });
    }

    /// <summary>The effect with who decided on it; only what waited for somebody can be put back.</summary>
    private static Effect DecidedBy(Lead lead, Effect effect, LeadCommand c, Stage? to) =>
        effect with { Hand = effect.Status == EffectStatus.Parked ? new(c.By, c.Now, effect.Reason, to > lead.Stage ? lead.Stage : null) : null };
}
