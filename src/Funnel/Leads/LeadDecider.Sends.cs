using Funnel.Connectors;
using Funnel.Reasons;

namespace Funnel.Leads;

public static partial class LeadDecider
{
    private static Decided Claim(Lead lead, LeadCommand.Claim c)
    {
        if (lead.Find(c.EffectId) is not { } effect)
        {
            return Decided.Refuse(lead, Reason.NotWanted(c.EffectId));
        }

        if ((WhyNotNow(lead, effect, c.Now, c.HasTurn) ?? EnoughForADay(lead, effect, c)) is { } why)
        {
            return Decided.Refuse(lead, why);
        }

        var claimed = effect with
        {
            Status = EffectStatus.Sending,
            AttemptId = c.AttemptId,
            AttemptedAt = c.Now,
            Attempts = effect.Attempts + 1,
            CameToNothing = false,
            Assumed = null,
            CaughtUp = c.CaughtUp,
            Held = null,
            Text = c.Text,
            Variant = c.Variant,
            ReadBacks = 0,
        };
        var used = IsInChat(effect.Kind) ? lead with { WindowUsed = lead.WindowUsed + 1 } : lead;
        return Change(used, effect, claimed, Event(LeadEventKind.Claimed, c, claimed, Reason.Attempt(claimed.Attempts)));
    }

    private static Reason? WhyNotNow(Lead lead, Effect effect, DateTimeOffset now, bool hasTurn) => effect switch
    {
        { Status: not EffectStatus.Wanted } => Reason.EffectIs(effect.Id, effect.Status),
        { IsNowOrNever: true } when lead.Exit != Exit.Declined => Reason.RefusalLifted,
        { IsNowOrNever: false } when lead.Exit == Exit.Declined => Reason.PersonDeclined,
        _ when IsToHidden(lead, effect) => Reason.CommentHidden,
        { Held: { } held } when !hasTurn => held,
        { NotBefore: { } at } when effect.NotDueFor(now) > TimeSpan.Zero => Reason.NotDue(effect.Id, at),
        _ when IsInChat(effect.Kind) && (lead.Window is not { } w || w.ExpiresAt <= now) => Reason.ChatWindowClosed,
        _ when IsInChat(effect.Kind) && lead.WindowUsed >= lead.Window!.Allowance => Reason.ChatAllowanceUsed,
        // The first attempt is made whatever our clock says: it may have been set, and the platform says when a code has ended.
        { Attempts: > 0, CodeExpiresAt: { } end } when end <= now => Reason.CodeExpired,
        _ => null,
    };

    /// <summary>Whether it is a message of the chat window's allowance.</summary>
    private static bool IsInChat(EffectKind kind) => kind is EffectKind.Invite or EffectKind.RefusalConfirmation;

    private static Decided Settle(Lead lead, LeadCommand.Settle c)
    {
        if (lead.Find(c.EffectId) is not { } effect || (c.AttemptId is not null && !string.Equals(effect.AttemptId, c.AttemptId, StringComparison.Ordinal)))
        {
            return Decided.Refuse(lead, Reason.StaleAttempt(c.EffectId, c.AttemptId));
        }

        // A receipt or a read-back may have been quicker than our own answer.
        if (effect.Status == EffectStatus.Sent)
        {
            return Decided.Nothing(lead);
        }

        var attempted = c.AttemptId is null ? effect.Status is EffectStatus.Wanted : effect.Status is EffectStatus.Sending;
        if (c.Result.Failure is not { } failure)
        {
            return attempted || (c.AttemptId is not null && effect.Status is EffectStatus.Unknown or EffectStatus.Parked)
                ? MarkSent(lead, effect, c.Result.Value.Id, Event(LeadEventKind.Sent, c, effect) with { Detail = effect.Text }, c.Rules.ConfirmAfter)
                : Decided.Refuse(lead, Reason.EffectIs(effect.Id, effect.Status));
        }

        if (!attempted)
        {
            return Decided.Refuse(lead, Reason.EffectIs(effect.Id, effect.Status));
        }

        effect = c.AttemptId is null ? effect with { Attempts = effect.Attempts + 1 } : effect;
        return c.Rules.Repeatable == Repeatable.WhileCodeLives ? SettleCoded(lead, effect, failure, c) : SettleFailure(lead, effect, failure, c);
    }

