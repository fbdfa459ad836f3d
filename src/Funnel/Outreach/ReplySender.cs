using Funnel.Accounts;
using Funnel.Clocks;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Platforms;
using Funnel.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach;

/// <summary>
/// Sends one public reply: claim, send once, settle. An outcome nobody knows is read back from the reply list; a claim left by a crash is
/// treated the same way once it is old enough.
/// </summary>
public sealed partial class ReplySender(
    LeadStore leads, AccountBook accounts, OwnReplyBook ownReplies, OfferBook offers, Wording wording, OwnWording ownWording, ReplyReadBack readBack, IQueues queues,
    IOptions<FunnelOptions> options, TimeProvider time, ILogger<ReplySender> log)
{
    /// <summary>A message comes before the commit that wants it, and a struggling store may take a while for that.</summary>
    private static readonly int[] LookSeconds = [1, 10, 60];
    private static readonly TimeSpan WhileOff = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);
    private static readonly Failure TooLate = new(FailureKind.Transient, "too-late", "the process stood still between claim and reply, so nothing was sent");

    private readonly ForwardSteps steps = new(time);

    private RetryRules Rules => options.Value.Outreach.Rules;

    /// <summary>Works on every lead the message names, side by side. When one fails they all come again, which changes nothing for the others.</summary>
    public Task Handle(WorkMessage message, CancellationToken ct) => message.More is null
        ? HandleOne(message, ct)
        : Parallel.ForEachAsync(
            message.Each(), new ParallelOptions { MaxDegreeOfParallelism = WorkMessage.MaxLeads, CancellationToken = ct, TaskScheduler = TaskScheduler.Current },
            async (one, stop) => await HandleOne(one, stop));

    private async Task HandleOne(WorkMessage message, CancellationToken ct)
    {
        // A remembered state is good enough to try a claim, which is checked against the newest one; any other conclusion needs that one itself.
        if (options.Value.Outreach.Enabled && leads.Recall(message.Lead) is { } recalled
            && recalled.Find(message.Effect) is { Status: EffectStatus.Wanted, NotBefore: null } wanted && await Send(recalled, wanted, message, ct))
        {
            return;
        }

        var lead = await leads.Find(message.Lead, ct);
        var effect = lead?.Find(message.Effect);
        if (lead is null || effect is null)
        {
            await LookLater(message, ct);
            return;
        }

        switch (effect.Status)
        {
            case EffectStatus.Wanted when !options.Value.Outreach.Enabled:
                await Again(message, WhileOff, ct);
                break;
            case EffectStatus.Wanted when effect.NotDueFor(time.GetUtcNow()) is var wait && wait > TimeSpan.Zero:
                await Again(message, wait, ct);
                break;
            case EffectStatus.Wanted:
                await Send(lead, effect, message, ct);
                break;
            case EffectStatus.Sending or EffectStatus.Unknown when TooEarlyFor(effect) is var wait && wait > TimeSpan.Zero:
                await Again(message, wait + Moment, ct);
                break;
            case EffectStatus.Sending or EffectStatus.Unknown:
                await ReadBack(lead, effect, ct);
                break;
            default:
                break; // sent, parked or dropped: this message is a repeat
        }
    }

    /// <summary>What would be sent now: the dry run.</summary>
    public string Preview(Lead lead, Effect effect) => Render(lead, effect).Text;

    /// <returns>False when the claim was refused: the state is another one by now.</returns>
    private async Task<bool> Send(Lead lead, Effect effect, WorkMessage message, CancellationToken ct)
    {
        if (Missing(lead, effect) is { } why)
        {
            await leads.Apply(lead.Id, l => l?.Find(effect.Id) is { Status: EffectStatus.Wanted }
                ? LeadDecider.Decide(l, new LeadCommand.Park(time.GetUtcNow(), effect.Id, why))
                : Decided.Nothing(l), ct);
            return true;
        }

        // A paused account may stay so for days: its work waits without a claim and a journal entry each minute.
        if ((await accounts.Open(lead.AccountId, ct)).Failure is { Kind: FailureKind.AuthExpired } paused)
        {
            await Again(message, paused.RetryAfter ?? WhileOff, ct);
            return true;
        }

        var rules = await RulesOf(lead.AccountId, ct);
        var (text, variant) = Render(lead, effect);
        var claimed = time.GetTimestamp();
        var attempt = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var claim = await leads.Apply(lead.Id, l => LeadDecider.Decide(l, new LeadCommand.Claim(time.GetUtcNow(), effect.Id, attempt, text, variant)), ct);
        if (!claim.Changes)
        {
            Log.NotClaimed(log, lead.Id, effect.Id, claim.Refusal ?? "");
            return false;
        }

        using var attempted = Tracing.Send(effect.Kind, lead.Id);
        ownWording.Note(lead.AccountId, effect.VideoId!, text);
        var result = await accounts.Call(lead.AccountId, async (source, account) => time.GetElapsedTime(claimed) > LatestPost(source.Limits)
            ? TooLate
            : await source.Reply(account, effect.VideoId!, effect.CommentId!, text, ct), ct);

        // From here on the platform may have it: what it came to is written down even while the host stops.
        await leads.Apply(lead.Id, l => LeadDecider.Decide(l, new LeadCommand.Settle(time.GetUtcNow(), effect.Id, attempt, result, rules)), CancellationToken.None);
        return true;
    }

    /// <summary>
    /// How long nothing may be concluded from an absence. After a step forward of the clock, time that the attempt seems to have had may never have
    /// passed: a reply that is only late would be sent a second time.
    /// </summary>
    private TimeSpan TooEarlyFor(Effect effect)
    {
        var young = effect.UnderWayFor(time.GetUtcNow(), Rules);
        var unsure = steps.Last() is { } ago ? Rules.ReadBackAfter - ago : TimeSpan.Zero;
        return young > unsure ? young : unsure;
    }

    /// <summary>
    /// Whoever looks for this attempt counts from its claim. A process that stood still in between must not post any more: it would do so after
    /// the look, which found nothing and let somebody else reply.
    /// </summary>
    private TimeSpan LatestPost(SourceLimits limits) => Rules.ReadBackAfter - limits.SendTimeout - limits.ReplyListLag;

    private async Task ReadBack(Lead lead, Effect effect, CancellationToken ct)
    {
        var finding = await readBack.Look(lead, effect, ct);
        if (finding.Result == ReadBackResult.Found)
        {
            await ownReplies.CountSeen(lead.AccountId, ct);
        }

        var rules = await RulesOf(lead.AccountId, ct);
        await leads.Apply(lead.Id, l => LeadDecider.Decide(l, new LeadCommand.ReadBack(time.GetUtcNow(), effect.Id, effect.AttemptId!, finding.Result, finding.Reply?.Id, rules)), ct);
    }

    /// <summary>Until enough replies of the account were seen nothing can be proved, so its first ones are looked for as soon as they must be listed.</summary>
    private async ValueTask<RetryRules> RulesOf(string accountId, CancellationToken ct)
    {
        var trusted = ownReplies.AreTrusted(await ownReplies.Recall(accountId, ct));
        return trusted || Rules.ConfirmAfter < Rules.ReadBackAfter ? Rules : Rules with { ConfirmAfter = Rules.ReadBackAfter };
    }

    /// <summary>What was taken out of the configuration that the reply needs; null when all is there.</summary>
    private string? Missing(Lead lead, Effect effect) =>
        accounts.Find(lead.AccountId) is null ? Unconfigured.Account(lead.AccountId)
        : offers.Find(effect.OfferId) is null ? Unconfigured.Offer(effect.OfferId)
        : null;

    private (string Text, int Variant) Render(Lead lead, Effect effect)
    {
        var variants = offers.Find(effect.OfferId)!.Reply;
        var variant = wording.Choose(lead.Id, effect.VideoId!, variants.Count);
        return (Wording.Render(variants[variant], lead.Nick, accounts.SourceOf(lead.AccountId).Limits.ReplyChars), variant);
    }

    private async Task LookLater(WorkMessage message, CancellationToken ct)
    {
        if (message.Look < LookSeconds.Length)
        {
            await Again(message with { Look = message.Look + 1 }, TimeSpan.FromSeconds(LookSeconds[message.Look]), ct);
        }
        else
        {
            Log.NobodyWantsIt(log, message.Lead, message.Effect);
        }
    }

    private async Task Again(WorkMessage message, TimeSpan delay, CancellationToken ct) => await queues.Enqueue(QueueNames.Replies, message.ToJson(), delay, ct);

    private static partial class Log
    {
        [LoggerMessage(1201, LogLevel.Debug, "Lead {Lead}: {Effect} not claimed: {Why}")]
        public static partial void NotClaimed(ILogger log, LeadId lead, string effect, string why);

        [LoggerMessage(1203, LogLevel.Information, "Lead {Lead}: no state wants {Effect}; its commit had failed, the message is dropped")]
        public static partial void NobodyWantsIt(ILogger log, LeadId lead, string effect);
    }
}
