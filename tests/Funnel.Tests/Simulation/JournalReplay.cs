using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Tests.Simulation;

/// <summary>The journal alone must tell where the lead stands.</summary>
internal sealed class JournalReplay(Lead lead, IReadOnlyList<LeadEvent> journal)
{
    private readonly Dictionary<string, EffectStatus> effects = new(StringComparer.Ordinal);
    private Stage stage;
    private Exit exit;
    private bool declined;
    private bool left;
    private bool usedWindow;

    public void Check(Action<bool, string> require)
    {
        foreach (var what in journal)
        {
            require(what.Kind != LeadEventKind.Claimed || !declined || what.Effect is Effect.RefusalConfirmationId, $"{lead.PersonId} declined and got {what.Effect} all the same at {what.At:O}");
            Take(what);
        }

        require(stage == lead.Stage, $"{lead.PersonId}: the journal says {stage}, the state {lead.Stage}");
        require(!usedWindow || lead.WindowUsed > 0, $"{lead.PersonId}: an invitation used the window, and the state counts none");
        require(exit == lead.Exit, $"{lead.PersonId}: the journal says {exit}, the state {lead.Exit}");
        foreach (var effect in lead.Effects)
        {
            var told = effects.TryGetValue(effect.Id, out var status);
            require(told ? status == effect.Status : effect.Status is EffectStatus.Wanted or EffectStatus.Dropped,
                $"{lead.PersonId}: the journal says {effect.Id} is {(told ? status : "untouched")}, the state {effect.Status}");
        }
    }

    private void Take(LeadEvent what)
    {
        stage = what.Stage ?? stage;
        usedWindow = what switch
        {
            { Kind: LeadEventKind.Claimed, Effect: Effect.InviteId } => true,
            { Kind: LeadEventKind.SendFailed or LeadEventKind.FoundAbsent or LeadEventKind.Parked or LeadEventKind.Dropped, Effect: Effect.InviteId }
                or { Kind: LeadEventKind.ChatOpened or LeadEventKind.PersonWrote } => false,
            _ => usedWindow,
        };
        switch (what.Kind)
        {
            case LeadEventKind.Declined:
                (exit, declined) = (Exit.Declined, true);
                foreach (var id in effects.Keys.Where(id => effects[id] == EffectStatus.Wanted && id != Effect.LabelId).ToList())
                {
                    effects[id] = EffectStatus.Dropped;
                }

                break;
            case LeadEventKind.Deleted:
                (exit, left) = (declined ? Exit.Declined : Exit.Lost, true);
                break;
            case LeadEventKind.CameByLink:
                stage = Stage.Inquired;
                break;
            case LeadEventKind.Arrived or LeadEventKind.Returned:
                (exit, left) = (declined ? Exit.Declined : Exit.None, false);
                break;
            case LeadEventKind.Replayed when Equals(what.Reason, Reason.RefusalLifted):
                (exit, declined) = (left ? Exit.Lost : Exit.None, false);
                break;
            default:
                if (what.Effect is { } effect && StatusAfter(what) is { } status)
                {
                    effects[effect] = status;
                }

                break;
        }
    }

    private static EffectStatus? StatusAfter(LeadEvent what) => what.Kind switch
    {
        LeadEventKind.Replayed when Equals(what.Reason, Reason.LooksFirst) => EffectStatus.Unknown,
        LeadEventKind.Claimed => EffectStatus.Sending,
        LeadEventKind.Sent or LeadEventKind.FoundSent or LeadEventKind.DoneByHand or LeadEventKind.Labelled => EffectStatus.Sent,
        LeadEventKind.SendFailed or LeadEventKind.FoundAbsent or LeadEventKind.Replayed or LeadEventKind.WelcomeCodeCame => EffectStatus.Wanted,
        LeadEventKind.OutcomeUnknown => EffectStatus.Unknown,
        LeadEventKind.Parked => EffectStatus.Parked,
        LeadEventKind.Dropped => EffectStatus.Dropped,
        _ => null,
    };
}
