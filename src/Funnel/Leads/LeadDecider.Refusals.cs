using Funnel.Connectors;
using Funnel.Reasons;

namespace Funnel.Leads;

/// <content>People who want to be left alone, until an operator takes that back.</content>
public static partial class LeadDecider
{
    /// <summary>Whoever was told that nothing more comes, and refuses again within this time, knows it.</summary>
    internal static readonly TimeSpan ConfirmedFor = TimeSpan.FromDays(30);

    /// <summary>The message by which they said so is noted as any other is, in the same commit; and the refusal is confirmed there, the first time.</summary>
    private static Decided Decline(Lead lead, LeadCommand.Decline c)
    {
        var declined = Declined(lead, c);
        var told = c.Message is { } message ? declined.Then(message) : declined;
        return declined.Changes && c.Confirms ? Confirmed(told, c) : told;
    }

    /// <summary>Wants the one message that says so, where the chat is open and it was not said lately.</summary>
    private static Decided Confirmed(Decided told, LeadCommand.Decline c)
    {
        var lead = told.State!;
        var before = lead.Find(Effect.RefusalConfirmationId);
        var lately = before is { Status: not (EffectStatus.Sent or EffectStatus.Dropped) } || (before is { MayHaveBeenSent: true } && !(before.AttemptedAt + ConfirmedFor <= c.Now));
        if (lead.IsChatOver(c.Now) || lately)
        {
            return told;
        }

        var wanted = new Effect(Effect.RefusalConfirmationId, EffectKind.RefusalConfirmation, lead.OfferId, EffectStatus.Wanted);
        var confirmed = told with { State = lead.With(wanted), Work = told.Work.Add(Work.On(wanted, TimeSpan.Zero)) };
        return before is null ? confirmed : confirmed.And(Event(LeadEventKind.Replayed, c, wanted, Reason.SendsAgain));
    }

    /// <summary>Its one attempt failed, or nobody knows what came of it.</summary>
    private static Decided NotSaid(Lead lead, Effect effect, Failure failure, LeadCommand.Settle c)
    {
        var unknown = failure.Kind == FailureKind.Unknown;
        var untouched = unknown ? lead : lead with { WindowUsed = Math.Max(0, lead.WindowUsed - 1) };
        var failed = Event(unknown ? LeadEventKind.OutcomeUnknown : LeadEventKind.SendFailed, c, effect, failure.ToReason());
        var over = Unsaid(untouched, effect with { CameToNothing = !unknown }, c, failure.ToReason());
        return over with { Events = over.Events.Insert(0, failed) };
    }

    /// <summary>What cannot be said now is given up.</summary>
    private static Decided Unsaid(Lead lead, Effect effect, LeadCommand c, Reason why) =>
        Change(lead, effect, effect with { Status = EffectStatus.Dropped, Reason = why, NotBefore = null }, Event(LeadEventKind.Dropped, c, effect, why));

    private static Decided Declined(Lead lead, LeadCommand.Decline c)
    {
        if (lead.Exit == Exit.Declined && (c.Refused is null || lead.Refusal is not null))
        {
            return Decided.Nothing(lead);
        }

        // What nobody shall do any more, operators' tasks among it. What may have been sent stays theirs to look at; tags and remarks are for staff, and unseen.
        bool IsToBeDropped(Effect e) => e.Kind != EffectKind.Label
            && (e.Status == EffectStatus.Wanted || (c.Refused is not null && e is { Status: EffectStatus.Parked, MayHaveBeenSent: false, Kind: not EffectKind.Welcome }));
        var left = lead with { Exit = Exit.Declined, Refusal = c.Refused, MovedAt = c.Now };
        var what = new LeadEvent(LeadEventKind.Declined, c.Now, c.By, Detail: c.Said) { Reason = c.Refused is { } r ? WhyNot(r) : null };
        var decided = Decided.Move(lead.Effects.Where(IsToBeDropped).Aggregate(left, (state, e) => state.With(Dropped(e))), what);
        foreach (var task in lead.Effects.Where(e => IsToBeDropped(e) && e.Status == EffectStatus.Parked))
        {
            decided = decided.And(Event(LeadEventKind.Dropped, c, task, Reason.PersonDeclined));
        }

        // Whoever said no and added us afterwards is greeted by a person.
        return lead.Find(Effect.WelcomeId) is { Status: EffectStatus.Wanted } welcome && lead.Contact is not null && c.Refused is { } refusal && !(lead.ArrivedAt < refusal.At)
            ? (decided with { State = decided.State!.With(ForStaff(welcome)) }).And(Event(LeadEventKind.Parked, c, welcome, Reason.RefusedAndAdded))
            : decided;
    }

    private static Effect Dropped(Effect effect) => effect with { Status = EffectStatus.Dropped, Reason = Reason.PersonDeclined, NotBefore = null };

    /// <summary>The code is left out: whoever is greeted by hand needs none.</summary>
    private static Effect ForStaff(Effect welcome) =>
        welcome with { Status = EffectStatus.Parked, Reason = Reason.RefusedAndAdded, WelcomeCode = null, CodeExpiresAt = null, NotBefore = null };

    private static Reason WhyNot(Refusal refusal) => Reason.DoNotContact(refusal.Source.ToString().ToLowerInvariant(), refusal.AccountId, refusal.At);

    private static Decided LiftRefusal(Lead lead, LeadCommand.LiftRefusal c)
    {
        if (lead.Exit != Exit.Declined)
        {
            return Decided.Nothing(lead);
        }

        var exit = lead.LeftAt is null ? Exit.None : Exit.Lost;
        var lifted = Decided.Move(
            lead with { Exit = exit, Refusal = null, MovedAt = c.Now },
            new LeadEvent(LeadEventKind.Replayed, c.Now, c.By) { Reason = Reason.RefusalLifted });

        // That nothing more comes is not true any more.
        return lead.Find(Effect.RefusalConfirmationId) is { Status: EffectStatus.Wanted } unsaid
            ? (lifted with { State = lifted.State!.With(unsaid with { Status = EffectStatus.Dropped, Reason = Reason.RefusalLifted }) })
                .And(Event(LeadEventKind.Dropped, c, unsaid, Reason.RefusalLifted))
            : lifted;
    }

    /// <summary>
    /// It was certainly never sent, and dropped for no other reason than that the person had said no, which was taken back, that what they had said was no inquiry, or that
    /// it was hidden: it may be wanted again.
    /// </summary>
    private static bool MayBeAskedAnew(Effect effect) =>
        IsUnansweredAs(effect, Reason.PersonDeclined) || IsUnansweredAs(effect, Reason.NotAnInquiry) || IsUnansweredAs(effect, Reason.CommentHidden);

    private static bool IsUnansweredAs(Effect effect, Reason why) => effect is { Status: EffectStatus.Dropped, MayHaveBeenSent: false } && Equals(effect.Reason, why);

    private static Reason AskedAnew(Effect dropped) => Equals(dropped.Reason, Reason.NotAnInquiry) ? Reason.AskedAfterAll
        : Equals(dropped.Reason, Reason.CommentHidden) ? Reason.AskedAfterHidden
        : Reason.AskedAfterLift;

    /// <summary>Decides on the state in which the refusal is noted; both are one commit.</summary>
    private static Decided AfterRefusal(Lead lead, LeadCommand command)
    {
        var noted = Declined(lead, new LeadCommand.Decline(command.Now, null) { Refused = command.Refused });
        var then = Decide(noted.State, command with { Refused = null });
        return then with { Events = [.. noted.Events, .. then.Events], Work = [.. noted.Work, .. then.Work], Refusal = null };
    }
}
