using Funnel.DoNotContact;
using Funnel.Effects;
using Funnel.Leads;
using Funnel.Outreach.Refusals;
using Funnel.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach;

/// <summary>What the platform told of a private chat: it was opened, the person wrote in it, or a message of ours arrived there.</summary>
public sealed partial class ChatInbox(
    LeadStore leads, EffectRunner runner, RefusalWords refusals, RefusedPeople refused, DoNotContactList doNotContact, IQueues queues, TimeProvider time,
    IOptions<FunnelOptions> options, ILogger<ChatInbox> log)
{
    /// <summary>
    /// How long an event may wait for its lead, as delays between looks: the comment that makes the lead may be read after the chat was opened.
    /// </summary>
    private static readonly int[] RetrySeconds = [1, 2, 3, 5, 8, 15, 30, 60, 120, 300];

    public async Task Handle(WorkMessage told, CancellationToken ct)
    {
        // It matters only that there is a lead: what is decided is decided on its newest state.
        var id = told.Lead!.Value;
        var lead = leads.Recall(id) ?? await leads.Find(id, ct);
        var who = told.Person ?? (told.Text is { } text && lead is not null && refusals.IsRefusal(text, RefusalPlace.Chat) ? new(lead.AccountId, lead.PersonId) : null);
        if (who is not null)
        {
            await Refused(who, lead, told, ct);
        }
        else if (lead is null)
        {
            await RetryLater(told, ct);
        }
        else if (told.Receipt is { } receipt)
        {
            await leads.Apply(id, l => LeadDecider.Decide(l, new LeadCommand.ChatReceipt(time.GetUtcNow(), receipt.ConversationId, receipt.MessageId, receipt.Text)), ct);
        }
        else
        {
            await runner.Apply(id, Effect.InviteId, l => Opened(l, told), ct);
        }
    }

    /// <summary>The list first: from then on nobody sends. Then this lead with its opened chat, then those of the other accounts. Who never asked is listed all the same.</summary>
    private async Task Refused(WorkPerson who, Lead? lead, WorkMessage told, CancellationToken ct)
    {
        var listed = await refused.Note(who.Account, who.Id, RefusalSource.Chat, "system", told.Window?.OpenedAt ?? time.GetUtcNow(), ct);
        if (listed is null)
        {
            return; // an operator has heard of it, and thinks otherwise
        }

        if (lead is not null)
        {
            var confirms = Confirms(lead, listed);
            await leads.Apply(lead.Id, l => LeadDecider.Decide(
                l, new LeadCommand.Decline(time.GetUtcNow(), told.Text) { Refused = listed.Refusal, Message = Opening(told), Confirms = confirms }), ct);
        }

        await refused.Tell(who.Account, who.Id, listed, told.Text, ct);
    }

    /// <summary>Once: not where they had said it elsewhere before, nor to whoever says it again soon after an operator took it back.</summary>
    private bool Confirms(Lead lead, ListedPerson listed) => options.Value.Outreach.RefusalConfirmation.Length > 0
        && listed.Refusal is { Source: RefusalSource.Chat } refusal && string.Equals(refusal.AccountId, lead.AccountId, StringComparison.Ordinal)
        && !(listed.Earlier + LeadDecider.ConfirmedFor > refusal.At);

    private Decided Opened(Lead? lead, WorkMessage told) => LeadDecider.Decide(lead, Opening(told) with { Refused = lead is null ? null : doNotContact.Find(lead)?.Refusal });

    private LeadCommand.OpenChat Opening(WorkMessage told) => new(time.GetUtcNow(), told.Window!, told.Text);

    private async Task RetryLater(WorkMessage told, CancellationToken ct)
    {
        if (told.Retry >= RetrySeconds.Length || (told.Window is { } w && w.ExpiresAt <= time.GetUtcNow()))
        {
            Log.Stranger(log, told.Lead!.Value);
            return;
        }

        await queues.Enqueue(QueueNames.Chats, (told with { Retry = told.Retry + 1 }).ToJson(), TimeSpan.FromSeconds(RetrySeconds[told.Retry]), ct);
    }

    private static partial class Log
    {
        [LoggerMessage(1212, LogLevel.Information, "Somebody opened the chat without having asked in a comment ({Lead}); nobody is written to who did not ask")]
        public static partial void Stranger(ILogger log, LeadId lead);
    }
}
