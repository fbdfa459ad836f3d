using System.Diagnostics;
using Funnel.Telemetry;

namespace Funnel.Leads;

/// <summary>What metrics and traces say of effects: names of a closed set, made from what was committed.</summary>
internal static class EffectTelemetry
{
    /// <summary>One attempt: from before its call until its outcome was committed.</summary>
    public static Activity? Send(EffectKind kind, LeadId lead) => Tracing.Send(NameOf(kind), lead.ToString());

    /// <summary>Counts the outcomes among the events that were committed with a lead.</summary>
    public static void Committed(FunnelMetrics metrics, Lead lead, IEnumerable<LeadEvent> events)
    {
        foreach (var what in events)
        {
            if (OutcomeOf(what.Kind) is { } outcome && what.Effect is { } id && lead.Find(id) is { } effect)
            {
                var since = what.Kind == LeadEventKind.Sent ? lead.WaitsSince(effect) : null;
                var waited = since is { } at ? what.At > at ? what.At - at : TimeSpan.Zero : (TimeSpan?)null; // the platform's clock may be ahead
                metrics.Done(NameOf(effect.Kind), outcome, waited);
                Tracing.Outcome(outcome, what.Kind == LeadEventKind.Sent, waited);
            }
        }
    }

    /// <summary>Null for events that are no outcome. A read-back that found nothing yet counts as unknown again.</summary>
    internal static string? OutcomeOf(LeadEventKind kind) => kind switch
    {
        LeadEventKind.Sent or LeadEventKind.Labelled => "sent",
        LeadEventKind.FoundSent => "found",
        LeadEventKind.FoundAbsent => "absent",
        LeadEventKind.DoneByHand => "by_hand",
        LeadEventKind.SendFailed => "failed",
        LeadEventKind.OutcomeUnknown => "unknown",
        LeadEventKind.Parked => "parked",
        LeadEventKind.Replayed => "replayed",
        LeadEventKind.Dropped => "dropped",
        LeadEventKind.ReplyVisible => "visible",
        LeadEventKind.ReplyHidden => "hidden",
        _ => null,
    };

    internal static string NameOf(EffectKind kind) => kind switch
    {
        EffectKind.Reply => "reply",
        EffectKind.Invite => "invite",
        EffectKind.Welcome => "welcome",
        EffectKind.Label => "label",
        EffectKind.RefusalConfirmation => "refusal_confirmation",
        EffectKind.Follow => "follow",
        EffectKind.GroupInvite => "group_invite",
        EffectKind.Reward => "reward",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
