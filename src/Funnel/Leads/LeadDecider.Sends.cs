using Funnel.Connectors;

namespace Funnel.Leads;

public static partial class LeadDecider
{
    private static Decided Claim(Lead lead, LeadCommand.Claim c)
    {
        if (lead.Find(c.EffectId) is not { } effect)
        {
            return Decided.Refuse(lead, $"nothing called {c.EffectId} is wanted");
        }

        if (WhyNotNow(lead, effect, c.Now) is { } why)
        {
            return Decided.Refuse(lead, why);
        }

        var claimed = effect with
        {
            Status = EffectStatus.Sending,
            AttemptId = c.AttemptId,
            AttemptedAt = c.Now,
            Attempts = effect.Attempts + 1,
            Text = c.Text,
            Variant = c.Variant,
            Looks = 0,
        };
        var used = effect.Kind == EffectKind.Invite ? lead with { WindowUsed = lead.WindowUsed + 1 } : lead;
        return Change(used, effect, claimed, Event(LeadEventKind.Claimed, c, claimed, $"attempt {claimed.Attempts}"));
    }

    private const string SaidNo = "the person declined";

    private static string? WhyNotNow(Lead lead, Effect effect, DateTimeOffset now) => effect switch
    {
        { Status: not EffectStatus.Wanted } => $"{effect.Id} is {effect.Status}",
        _ when lead.Exit == Exit.Declined => SaidNo,
        { NotBefore: { } at } when effect.NotDueFor(now) > TimeSpan.Zero => $"{effect.Id} is not due before {at:O}",
        { Kind: EffectKind.Invite } when lead.Window is not { } w || w.ExpiresAt <= now => "the chat window is closed",
        { Kind: EffectKind.Invite } when lead.WindowUsed >= lead.Window!.Allowance => "the chat window's allowance is used up",
        // The first attempt is made whatever our clock says: it may have been set, and the platform says when a code has ended.
        { Attempts: > 0, CodeExpiresAt: { } end } when end <= now => "its code has expired",
        _ => null,
    };

    private static Decided Settle(Lead lead, LeadCommand.Settle c)
    {
        if (lead.Find(c.EffectId) is not { } effect || (c.AttemptId is not null && !string.Equals(effect.AttemptId, c.AttemptId, StringComparison.Ordinal)))
        {
            return Decided.Refuse(lead, $"attempt {c.AttemptId} of {c.EffectId} is not the latest");
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
                ? MarkSent(lead, effect, c.Result.Value.Id, LeadEventKind.Sent, c, effect.Text, c.Rules.ConfirmAfter)
                : Decided.Refuse(lead, $"{effect.Id} is {effect.Status}");
        }

        if (!attempted)
        {
            return Decided.Refuse(lead, $"{effect.Id} is {effect.Status}");
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
            var waiting = effect with { NotBefore = c.Now + delay, Reason = failure.ToString(), Looks = effect.Looks + (unknown ? 1 : 0) };
            return WantAgain(lead, effect, waiting, Event(LeadEventKind.SendFailed, c, effect, failure.ToString()), Work.On(effect, delay));
        }

        var reason = unknown || effect.Attempts > 1
            ? $"nobody can tell whether the welcome arrived ({failure}): ask staff to look, then mark it done or send it by hand"
            : $"{failure}: send the material by hand, then mark it done";
        return ParkEffect(lead, effect, c, reason);
    }

    private static Decided SettleFailure(Lead lead, Effect effect, Failure failure, LeadCommand.Settle c)
    {
        if (failure.Kind == FailureKind.Unknown && c.Rules.Repeatable == Repeatable.Never)
        {
            var unknown = effect with { Status = EffectStatus.Unknown, Reason = failure.ToString() };
            return Change(lead, effect, unknown, Event(LeadEventKind.OutcomeUnknown, c, effect, failure.ToString()),
                Work.On(effect, c.Rules.ReadBackAfter));
        }

        // Certainly not carried out: the window's allowance was not touched.
        var untouched = effect.Kind == EffectKind.Invite ? lead with { WindowUsed = Math.Max(0, lead.WindowUsed - 1) } : lead;
        var said = Event(LeadEventKind.SendFailed, c, effect, failure.ToString());
        if (failure.Kind.MayRetrySend() || failure.Kind == FailureKind.Unknown)
        {
            // Only faults count against the attempts: being told to slow down may last for hours and loses nothing.
            return failure.Kind is FailureKind.Transient or FailureKind.Unknown && effect.Attempts >= c.Rules.MaxAttempts
                ? ParkEffect(untouched, effect, c, $"failed {effect.Attempts} times: {failure}")
                : TryLater(untouched, effect, c.Rules.DelayAfter(effect.Attempts, failure), failure, said);
        }

        return failure.Kind switch
        {
            // The platform counts otherwise than we do: this window is used up, the next one brings its own message.
            FailureKind.WindowClosed when effect.Kind == EffectKind.Invite =>
                WantAgain(lead with { WindowUsed = lead.Window!.Allowance }, effect, effect with { Reason = "waits for the person to write" }, said),
            FailureKind.Gone => Change(untouched, effect, effect with { Status = EffectStatus.Dropped, Reason = failure.ToString() },
                Event(LeadEventKind.Dropped, c, effect, failure.ToString())),
            _ => ParkEffect(untouched, effect, c, failure.ToString()),
        };
    }

