using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Effects;

/// <content>Chats that closed too early.</content>
public sealed partial class EffectRunner
{
    /// <summary>
    /// Hands the invitation to the operators, with its text and link ready, when the person's chat closed before it went out; they would wait for ever, and nobody
    /// would know. Idempotent; changes nothing for anybody else.
    /// </summary>
    public async Task HandOverMissed(Lead lead, CancellationToken ct)
    {
        if (!IsMissed(lead))
        {
            return;
        }

        var text = await Of(EffectKind.Invite).Prepare(lead, lead.Find(Effect.InviteId)!, ct) switch
        {
            Prepared.Ready ready => $"{ready.Text} {ready.Link}".TrimEnd(),
            Prepared.Impossible impossible => impossible.Text,
            _ => null,
        };
        await leads.Apply(lead.Id, l => l is not null && IsMissed(l)
            ? LeadDecider.Decide(l, new LeadCommand.Park(time.GetUtcNow(), Effect.InviteId, Reason.WindowMissed) { Text = text })
            : Decided.Nothing(l), ct);
    }

    /// <summary>What an operator had run again goes back to them by its own message (<see cref="GiveBack"/>).</summary>
    private bool IsMissed(Lead lead) => lead is { Window: not null, Contact: null, Exit: Exit.None }
        && lead.Find(Effect.InviteId) is { Status: EffectStatus.Wanted, ReplayedBy: null } && lead.IsChatOver(time.GetUtcNow());
}
