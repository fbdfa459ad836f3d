using Funnel.Leads;

namespace Funnel.Effects;

/// <content>What became of an attempt that nobody wrote down.</content>
public sealed partial class EffectRunner
{
    private async Task FindOut(Lead lead, Effect effect, CancellationToken ct)
    {
        var kind = Of(effect.Kind);
        if (kind.RepeatableFor(lead) != Repeatable.Never)
        {
            var rules = await RulesOf(lead, kind, ct);
            Decided SendAgain(Lead? l) =>
                LeadDecider.Decide(l, new LeadCommand.ReadBack(time.GetUtcNow(), effect.Id, effect.AttemptId!, ReadBackResult.Repeatable, null, rules));
            if (IsOff(effect))
            {
                await leads.Apply(lead.Id, SendAgain, ct);
            }
            else
            {
                await Attempt(lead, effect, SendAgain, ct);
            }
        }
        else if (kind.CanReadBack(lead) && DoubtOf(lead, effect, kind) is { } because)
        {
            await Assume(lead, effect, because, effect.Text ?? "", null, ct);
        }
        else if (TooEarlyFor(effect) is var early && early > TimeSpan.Zero)
        {
            await Again(lead, effect, early + Moment, ct);
        }
        else if (await kind.Waits(lead, ct) is { } wait)
        {
            await Again(lead, effect, wait, ct); // nobody can look, which is no look in vain
        }
        else
        {
            var found = await kind.ReadBack(lead, effect, ct);
            var rules = await RulesOf(lead, kind, ct);
            CountParked(await leads.Apply(lead.Id, l => LeadDecider.Decide(l, found.Command(time.GetUtcNow(), effect, rules)), ct), effect.Id);
        }
    }

    /// <summary>
    /// How long nothing may be concluded from an absence. After a step forward of the clock, time that the attempt seems to have had may never have
    /// passed: what is only late would be sent a second time.
    /// </summary>
    private TimeSpan TooEarlyFor(Effect effect)
    {
        var now = time.GetUtcNow();
        var unsure = steps.Last() is { } ago ? Configured.ReadBackAfter - ago : TimeSpan.Zero;
        return new[] { effect.UnderWayFor(now, Configured), effect.NotDueFor(now), unsure }.Max();
    }
}
