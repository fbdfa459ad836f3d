using Funnel.Reasons;

namespace Funnel.Leads;

/// <content>What has to wait until it may be sent.</content>
public static partial class LeadDecider
{
    private static Decided Hold(Lead lead, LeadCommand.Hold c) =>
        lead.Find(c.EffectId) is not { Status: EffectStatus.Wanted } effect ? Decided.Refuse(lead, Reason.NotWanted(c.EffectId))
        : effect.Held is not null ? Decided.Nothing(lead)
        : Decided.Move(lead.With(effect with { Held = c.Why, NotBefore = null }), Event(LeadEventKind.Held, c, effect, c.Why));
}
