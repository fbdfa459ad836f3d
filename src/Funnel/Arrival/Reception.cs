using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Outreach;
using Funnel.Platforms;
using Funnel.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Arrival;

/// <summary>
/// Receives people in WeChat: believes only tokens that we issued, sends the welcome with its material while the code lives, labels the contact,
/// and notes deletions. The welcome is sent inside the callback; a follow-up message, queued before, finishes what a crash left.
/// </summary>
public sealed partial class Reception(
    LeadStore leads, TokenIssuer tokens, OfferBook offers, Wording wording, ContactIndex contacts, IEnumerable<IDestination> destinations, IQueues queues,
    IOptions<FunnelOptions> options, TimeProvider time, ILogger<Reception> log, AccountFacts? facts = null)
{
    /// <summary>
    /// WeCom: a welcome code is good for 20 s from its event; one second is left for the way. Counted from when we get it, by our clock: theirs may be
    /// another, and a code that has ended is refused with a code of its own.
    /// </summary>
    private static readonly TimeSpan CodeLife = TimeSpan.FromSeconds(19);
    private static readonly TimeSpan RetryLabels = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstGoneLook = TimeSpan.FromSeconds(10);
    private const int MaxGoneLooks = 10; // doubling: 10 s to 1.4 h apart, 2.8 h in all
    private const int WelcomeChars = 1_300; // 4,000 UTF-8 bytes at three bytes a character
    private const int MaxMaterials = 9;

    private RetryRules Rules => options.Value.Outreach.Rules;

    public async Task Handle(DestinationEvent what, CancellationToken ct)
    {
        switch (what)
        {
            case DestinationEvent.Added added:
                await Arrived(added.Contact, added.State, added.WelcomeCode, time.GetUtcNow() + CodeLife, added.At, ct);
                break;
            case DestinationEvent.DeletedByPerson gone:
                await Left(new FollowUpMessage(null, Gone: gone.Contact) { GoneAt = gone.At }, ct);
                break;
            case DestinationEvent.Notice notice:
                Log.Notice(log, notice.Name, notice.Detail);
                break;
            default:
                break; // staff deleting or handing over a contact is not the person's doing
        }
    }

    /// <summary>Somebody became a contact: by an event, or found when reconciling (then without a code).</summary>
    /// <param name="at">When it happened; null when it was found in a list.</param>
    /// <returns>False when the token is none of ours.</returns>
    public async Task<bool> Arrived(ContactId contact, string? state, string? code, DateTimeOffset? codeExpiresAt, DateTimeOffset? at, CancellationToken ct)
    {
        if (!tokens.TryRead(state, out var id))
        {
            Log.Unattributed(log, contact.StaffId);
            return false;
        }

        await Welcome(id, l => LeadDecider.Decide(l, new LeadCommand.Arrive(time.GetUtcNow(), contact, code, codeExpiresAt, at)), ct);
        return true;
    }

    /// <summary>A follow-up for a lead's contact or for a deletion. Idempotent.</summary>
    public async Task FollowUp(FollowUpMessage message, CancellationToken ct)
    {
        if (message.Gone is not null)
        {
            await Left(message, ct);
            return;
        }

        var lead = await leads.Find(message.Lead!.Value, ct);
        if (lead is not null)
        {
            await leads.Relist(lead, ct);
        }

        if (lead?.Contact is null)
        {
            await LookLater(lead, message, ct);
            return;
        }

        await FinishWelcome(lead, message, ct);
        lead = (await leads.Find(lead.Id, ct))!;
        await contacts.Put(lead.Contact!, lead.Id, ct);
        if (lead.Find(Effect.LabelId) is { Status: EffectStatus.Wanted } label)
        {
            await Label(lead, label, message, ct);
        }
    }

    private async Task FinishWelcome(Lead lead, FollowUpMessage message, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        switch (lead.Find(Effect.WelcomeId))
        {
            case { Status: EffectStatus.Wanted } early when early.NotDueFor(now) is var wait && wait > TimeSpan.Zero:
                await queues.Enqueue(QueueNames.FollowUps, message.ToJson(), wait, ct);
                break;
            case { Status: EffectStatus.Wanted or EffectStatus.Sending, CodeExpiresAt: { } end } owed when end <= now && (owed.Attempts > 0 || !options.Value.Outreach.Enabled):
                var why = owed.Attempts > 0
                    ? "the welcome code ended before anybody knew whether the welcome arrived: ask staff to look, then mark it done or send it by hand"
                    : "the welcome code ended before it could be used: send the material by hand, then mark it done";
                await leads.Apply(lead.Id, l => LeadDecider.Decide(l, new LeadCommand.Park(now, Effect.WelcomeId, why)), ct);
                break;
            case { Status: EffectStatus.Wanted, CodeExpiresAt: { } end } when !options.Value.Outreach.Enabled:
                // Nothing is sent now; at the code's end it is parked. An end further away than a code lives is from before the clock was set back.
                await queues.Enqueue(QueueNames.FollowUps, message.ToJson(), end - now < CodeLife ? end - now : CodeLife, ct);
                break;
            case { Status: EffectStatus.Wanted }:
                await Welcome(lead.Id, Decided.Nothing, ct);
                break;
            case { Status: EffectStatus.Sending } stuck:
                await Welcome(lead.Id, l => LeadDecider.Decide(l,
                    new LeadCommand.ReadBack(now, Effect.WelcomeId, stuck.AttemptId!, ReadBackResult.Absent, null, Rules)).WithoutWorkOn(Effect.WelcomeId), ct);
                break;
            default:
                break;
        }
    }

    private async Task Welcome(LeadId id, Func<Lead?, Decided> first, CancellationToken ct)
    {
        var attempt = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var claimed = await leads.Apply(id, l =>
        {
            var arrived = first(l);
            return arrived.State?.Find(Effect.WelcomeId) is { Status: EffectStatus.Wanted } && options.Value.Outreach.Enabled
                ? arrived.Then(ClaimOrPark(arrived.State, attempt))
                : arrived;
        }, ct);
        if (claimed.State?.Find(Effect.WelcomeId) is not { Status: EffectStatus.Sending } effect || !string.Equals(effect.AttemptId, attempt, StringComparison.Ordinal))
        {
            return;
        }

        using var attempted = Tracing.Send(EffectKind.Welcome, id);
        var sent = await Destination.Welcome(effect.WelcomeCode!, new(effect.Text!, Materials(claimed.State)), ct);
        facts?.Note(FactKind.Welcome, Destination.Name, sent.Failure);
        Outcome<SendReceipt> result = sent.Ok ? new SendReceipt(sent.Value.AlreadyDelivered ? "delivered before" : "delivered") : sent.Failure!;
        await leads.Apply(id, l => LeadDecider.Decide(l, new LeadCommand.Settle(time.GetUtcNow(), Effect.WelcomeId, attempt, result, Rules)), CancellationToken.None);
    }

    private LeadCommand ClaimOrPark(Lead lead, string attempt)
    {
        if (offers.Find(lead.Asks[^1].OfferId) is not { } offer)
        {
            return new LeadCommand.Park(time.GetUtcNow(), Effect.WelcomeId, Unconfigured.Offer(lead.Asks[^1].OfferId));
        }

        var variant = wording.Choose(lead.Id, "welcome", offer.Welcome.Count);
        return new LeadCommand.Claim(time.GetUtcNow(), Effect.WelcomeId, attempt, Wording.Render(offer.Welcome[variant], lead.Nick, WelcomeChars), variant);
    }

    /// <summary>Everything that was promised, newest promise first. What an older promise was about may be gone from the configuration; the code does not wait for it.</summary>
    private List<Material> Materials(Lead lead)
    {
        var promised = lead.Asks.Reverse().Select(a => a.OfferId).Distinct(StringComparer.Ordinal).ToList();
        promised.Where(id => offers.Find(id) is null).ToList().ForEach(id => Log.PromiseGone(log, lead.Id, id));
        return [.. promised.SelectMany(id => offers.Find(id)?.Materials ?? []).Distinct().Take(MaxMaterials)];
    }

    private async Task Label(Lead lead, Effect label, FollowUpMessage message, CancellationToken ct)
    {
        if (offers.Find(label.OfferId) is not { Tags: var tags })
        {
            await leads.Apply(lead.Id, l => LeadDecider.Decide(l, new LeadCommand.Park(time.GetUtcNow(), Effect.LabelId, Unconfigured.Offer(label.OfferId))), ct);
            return;
        }

        var tagged = tags.Count == 0 ? new Done() : await Destination.Tag(lead.Contact!, tags, ct);
        var remarked = tagged.Ok && lead.Nick is { Length: > 0 } nick ? await Destination.Remark(lead.Contact!, nick, ct) : tagged;
        if (remarked.Ok)
        {
            await leads.Apply(lead.Id, l => LeadDecider.Decide(l, new LeadCommand.Labelled(time.GetUtcNow())), ct);
        }
        else if (remarked.Failure!.Kind.MayRetryRead() && message.Look < FollowUpMessage.MaxLooks)
        {
            await queues.Enqueue(QueueNames.FollowUps, (message with { Look = message.Look + 1 }).ToJson(), RetryLabels * (message.Look + 1), ct);
        }
        else
        {
            await leads.Apply(lead.Id, l => LeadDecider.Decide(l, new LeadCommand.Park(time.GetUtcNow(), Effect.LabelId, $"not labelled: {remarked.Failure}")), ct);
        }
    }

    private async Task Left(FollowUpMessage message, CancellationToken ct)
    {
        if (await contacts.Find(message.Gone!, ct) is { } id)
        {
            var now = time.GetUtcNow();
            await leads.Apply(id, l => LeadDecider.Decide(l, new LeadCommand.Leave(now, message.Gone!, message.GoneAt ?? now)), ct);
        }
        else if (message.Look < MaxGoneLooks)
        {
            // The index row follows the arrival by seconds, or by hours when its event was lost or work has piled up. A deletion is told only once.
            await queues.Enqueue(QueueNames.FollowUps, (message with { Look = message.Look + 1 }).ToJson(), FirstGoneLook * (1 << message.Look), ct);
        }
        else
        {
            Log.Unattributed(log, message.Gone!.StaffId);
        }
    }

    /// <summary>A message comes before the commit that wants it: it is only ignored when that has had time to happen.</summary>
    private async Task LookLater(Lead? lead, FollowUpMessage message, CancellationToken ct)
    {
        var aboutContact = message.Effect is Effect.WelcomeId or Effect.LabelId;
        if (aboutContact && message.Look < FollowUpMessage.MaxLooks)
        {
            await queues.Enqueue(QueueNames.FollowUps, (message with { Look = message.Look + 1 }).ToJson(), RetryLabels * (message.Look + 1), ct);
        }
        else if (aboutContact)
        {
            Log.NobodyWantsIt(log, message.Lead!.Value, lead?.Stage);
        }
    }

    private IDestination Destination =>
        destinations.FirstOrDefault() ?? throw new InvalidOperationException("a contact arrived but no destination is configured (section weCom)");

    private static partial class Log
    {
        [LoggerMessage(1301, LogLevel.Information, "A contact of {Staff} came or went without a token of ours")]
        public static partial void Unattributed(ILogger log, string staff);

        [LoggerMessage(1302, LogLevel.Warning, "WeCom says {Name}: {Detail}")]
        public static partial void Notice(ILogger log, string name, string detail);

        [LoggerMessage(1304, LogLevel.Warning, "Lead {Lead}: what offer {Offer} promised is left out of the welcome, it is no longer configured")]
        public static partial void PromiseGone(ILogger log, LeadId lead, string offer);

        [LoggerMessage(1303, LogLevel.Information, "Lead {Lead} ({Stage}) has no contact to follow up; the arrival's commit had failed, the message is dropped")]
        public static partial void NobodyWantsIt(ILogger log, LeadId lead, Stage? stage);
    }
}
