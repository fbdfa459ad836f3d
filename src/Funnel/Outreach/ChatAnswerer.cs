using Funnel.Accounts;
using Funnel.Arrival;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Platforms;
using Funnel.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach;

/// <summary>
/// Works in the private chat inside its window: one invitation per lead, as a card that carries the person's own contact link. What became of
/// an attempt is only known from the platform's answer or its receipt event; without either the invitation is parked.
/// </summary>
public sealed partial class ChatAnswerer(
    LeadStore leads, AccountBook accounts, OfferBook offers, Wording wording, TokenIssuer tokens, IEnumerable<IDestination> destinations, IQueues queues,
    IOptions<FunnelOptions> options, TimeProvider time, ILogger<ChatAnswerer> log)
{
    private const int CardTextChars = 60;
    private static readonly TimeSpan WhileOff = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long an event may wait for its lead, as delays between looks: the comment that makes the lead may be read after the chat was opened.
    /// </summary>
    private static readonly int[] LookSeconds = [1, 2, 3, 5, 8, 15, 30, 60, 120, 300];

    private RetryRules Rules => options.Value.Outreach.Rules;

    public async Task Handle(ChatMessage message, CancellationToken ct)
    {
        // For an event it matters only that there is a lead: what is decided is decided on its newest state.
        var lead = (message.Effect is null ? leads.Recall(message.Lead) : null) ?? await leads.Find(message.Lead, ct);
        if (lead is null)
        {
            await LookLater(message, ct);
        }
        else if (message.Receipt is { } receipt)
        {
            await leads.Apply(lead.Id, l => LeadDecider.Decide(l, new LeadCommand.ChatReceipt(time.GetUtcNow(), receipt.ConversationId, receipt.MessageId, receipt.Text)), ct);
        }
        else if (message.Window is { } window)
        {
            await Opened(lead, window, message.Text, ct);
        }
        else
        {
            await Work(lead, message, ct);
        }
    }

    private async Task Opened(Lead lead, ChatWindow window, string? text, CancellationToken ct)
    {
        if (text is not null && IsStop(text))
        {
            await leads.Apply(lead.Id, l => LeadDecider.Decide(l, new LeadCommand.OpenChat(time.GetUtcNow(), window, text))
                .Then(new LeadCommand.Decline(time.GetUtcNow(), text)), ct);
            return;
        }

        await Invite(lead, l => LeadDecider.Decide(l, new LeadCommand.OpenChat(time.GetUtcNow(), window, text)), ct);
    }

    private async Task Work(Lead lead, ChatMessage message, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        switch (lead.Find(message.Effect ?? Effect.InviteId))
        {
            case { Status: EffectStatus.Wanted } e when e.NotDueFor(now) is var wait && wait > TimeSpan.Zero:
                await Again(message, wait, ct);
                break;
            case { Status: EffectStatus.Wanted }:
                await Invite(lead, Decided.Nothing, ct);
                break;
            case { Status: EffectStatus.Sending or EffectStatus.Unknown } e when e.UnderWayFor(now, Rules) is var wait && wait > TimeSpan.Zero:
                await Again(message, wait + TimeSpan.FromMilliseconds(50), ct);
                break;
            case { Status: EffectStatus.Sending or EffectStatus.Unknown } e:
                // The receipt would have come by now, and there is no list to look in.
                await leads.Apply(lead.Id, l => LeadDecider.Decide(l, new LeadCommand.ReadBack(now, e.Id, e.AttemptId!, ReadBackResult.Impossible, null, Rules)), ct);
                break;
            case null when message.Look < WorkMessage.MaxLooks:
                await Again(message with { Look = message.Look + 1 }, TimeSpan.FromSeconds(1), ct);
                break;
            default:
                break; // sent, parked, dropped, or never wanted
        }
    }

    /// <summary>Commits what led here together with the claim, so that a chat that opens costs one commit before the send.</summary>
    private async Task Invite(Lead lead, Func<Lead?, Decided> first, CancellationToken ct)
    {
        if (!options.Value.Outreach.Enabled)
        {
            await leads.Apply(lead.Id, l => first(l).WithoutWorkOn(Effect.InviteId), ct);
            await Again(new(lead.Id, Effect: Effect.InviteId), WhileOff, ct);
            return;
        }

        var (account, offer) = (accounts.Find(lead.AccountId), offers.Find(lead.Asks[^1].OfferId));
        if (account is null || offer is null)
        {
            await ParkInvite(lead, first, account is null ? Unconfigured.Account(lead.AccountId) : Unconfigured.Offer(lead.Asks[^1].OfferId), ct);
            return;
        }

        var link = await Link(lead, ct);
        if (link.Failure is { } failure)
        {
            await CannotInvite(lead, first, failure, ct);
            return;
        }

        var card = account.Card!;
        var variant = wording.Choose(lead.Id, lead.AccountId, offer.Chat.Count);
        var text = Wording.Render(offer.Chat[variant], lead.Nick, CardTextChars);
        var attempt = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var claimed = await leads.Apply(lead.Id, l => first(l).Then(new LeadCommand.Claim(time.GetUtcNow(), Effect.InviteId, attempt, text, variant)).WithoutWorkOn(Effect.InviteId), ct);
        var effect = claimed.State?.Find(Effect.InviteId);
        if (!string.Equals(effect?.AttemptId, attempt, StringComparison.Ordinal))
        {
            Log.NotClaimed(log, lead.Id, claimed.Refusal ?? "");
            if (effect is { Status: EffectStatus.Sending or EffectStatus.Unknown })
            {
                await Again(new(lead.Id, Effect: Effect.InviteId), Rules.ReadBackAfter, ct); // a crash may have left it: somebody must find out
            }

            return;
        }

        var content = new MessageContent.Card(card.TemplateId, card.AppId, card.Path, Query(card, link.Value, tokens.Issue(lead.Id), text));
        var window = claimed.State!.Window!;
        using var attempted = Tracing.Send(EffectKind.Invite, lead.Id);
        var result = await accounts.Call(lead.AccountId, (source, account) => source.SendMessage(account, window, lead.PersonId, content, ct), ct);
        await leads.Apply(lead.Id, l => LeadDecider.Decide(l, new LeadCommand.Settle(time.GetUtcNow(), Effect.InviteId, attempt, result, Rules)), CancellationToken.None);
    }

    private async Task CannotInvite(Lead lead, Func<Lead?, Decided> first, Failure failure, CancellationToken ct)
    {
        if (failure.Kind.MayRetryRead())
        {
            await leads.Apply(lead.Id, l => first(l).WithoutWorkOn(Effect.InviteId), ct);
            await Again(new(lead.Id, Effect: Effect.InviteId), Rules.FirstDelay, ct);
            return;
        }

        await ParkInvite(lead, first, failure.ToString(), ct);
    }

    private async Task ParkInvite(Lead lead, Func<Lead?, Decided> first, string why, CancellationToken ct) => await leads.Apply(lead.Id, l =>
    {
        var opened = first(l);
        return opened.State?.Find(Effect.InviteId) is { Status: EffectStatus.Wanted } ? opened.Then(new LeadCommand.Park(time.GetUtcNow(), Effect.InviteId, why)) : opened;
    }, ct);

    private async Task<Outcome<Uri>> Link(Lead lead, CancellationToken ct)
    {
        if (accounts.Find(lead.AccountId)?.Card is null)
        {
            return new Failure(FailureKind.Forbidden, "no-card", $"account '{lead.AccountId}' has no card configured: give the contact link by hand, then mark it done");
        }

        return destinations.FirstOrDefault() is { } destination
            ? await destination.ContactLink(tokens.Issue(lead.Id), ct)
            : new Failure(FailureKind.Forbidden, "no-destination", "no destination is configured (section weCom): nobody can be invited");
    }

    private bool IsStop(string text) => options.Value.Outreach.StopWords.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));

    private static string Query(CardOptions card, Uri link, string token, string text) => card.Query
        .Replace("{link}", Uri.EscapeDataString(link.AbsoluteUri), StringComparison.Ordinal)
        .Replace("{token}", token, StringComparison.Ordinal)
        .Replace("{text}", Uri.EscapeDataString(text), StringComparison.Ordinal);

    private async Task LookLater(ChatMessage message, CancellationToken ct)
    {
        if (message.Look >= LookSeconds.Length || (message.Window is { } w && w.ExpiresAt <= time.GetUtcNow()))
        {
            Log.Stranger(log, message.Lead);
            return;
        }

        await Again(message with { Look = message.Look + 1 }, TimeSpan.FromSeconds(LookSeconds[message.Look]), ct);
    }

    private async Task Again(ChatMessage message, TimeSpan delay, CancellationToken ct) => await queues.Enqueue(QueueNames.Chats, message.ToJson(), delay, ct);

    private static partial class Log
    {
        [LoggerMessage(1211, LogLevel.Debug, "Lead {Lead}: no invitation now: {Why}")]
        public static partial void NotClaimed(ILogger log, LeadId lead, string why);

        [LoggerMessage(1212, LogLevel.Information, "Somebody opened the chat without having asked in a comment ({Lead}); nobody is written to who did not ask")]
        public static partial void Stranger(ILogger log, LeadId lead);
    }
}