    /// <summary>While its code lives it may simply be tried again, whatever came of it; when the code has ended only a person can tell, or do it.</summary>
    private static Decided SettleCoded(Lead lead, Effect effect, Failure failure, LeadCommand.Settle c)
    {
        var delay = c.Rules.DelayAfter(effect.Attempts, failure);
        var unknown = failure.Kind == FailureKind.Unknown;
        if ((unknown || failure.Kind.MayRetrySend()) && effect.CodeExpiresAt > c.Now + delay)
        {
            var waiting = effect with { NotBefore = c.Now + delay, Reason = failure.ToReason(), ReadBacks = effect.ReadBacks + (unknown ? 1 : 0) };
            return WantAgain(lead, effect, waiting, Event(LeadEventKind.SendFailed, c, effect, failure.ToReason()), Work.On(effect, delay));
        }

        var reason = unknown || effect.Attempts > 1
            ? Reason.WelcomeUnknown(failure.ToReason())
            : Reason.WelcomeFailed(failure.ToReason());
        return ParkEffect(lead, effect, c, reason);
    }

    private static Decided SettleFailure(Lead lead, Effect effect, Failure failure, LeadCommand.Settle c)
    {
        if (effect.IsNowOrNever)
        {
            return NotSaid(lead, effect, failure, c);
        }

        if (failure.Kind == FailureKind.Unknown && c.Rules.Repeatable == Repeatable.Never)
        {
            var unknown = effect with { Status = EffectStatus.Unknown, Reason = failure.ToReason() };
            return Change(lead, effect, unknown, Event(LeadEventKind.OutcomeUnknown, c, effect, failure.ToReason()),
                Work.On(effect, c.Rules.ReadBackAfter) with { Waited = effect.AttemptId });
        }

        // Certainly not carried out (or no harm to repeat): the window's allowance was not touched.
        effect = effect with { CameToNothing = failure.Kind != FailureKind.Unknown };
        var untouched = effect.Kind == EffectKind.Invite ? lead with { WindowUsed = Math.Max(0, lead.WindowUsed - 1) } : lead;
        var said = Event(LeadEventKind.SendFailed, c, effect, failure.ToReason());
        if (failure.Kind.MayRetrySend() || failure.Kind == FailureKind.Unknown)
        {
            // Only faults count against the attempts: being told to slow down may last for hours and loses nothing.
            return failure.Kind is FailureKind.Transient or FailureKind.Unknown && effect.Attempts >= c.Rules.MaxAttempts
                ? ParkEffect(untouched, effect, c, Reason.FailedOften(effect.Attempts, failure.ToReason()))
                : TryLater(untouched, effect, c.Rules.DelayAfter(effect.Attempts, failure), failure, said);
        }

        return failure.Kind switch
        {
            FailureKind.WindowClosed when effect is { Kind: EffectKind.Invite, ReplayedBy: not null } =>
                ParkEffect(lead with { WindowUsed = lead.Window!.Allowance }, effect, c, Reason.NoWindowToReplay),

            // The platform counts otherwise than we do: this window is used up, the next one brings its own message.
            FailureKind.WindowClosed when effect.Kind == EffectKind.Invite =>
                WantAgain(lead with { WindowUsed = lead.Window!.Allowance }, effect, effect with { Reason = Reason.WaitsForPersonToWrite }, said),
            FailureKind.Gone => Change(untouched, effect, effect with { Status = EffectStatus.Dropped, Reason = failure.ToReason() },
                Event(LeadEventKind.Dropped, c, effect, failure.ToReason())),
            _ => ParkEffect(untouched, effect, c, failure.ToReason()),
        };
    }

