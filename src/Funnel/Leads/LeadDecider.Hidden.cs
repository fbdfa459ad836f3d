using Funnel.Reasons;

namespace Funnel.Leads;

/// <content>Comments that operators hide from the public: nobody answers them there while they are hidden.</content>
public static partial class LeadDecider
{
    private static Decided HideComment(Lead lead, LeadCommand.HideComment c)
    {
        if (AskedIn(lead, c.CommentId) is not { Hidden: null } ask)
        {
            return Decided.Nothing(lead);
        }

        var hidden = new HiddenComment(c.By, c.Now);
        var told = Decided.Move(lead with { Asks = lead.Asks.Replace(ask, ask with { Hidden = hidden }) }, About(LeadEventKind.CommentHidden, c, ask));
        return lead.Effects.Where(e => IsUnder(e, ask) && e is { Status: EffectStatus.Wanted } or { Status: EffectStatus.Parked, MayHaveBeenSent: false }).Aggregate(told, (d, reply) =>
        {
            var one = Change(d.State!, reply, Unanswered(reply, hidden, reply.Status == EffectStatus.Parked ? reply.Reason : null), Event(LeadEventKind.Dropped, c, reply, Reason.CommentHidden));
            return d with { State = one.State, Events = [.. d.Events, .. one.Events] };
        });
    }

    /// <summary>What waited for somebody does so again, and so does what the machine was to say, unless that is so long ago that somebody should decide.</summary>
    private static Decided UnhideComment(Lead lead, LeadCommand.UnhideComment c)
    {
        if (AskedIn(lead, c.CommentId) is not { Hidden: { } hidden } ask)
        {
            return Decided.Nothing(lead);
        }

        var told = Decided.Move(lead with { Asks = lead.Asks.Replace(ask, ask with { Hidden = null }) }, About(LeadEventKind.CommentUnhidden, c, ask));
        if (lead.Exit == Exit.Declined || lead.Effects.FirstOrDefault(e => IsUnder(e, ask) && IsUnansweredAs(e, Reason.CommentHidden)) is not { } reply)
        {
            return told;
        }

        var was = reply.Hand?.Was ?? ((c.Now - hidden.At).Duration() > HandDecision.TakenBackWithin ? Reason.CommentWasHidden : null);
        var back = reply with { Status = was is null ? EffectStatus.Wanted : EffectStatus.Parked, Reason = was, Hand = null };
        var how = Event(was is null ? LeadEventKind.Replayed : LeadEventKind.Parked, c, reply, Reason.CommentUnhidden);
        return was is null ? told.Wanting(told.State!, back).And(how) : (told with { State = told.State!.With(back) }).And(how);
    }

    /// <summary>A comment that was hidden before it became an ask: its reply is not to be said.</summary>
    private static Decided AskedHidden(Decided asked, Effect reply, HiddenComment hidden, LeadCommand c) =>
        (asked with { State = asked.State!.With(Unanswered(reply, hidden, null)) }).And(Event(LeadEventKind.Dropped, c, reply, Reason.CommentHidden));

    private static Effect Unanswered(Effect reply, HiddenComment hidden, Reason? was) =>
        reply with { Status = EffectStatus.Dropped, Reason = Reason.CommentHidden, NotBefore = null, Hand = new(hidden.By, hidden.At, was, null) };

    /// <summary>Whether it would answer in public what is hidden from it.</summary>
    private static bool IsToHidden(Lead lead, Effect effect) => effect.Kind == EffectKind.Reply && lead.HiddenUnder(effect) is not null;

    private static Ask? AskedIn(Lead lead, string commentId) => lead.Asks.FirstOrDefault(a => string.Equals(a.CommentId, commentId, StringComparison.Ordinal));

    private static bool IsUnder(Effect effect, Ask ask) => effect.Kind == EffectKind.Reply && string.Equals(effect.CommentId, ask.CommentId, StringComparison.Ordinal);

    private static LeadEvent About(LeadEventKind kind, LeadCommand c, Ask ask) => new(kind, c.Now, c.By) { VideoId = ask.VideoId, CommentId = ask.CommentId };
}
