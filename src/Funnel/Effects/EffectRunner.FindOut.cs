using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Effects;

/// <content>What became of an attempt that nobody wrote down, and whether what was accepted can be seen.</content>
public sealed partial class EffectRunner
{
    /// <summary>Clocks of two hosts are not further apart than this, even where nobody keeps their time.</summary>
    private static readonly TimeSpan ClocksApart = TimeSpan.FromMinutes(2);

    private async Task FindOut(Lead lead, Effect effect, string? waited, CancellationToken ct)
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
        else if (TooEarlyFor(effect) is var early && early > TimeSpan.Zero)
        {
            await Again(lead, effect, early + Moment, ct, Doubted(effect, waited) <= early ? effect.AttemptId : null);
        }
        else if (await kind.Waits(lead, ct) is { } wait)
        {
            await Again(lead, effect, wait, ct, Doubted(effect, waited) <= wait ? effect.AttemptId : null); // nobody can look, which is no look in vain
        }
        else
        {
            var doubted = Doubted(effect, waited);
            if (kind.CanReadBack(lead) && DoubtOf(lead, effect, kind) is { } because)
            {
                // Whatever else may have been done: what is under way may be carried out still.
                await (doubted > TimeSpan.Zero && !effect.IsFromAheadOf(time.GetUtcNow())
                    ? Again(lead, effect, doubted + Moment, ct, effect.AttemptId)
                    : Assume(lead, effect, because, effect.Text ?? "", null, ct));
                return;
            }

            var found = await kind.ReadBack(lead, effect, ct);
            if (found.Result == ReadBackResult.Absent && doubted > TimeSpan.Zero && !effect.IsFromAheadOf(time.GetUtcNow()))
            {
                await Again(lead, effect, doubted + Moment, ct, effect.AttemptId);
                return;
            }

            var rules = await RulesOf(lead, kind, ct);
            CountParked(await leads.Apply(lead.Id, l => LeadDecider.Decide(l, found.Command(time.GetUtcNow(), effect, rules)), ct), effect.Id);
        }
    }

    private async Task Confirm(Lead lead, Effect effect, int look, CancellationToken ct)
    {
        var sighting = await Of(effect.Kind).Confirm(lead, effect, look, ct);
        if (sighting is { Visible: { } visible })
        {
            await leads.Apply(lead.Id, l => LeadDecider.Decide(l, new LeadCommand.ReplySeen(time.GetUtcNow(), effect.Id, visible)), ct);
            if (!visible)
            {
                gate.Learn(lead.AccountId, refused: true);
            }
        }
        else if (sighting is { Again: { } later })
        {
            await queues.Enqueue(QueueNames.FollowUps, new WorkMessage(lead.Id, effect.Id, look + (sighting.Counts ? 1 : 0)).ToJson(), later, ct);
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

    /// <summary>
    /// How long its absence is still no proof, though it is old enough by the clocks: it may have been attempted by the clock of another host, which is behind ours, and
    /// that host may stand still before the call. So its time counts from when this process knew of the attempt, unless the message has waited for it.
    /// </summary>
    private TimeSpan Doubted(Effect effect, string? waited) =>
        effect.Assumed is not null || string.Equals(waited, effect.AttemptId, StringComparison.Ordinal) || time.GetUtcNow() - effect.AttemptedAt >= Configured.ReadBackAfter + ClocksApart
            ? TimeSpan.Zero
            : Configured.ReadBackAfter - attempts.Age(effect.AttemptId!);
}
