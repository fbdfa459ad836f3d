using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Storage;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach;

/// <summary>Looks whether an accepted reply really stands in public: platforms audit replies and hide some without a word.</summary>
public sealed class ReplyConfirmer(LeadStore leads, OwnReplyBook ownReplies, ReplyReadBack readBack, IQueues queues, IOptions<FunnelOptions> options, TimeProvider time)
{
    private static readonly TimeSpan AboutDue = TimeSpan.FromSeconds(1);

    private RetryRules Rules => options.Value.Outreach.Rules;

    public async Task Handle(LeadId id, string effectId, int look, CancellationToken ct)
    {
        if (await leads.Find(id, ct) is not { } lead)
        {
            return;
        }

        await leads.Relist(lead, ct);
        if (lead.Find(effectId) is not { Status: EffectStatus.Sent, Visible: null } effect)
        {
            return;
        }

        var result = (await readBack.Look(lead, effect, ct)).Result;
        var left = effect.SentAt + Rules.ConfirmAfter - time.GetUtcNow();
        left = left > Rules.ConfirmAfter ? Rules.ConfirmAfter : left; // a clock that was set back puts nothing off
        var early = left > AboutDue;
        if (result == ReadBackResult.Found && (early || Rules.ConfirmAfter <= Rules.ReadBackAfter))
        {
            await ownReplies.CountSeen(lead.AccountId, ct); // each reply once: while they are counted each is looked for early, if that is earlier
        }

        if (early)
        {
            await Again(id, effectId, look, left!.Value, ct); // moderation may still take it away
        }
        else if (result is ReadBackResult.Found or ReadBackResult.Absent or ReadBackResult.Gone)
        {
            await Seen(lead, effectId, result, ct);
        }
        else if (look < WorkMessage.MaxLooks)
        {
            await Again(id, effectId, look + 1, Rules.ConfirmAfter > Rules.ReadBackAfter ? Rules.ConfirmAfter : Rules.ReadBackAfter, ct);
        }
    }

    private async Task Seen(Lead lead, string effectId, ReadBackResult result, CancellationToken ct)
    {
        if (result == ReadBackResult.Absent)
        {
            await ownReplies.NoteHidden(lead.AccountId, ct);
        }

        var seen = new LeadCommand.ReplySeen(time.GetUtcNow(), effectId, result == ReadBackResult.Found);
        await leads.Apply(lead.Id, l => LeadDecider.Decide(l, seen), ct);
    }

    private async Task Again(LeadId id, string effectId, int look, TimeSpan after, CancellationToken ct) =>
        await queues.Enqueue(QueueNames.FollowUps, new WorkMessage(id, effectId, look).ToJson(), after, ct);
}
