using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Storage;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach;

/// <summary>Looks whether an accepted reply really stands in public: platforms audit replies and hide some without a word.</summary>
public sealed class ReplyConfirmer(LeadStore leads, AccountBook accounts, IQueues queues, IOptions<FunnelOptions> options, TimeProvider time)
{
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

        var (result, _) = await accounts.FindReply(lead.AccountId, effect, ct);
        if (result is ReadBackResult.Found or ReadBackResult.Absent or ReadBackResult.Gone)
        {
            var seen = new LeadCommand.ReplySeen(time.GetUtcNow(), effectId, result == ReadBackResult.Found);
            await leads.Apply(id, l => LeadDecider.Decide(l, seen), ct);
        }
        else if (look < WorkMessage.MaxLooks)
        {
            await queues.Enqueue(QueueNames.FollowUps, new WorkMessage(id, effectId, look + 1).ToJson(), options.Value.Outreach.ConfirmAfter, ct);
        }
    }
}
