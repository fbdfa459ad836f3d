using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Sending;

namespace Funnel.Effects;

/// <content>Asks the policy, and sends what was held when it has its turn.</content>
public sealed partial class EffectRunner
{
    private async Task<bool> SendIfAllowed(Lead lead, Effect effect, Prepared.Ready ready, Func<Lead?, Decided>? first, SendTurn? turn, long askedAt, CancellationToken ct)
    {
        switch (await gate.Ask(lead, effect, $"{ready.Text} {ready.Link}".TrimEnd(), turn, ct))
        {
            case Verdict.Yes:
                return await Send(lead, effect, ready, first, askedAt, turn is not null, ct);
            case Verdict.NotBefore when turn is not null:
                return true; // its row holds it again
            case Verdict.NotBefore later when effect.IsNowOrNever:
                return await AsksAgain(lead, effect, later.At, first, ct);
            case Verdict.NotBefore held:
                return !IsUnderWay(await leads.Apply(lead.Id, Following(first, () => new LeadCommand.Hold(time.GetUtcNow(), effect.Id, effect.Attempts, held.Why)), ct), effect.Id);
            case Verdict.No no:
                return !IsUnderWay(await Park(lead.Id, effect.Id, EffectStatus.Wanted, no.Why, first, ct, $"{ready.Text} {ready.Link}".TrimEnd()), effect.Id);
            default:
                throw new InvalidOperationException("unknown verdict");
        }
    }

    /// <summary>A process that stood still does not know what was switched off meanwhile: it looks first, and begins anew where something was.</summary>
    private async Task<bool> KnewLessThanIsSo(Lead lead, Effect effect, Func<Lead?, Decided>? first, SendTurn? turn, CancellationToken ct)
    {
        if (!await switches.CatchUp(ct) && !IsOff(effect))
        {
            return false;
        }

        if (first is not null)
        {
            await leads.Apply(lead.Id, first, ct); // and the message that it asks for begins anew
        }
        else if (turn is null)
        {
            await Again(lead, effect, TimeSpan.Zero, ct);
        }

        return true;
    }

    /// <summary>It comes with its turn; what happened meanwhile is noted all the same.</summary>
    private async Task<bool> StaysHeld(Lead lead, Func<Lead?, Decided>? first, CancellationToken ct)
    {
        if (first is not null)
        {
            await leads.Apply(lead.Id, first, ct);
        }

        return true;
    }

    /// <summary>A turn that comes too late, or while sending is off, is given again by the account's release.</summary>
    private async Task TakeTurn(WorkMessage message, SendTurn turn, CancellationToken ct)
    {
        var (id, now) = (message.Lead!.Value, time.GetUtcNow());
        if (await leads.Find(id, ct) is { } lead && lead.Find(message.Effect!) is { } effect)
        {
            if (effect.Status != EffectStatus.Wanted)
            {
                await GoOn(lead, effect, null, message.Waited, ct); // it was taken before, by a process that may have died over it
            }
            else if (effect.Kind == EffectKind.Invite && lead.IsChatOver(now))
            {
                await HandOverMissed(lead, ct);
            }
            else if (IsOff(effect) || !turn.IsNow(now))
            {
                return;
            }
            else
            {
                await Attempt(lead, effect, null, ct, turn);
            }
        }

        // Whoever held it may not have written that into the lead yet.
        if ((leads.Recall(id) ?? await leads.Find(id, ct))?.Find(message.Effect!) is not { Status: EffectStatus.Wanted })
        {
            gate.Finished(turn);
        }
    }

    /// <summary>What the platform will not have, whoever says it, speaks against going on.</summary>
    private void Learn(Lead lead, Effect effect, Failure? failure)
    {
        if (effect.Kind == EffectKind.Reply && failure is null or { Kind: FailureKind.Rejected })
        {
            gate.Learn(lead.AccountId, refused: failure is not null);
        }
    }
}
