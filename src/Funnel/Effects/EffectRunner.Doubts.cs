using Funnel.Leads;
using Funnel.Recovery;

namespace Funnel.Effects;

/// <content>What may have been done in a time of which nothing is stored is looked for before it is done.</content>
public sealed partial class EffectRunner
{
    /// <summary>Whether an effect waits for something that is not its own, or did so a moment ago: its message comes again.</summary>
    internal async ValueTask<bool> IsWaiting(Lead lead, Effect effect, CancellationToken ct) => await Waits(lead, effect, ct) is not null || doubts.HasJustWaited(lead, effect);

    private async ValueTask<TimeSpan?> Waits(Lead lead, Effect effect, CancellationToken ct) => await Of(effect.Kind).Waits(lead, ct) ?? await doubts.Waits(lead, effect, ct);

    private CatchUp? DoubtOf(Lead lead, Effect effect, IEffect kind) => kind.RepeatableFor(lead) == Repeatable.Never ? doubts.Of(lead, effect, kind) : null;

    /// <summary>
    /// Whether the newest state gives rise to a doubt that the one which led to the claim did not: another process may have read an earlier question of the person meanwhile.
    /// </summary>
    private bool IsDoubtedBy(Lead? newest, string effectId, IEffect kind, Func<Lead?, Decided>? first) =>
        (first is null ? newest : first(newest).State) is { } lead && lead.Find(effectId) is { Status: EffectStatus.Wanted } wanted && DoubtOf(lead, wanted, kind) is not null;

    /// <param name="text">What would be said now.</param>
    /// <param name="first">What happened that is to be committed with it.</param>
    /// <returns>False when it was refused, and the effect is not under way either.</returns>
    private async Task<bool> Assume(Lead lead, Effect effect, CatchUp because, string text, Func<Lead?, Decided>? first, CancellationToken ct)
    {
        var attempt = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var (canReadBack, since) = (Of(effect.Kind).CanReadBack(lead), because.IsLoss ? catchUps.ByOurClock(because.Until) : because.Since);
        var decided = await leads.Apply(
            lead.Id, Following(first, () => new LeadCommand.Assume(time.GetUtcNow(), effect.Id, attempt, because, text, Configured) { CanReadBack = canReadBack, Since = since }), ct);
        CountParked(decided, effect.Id);
        return string.Equals(decided.State?.Find(effect.Id)?.AttemptId, attempt, StringComparison.Ordinal) || await Overtaken(decided.State, effect.Id, ct);
    }

    private void CountParked(Decided decided, string effectId)
    {
        if (decided.Changes && decided.State?.Find(effectId) is { Status: EffectStatus.Parked, Assumed: not null })
        {
            catchUps.Parked();
        }
    }
}
