using Funnel.Reasons;

namespace Funnel.Leads;

public static partial class LeadDecider
{
    /// <summary>What may have been done in what is not stored is taken for an attempt of which nobody knows what became.</summary>
    private static Decided Assume(Lead lead, LeadCommand.Assume c)
    {
        if (lead.Find(c.EffectId) is not { } effect)
        {
            return Decided.Refuse(lead, Reason.NotWanted(c.EffectId));
        }

        if (effect.Status is not (EffectStatus.Wanted or EffectStatus.Sending or EffectStatus.Unknown) || effect.IsSettledSince(c.Because))
        {
            return Decided.Refuse(lead, Reason.EffectIs(effect.Id, effect.Status));
        }

        if (effect.Status == EffectStatus.Wanted && WhyNotNow(lead, effect, c.Now, hasTurn: true) is { } why)
        {
            return Decided.Refuse(lead, why);
        }

        var assumed = effect with
        {
            Assumed = c.Because,
            AttemptId = c.AttemptId,
            AttemptedAt = effect.Status != EffectStatus.Wanted && effect.AttemptedAt > c.Since ? effect.AttemptedAt : c.Since, // which is under way has its time all the same
            Attempts = Math.Max(effect.Attempts, 1),
            CameToNothing = false,
            Text = c.Text,
            NotBefore = null,
            ReadBacks = 0,
        };
        if (!c.CanReadBack)
        {
            return ParkEffect(lead, assumed, c, Reason.MessageMayBeLost);
        }

        var unknown = assumed with { Status = EffectStatus.Unknown, Reason = Reason.MayBeAnswered };
        var (what, look) = (Event(LeadEventKind.OutcomeUnknown, c, unknown, Reason.MayBeAnswered), Work.On(unknown, unknown.UnderWayFor(c.Now, c.Rules)));
        return effect.Status == EffectStatus.Unknown ? Decided.Move(lead.With(unknown), what, look) : Change(lead, effect, unknown, what, look);
    }

    /// <summary>Found under a comment of the person's, which need not be the one that was to be answered.</summary>
    private static Effect FoundUnder(Lead lead, Effect effect, LeadCommand.ReadBack c) =>
        effect.Assumed is not null && lead.Asks.FirstOrDefault(a => string.Equals(a.CommentId, c.Under, StringComparison.Ordinal)) is { } ask
            ? effect with { VideoId = ask.VideoId, CommentId = ask.CommentId, ThreadId = Effect.ThreadOf(ask), Text = c.Said, Variant = c.Variant }
            : effect;

    private static Reason Unproven(Effect effect, LeadCommand.ReadBack c) =>
        effect.Assumed is not null ? Reason.AnswerUnproven(c.Why ?? Reason.OutcomeUnknown)
        : c.Why is { } why ? Reason.OutcomeUnproven(why)
        : Reason.OutcomeUnknown;
}