    private static Decided TryLater(Lead lead, Effect effect, TimeSpan delay, Failure failure, LeadEvent said)
    {
        var waiting = effect with { NotBefore = said.At + delay, Reason = failure.ToReason() };

        // An invitation that cannot be due inside its window waits for the next one without a message. Who had it run again waits for what comes of that.
        var hopeless = effect.Kind == EffectKind.Invite && lead.Window is { } w && w.ExpiresAt <= waiting.NotBefore;
        return hopeless && effect.ReplayedBy is not null ? Change(lead, effect, effect with { Status = EffectStatus.Parked, Reason = Reason.NoWindowToReplay, NotBefore = null }, said)
                .And(said with { Kind = LeadEventKind.Parked, Reason = Reason.NoWindowToReplay })
            : hopeless ? WantAgain(lead, effect, waiting with { NotBefore = null }, said)
            : WantAgain(lead, effect, waiting, said, Work.On(effect, delay));
    }

    /// <summary>What was certainly not carried out is wanted again, unless the person said no in the meantime, or their comment was hidden.</summary>
    private static Decided WantAgain(Lead lead, Effect effect, Effect wanted, LeadEvent what, params ReadOnlySpan<Work> work) =>
        IsToHidden(lead, effect)
        ? Change(lead, effect, Unanswered(wanted, lead.HiddenUnder(effect)!, null), what).And(what with { Kind = LeadEventKind.Dropped, Reason = Reason.CommentHidden })
        : (lead.Exit == Exit.Declined && effect.Kind != EffectKind.Label) || effect.IsNowOrNever
        ? Change(lead, effect, effect with { Status = EffectStatus.Dropped, Reason = Reason.PersonDeclined, NotBefore = null }, what)
            .And(what with { Kind = LeadEventKind.Dropped, Reason = Reason.PersonDeclined })
        : effect.Status == EffectStatus.Wanted ? Decided.Move(lead.With(wanted), what, work)
        : Change(lead, effect, wanted with { Status = EffectStatus.Wanted }, what, work);

    private static Decided ReadBack(Lead lead, LeadCommand.ReadBack c)
    {
        if (lead.Find(c.EffectId) is not { } effect || !string.Equals(effect.AttemptId, c.AttemptId, StringComparison.Ordinal))
        {
            return Decided.Refuse(lead, Reason.StaleAttempt(c.EffectId, c.AttemptId));
        }

        if (effect.Status is not (EffectStatus.Unknown or EffectStatus.Sending))
        {
            return Decided.Nothing(lead);
        }

        if (c.Result == ReadBackResult.Repeatable)
        {
            return c.Rules.Repeatable == Repeatable.Never
                ? Decided.Refuse(lead, Reason.NeverTwice(effect.Id))
                : WantAgain(lead, effect, effect with { Reason = null, NotBefore = null },
                    Event(LeadEventKind.SendFailed, c, effect, Reason.NeverSettled), Work.On(effect, TimeSpan.Zero));
        }

        // A claim that is still young may be held by someone who is alive.
        if (effect.Status == EffectStatus.Sending && effect.UnderWayFor(c.Now, c.Rules) > TimeSpan.Zero)
        {
            return Decided.Refuse(lead, Reason.StillUnderWay);
        }

        // What was found was found. Its absence proves something only when the platform has had its time, and after the clock was set back nobody
        // knows how long ago the attempt was: it gets all of that time anew.
        if (c.Result is not (ReadBackResult.Found or ReadBackResult.Gone))
        {
            if (effect.IsFromAheadOf(c.Now))
            {
                return WaitAnew(lead, effect, c);
            }

            if (effect.UnderWayFor(c.Now, c.Rules) > TimeSpan.Zero)
            {
                return Decided.Refuse(lead, Reason.NotShownYet);
            }
        }

        return c.Result switch
        {
            ReadBackResult.Found when FoundUnder(lead, effect, c) is var found =>
                MarkSent(lead, found, c.Receipt, Event(LeadEventKind.FoundSent, c, found, c.Why) with { Detail = found.Text }, c.Rules.ConfirmAfter),
            ReadBackResult.Absent or ReadBackResult.NotYet when effect.IsNowOrNever => Unsaid(lead, effect, c, Unproven(effect, c)),
            ReadBackResult.Absent => WantAgain(lead, effect, effect with { Reason = null, NotBefore = null, CameToNothing = true },
                Event(LeadEventKind.FoundAbsent, c, effect, c.Why), Work.On(effect, TimeSpan.Zero)),
            ReadBackResult.Gone => Change(lead, effect, effect with { Status = EffectStatus.Dropped, Reason = Reason.ObjectGone },
                Event(LeadEventKind.Dropped, c, effect, Reason.ObjectGone)),
            ReadBackResult.NotYet when c.Wait is { } wait => StillUnknown(lead, effect, effect with { NotBefore = c.Now + wait }, c.Why!, c, wait),
            ReadBackResult.NotYet when effect.ReadBacks + 1 < c.Rules.MaxReadBacks => ReadBackAgain(lead, effect, c),
            _ => ParkEffect(lead, effect, c, Unproven(effect, c)),
        };
    }