    private static Decided TryLater(Lead lead, Effect effect, TimeSpan delay, Failure failure, LeadEvent said)
    {
        var waiting = effect with { NotBefore = said.At + delay, Reason = failure.ToString() };

        // An invitation that cannot be due inside its window waits for the next one without a message.
        var hopeless = effect.Kind == EffectKind.Invite && lead.Window is { } w && w.ExpiresAt <= waiting.NotBefore;
        return hopeless
            ? WantAgain(lead, effect, waiting with { NotBefore = null }, said)
            : WantAgain(lead, effect, waiting, said, Work.On(effect, delay));
    }

    /// <summary>What was certainly not carried out is wanted again, unless the person said no in the meantime.</summary>
    private static Decided WantAgain(Lead lead, Effect effect, Effect wanted, LeadEvent what, params ReadOnlySpan<Work> work) => lead.Exit == Exit.Declined
        ? Change(lead, effect, effect with { Status = EffectStatus.Dropped, Reason = SaidNo, NotBefore = null }, what).And(what with { Kind = LeadEventKind.Dropped, Detail = SaidNo })
        : effect.Status == EffectStatus.Wanted ? Decided.Move(lead.With(wanted), what, work)
        : Change(lead, effect, wanted with { Status = EffectStatus.Wanted }, what, work);

    private static Decided ReadBack(Lead lead, LeadCommand.ReadBack c)
    {
        if (lead.Find(c.EffectId) is not { } effect || !string.Equals(effect.AttemptId, c.AttemptId, StringComparison.Ordinal))
        {
            return Decided.Refuse(lead, $"attempt {c.AttemptId} of {c.EffectId} is not the latest");
        }

        if (effect.Status is not (EffectStatus.Unknown or EffectStatus.Sending))
        {
            return Decided.Nothing(lead);
        }

        if (c.Result == ReadBackResult.Repeatable)
        {
            return c.Rules.Repeatable == Repeatable.Never
                ? Decided.Refuse(lead, $"{effect.Id} must not be sent twice")
                : WantAgain(lead, effect, effect with { Reason = null, NotBefore = null },
                    Event(LeadEventKind.SendFailed, c, effect, "what came of it was never written down; to send it again does no harm"), Work.On(effect, TimeSpan.Zero));
        }

        // A claim that is still young may be held by someone who is alive.
        if (effect.Status == EffectStatus.Sending && effect.UnderWayFor(c.Now, c.Rules) > TimeSpan.Zero)
        {
            return Decided.Refuse(lead, "the attempt may still be under way");
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
                return Decided.Refuse(lead, "the platform may not show it yet");
            }
        }

