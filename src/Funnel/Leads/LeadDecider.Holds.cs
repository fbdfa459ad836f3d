using Funnel.Reasons;

namespace Funnel.Leads;

/// <content>What has to wait until it may be sent.</content>
public static partial class LeadDecider
{
    private static Reason? EnoughForADay(Lead lead, Effect effect, LeadCommand.Claim c) =>
        effect.Kind is EffectKind.Reply or EffectKind.Invite or EffectKind.RefusalConfirmation && lead.GotLately(c.Now).Count >= c.MostInADay ? Reason.PersonHasEnough(c.MostInADay) : null;

    private static Decided Hold(Lead lead, LeadCommand.Hold c) =>
        lead.Find(c.EffectId) is not { Status: EffectStatus.Wanted } effect ? Decided.Refuse(lead, Reason.NotWanted(c.EffectId))
        : effect.Attempts != c.Attempts ? Decided.Refuse(lead, Reason.EffectIs(effect.Id, effect.Status))
        : effect.Held is not null ? Decided.Nothing(lead)
        : Decided.Move(lead.With(effect with { Held = c.Why, NotBefore = null }), Event(LeadEventKind.Held, c, effect, c.Why));
}