    /// <summary>When the next look is due is noted, or by the attempt's age it would seem late and be taken up beside its message.</summary>
    private static Decided ReadBackAgain(Lead lead, Effect effect, LeadCommand.ReadBack c) =>
        StillUnknown(lead, effect, effect with { ReadBacks = effect.ReadBacks + 1, NotBefore = c.Now + c.Rules.ReadBackAfter }, Reason.Look(effect.ReadBacks + 1), c);

    private static Decided WaitAnew(Lead lead, Effect effect, LeadCommand.ReadBack c) =>
        StillUnknown(lead, effect, effect with { AttemptedAt = c.Now }, Reason.ClockSetBack, c);

    private static Decided StillUnknown(Lead lead, Effect effect, Effect changed, Reason why, LeadCommand.ReadBack c, TimeSpan? wait = null)
    {
        var unknown = changed with { Status = EffectStatus.Unknown };
        var delay = wait ?? c.Rules.ReadBackAfter;
        var again = Work.On(effect, delay) with { Waited = delay >= c.Rules.ReadBackAfter ? effect.AttemptId : null };
        var what = Event(LeadEventKind.OutcomeUnknown, c, effect, why);
        return effect.Status == EffectStatus.Unknown ? Decided.Move(lead.With(unknown), what, again) : Change(lead, effect, unknown, what, again);
    }

    private static Decided ParkEffect(Lead lead, Effect effect, LeadCommand c, Reason reason) =>
        effect.Status is EffectStatus.Sent or EffectStatus.Dropped // only an operator takes back what is over (PutBack)
            ? Decided.Refuse(lead, Reason.IllegalMove(effect.Id, effect.Status, EffectStatus.Parked))
            : effect.IsNowOrNever ? Unsaid(lead, effect, c, reason)
            : IsToHidden(lead, effect) && !effect.MayHaveBeenSent
                ? Change(lead, effect, Unanswered(effect, lead.HiddenUnder(effect)!, reason), Event(LeadEventKind.Dropped, c, effect, Reason.CommentHidden))
            : Change(lead, effect, effect with { Status = EffectStatus.Parked, Reason = reason, NotBefore = null }, Event(LeadEventKind.Parked, c, effect, reason));

    private static Decided ReplySeen(Lead lead, LeadCommand.ReplySeen c)
    {
        if (lead.Find(c.EffectId) is not { Kind: EffectKind.Reply, Status: EffectStatus.Sent } effect)
        {
            return Decided.Refuse(lead, Reason.NoSentReply(c.EffectId));
        }

        return effect.Visible == c.Visible
            ? Decided.Nothing(lead)
            : Decided.Move(lead.With(effect with { Visible = c.Visible }), Event(c.Visible ? LeadEventKind.ReplyVisible : LeadEventKind.ReplyHidden, c, effect));
    }
}