        return c.Result switch
        {
            ReadBackResult.Found => MarkSent(lead, effect, c.Receipt, LeadEventKind.FoundSent, c, effect.Text, c.Rules.ConfirmAfter),
            ReadBackResult.Absent => WantAgain(lead, effect, effect with { Reason = null, NotBefore = null },
                Event(LeadEventKind.FoundAbsent, c, effect), Work.On(effect, TimeSpan.Zero)),
            ReadBackResult.Gone => Change(lead, effect, effect with { Status = EffectStatus.Dropped, Reason = "what it was about is gone" },
                Event(LeadEventKind.Dropped, c, effect, "what it was about is gone")),
            ReadBackResult.NotYet when effect.Looks + 1 < c.Rules.MaxLooks => LookAgain(lead, effect, c),
            _ => ParkEffect(lead, effect, c, "nobody can tell whether it was sent: look at it, then mark it done or replay it"),
        };
    }

    private static Decided LookAgain(Lead lead, Effect effect, LeadCommand.ReadBack c) =>
        StillUnknown(lead, effect, effect with { Looks = effect.Looks + 1 }, $"look {effect.Looks + 1}", c);

    private static Decided WaitAnew(Lead lead, Effect effect, LeadCommand.ReadBack c) =>
        StillUnknown(lead, effect, effect with { AttemptedAt = c.Now }, "the clock was set back since the attempt: it is looked for when it has had its time again", c);

    private static Decided StillUnknown(Lead lead, Effect effect, Effect changed, string why, LeadCommand.ReadBack c)
    {
        var unknown = changed with { Status = EffectStatus.Unknown };
        var again = Work.On(effect, c.Rules.ReadBackAfter);
        var what = Event(LeadEventKind.OutcomeUnknown, c, effect, why);
        return effect.Status == EffectStatus.Unknown ? Decided.Move(lead.With(unknown), what, again) : Change(lead, effect, unknown, what, again);
    }

    private static Decided ParkEffect(Lead lead, Effect effect, LeadCommand c, string reason) =>
        Change(lead, effect, effect with { Status = EffectStatus.Parked, Reason = reason, NotBefore = null }, Event(LeadEventKind.Parked, c, effect, reason));

    private static Decided Park(Lead lead, LeadCommand.Park c) =>
        lead.Find(c.EffectId) is not { } effect ? Decided.Refuse(lead, $"nothing called {c.EffectId} is wanted")
        : effect.Status == EffectStatus.Parked ? Decided.Nothing(lead)
        : ParkEffect(lead, effect with { Text = c.Text ?? effect.Text }, c, c.Reason);

    private static Decided Replay(Lead lead, LeadCommand.Replay c)
    {
        if (lead.Find(c.EffectId) is not { } effect)
        {
            return Decided.Refuse(lead, $"nothing called {c.EffectId} is wanted");
        }

        // A code that a platform gave for it is the only way to send it.
        if (effect is { Kind: EffectKind.Welcome, CodeExpiresAt: var end } && (end <= c.Now || (end is null && string.Equals(effect.Reason, NoCode, StringComparison.Ordinal))))
        {
            return Decided.Refuse(lead, "the welcome code has ended and there is no other way to send it: have staff send the material, then mark it done");
        }

        if (lead.Exit == Exit.Declined)
        {
            return Decided.Refuse(lead, SaidNo);
        }

        if (effect.Kind == EffectKind.Invite && lead.Contact is not null)
        {
            return Decided.Refuse(lead, AlreadyContact);
        }

        // Anything else is under way: to send it again now might be to send it twice.
        if (effect.Status != EffectStatus.Parked)
        {
            return Decided.Refuse(lead, $"{effect.Id} is {effect.Status}; only what is parked can be replayed");
        }

        var again = effect with { Status = EffectStatus.Wanted, Reason = null, NotBefore = null, Looks = 0 };
        return Change(lead, effect, again, Event(LeadEventKind.Replayed, c, effect), Work.On(effect, TimeSpan.Zero));
    }

    private static Decided DoneByHand(Lead lead, LeadCommand.DoneByHand c) =>
        lead.Find(c.EffectId) is not { } effect ? Decided.Refuse(lead, $"nothing called {c.EffectId} is wanted")
        : effect.Status == EffectStatus.Sent ? Decided.Nothing(lead)
        : MarkSent(lead, effect, receipt: null, LeadEventKind.DoneByHand, c);

    private static Decided GiveUp(Lead lead, LeadCommand.GiveUp c) =>
        lead.Find(c.EffectId) is not { } effect ? Decided.Refuse(lead, $"nothing called {c.EffectId} is wanted")
        : effect.Status == EffectStatus.Sending ? Decided.Refuse(lead, $"{effect.Id} is just being sent: wait for what comes of it")
        : Change(lead, effect, effect with { Status = EffectStatus.Dropped }, Event(LeadEventKind.Dropped, c, effect, "given up by hand"));

    private static Decided ReplySeen(Lead lead, LeadCommand.ReplySeen c)
    {
        if (lead.Find(c.EffectId) is not { Kind: EffectKind.Reply, Status: EffectStatus.Sent } effect)
        {
            return Decided.Refuse(lead, $"{c.EffectId} is not a reply that was sent");
        }

        return effect.Visible == c.Visible
            ? Decided.Nothing(lead)
            : Decided.Move(lead.With(effect with { Visible = c.Visible }), Event(c.Visible ? LeadEventKind.ReplyVisible : LeadEventKind.ReplyHidden, c, effect));
    }
}
