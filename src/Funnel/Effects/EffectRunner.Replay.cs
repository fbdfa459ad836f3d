using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Effects;

/// <content>What an operator has run again.</content>
public sealed partial class EffectRunner
{
    /// <summary>Decides on an operator's wish to have a parked effect tried again, by what its kind allows.</summary>
    internal Decided Replay(Lead? lead, string effectId, ReplayOrder order)
    {
        var kind = lead?.Find(effectId) is { } effect ? Of(effect.Kind) : null;
        var rules = Configured with { Repeatable = kind?.RepeatableFor(lead!) ?? Repeatable.Never };
        return LeadDecider.Decide(lead, new LeadCommand.Replay(time.GetUtcNow(), effectId, rules)
        {
            ReplayId = order.ReplayId,
            By = order.By,
            CanReadBack = kind?.CanReadBack(lead!) ?? false,
            Unsent = order.Unsent,
            AttemptId = order.AttemptId,
        });
    }

    /// <summary>What would come of it if it were run again now: whether it is looked for first, and whether something holds it back for the time being.</summary>
    /// <param name="lead">As it would be.</param>
    internal async Task<(bool LooksFirst, bool Waits)> Foretell(Lead lead, Effect effect, CancellationToken ct)
    {
        var kind = Of(effect.Kind);
        return (DoubtOf(lead, effect, kind) is not null, IsOff(effect) || gate.IsHeldBack(lead.AccountId, effect.Kind) || await kind.Waits(lead, ct) is not null);
    }

    /// <summary>An operator had the invitation run again, and the chat was over before it could be sent: it waits for them, unless the person wrote meanwhile.</summary>
    private Decided GiveBack(Lead? lead, string effectId) => lead?.Find(effectId) is { Status: EffectStatus.Wanted } && lead.IsChatOver(time.GetUtcNow())
        ? LeadDecider.Decide(lead, new LeadCommand.Park(time.GetUtcNow(), effectId, Reason.NoWindowToReplay))
        : Decided.Nothing(lead);
}
