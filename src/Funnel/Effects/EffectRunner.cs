using Funnel.Accounts;
using Funnel.Clocks;
using Funnel.DoNotContact;
using Funnel.Leads;
using Funnel.Sending;
using Funnel.Reasons;
using Funnel.Recovery;
using Funnel.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Effects;

/// <summary>
/// Does things to people, each once: due? allowed? → prepare → claim → send once → settle → read back → confirm → park. The one place where that
/// is written; what differs from kind to kind stands in the <see cref="IEffect"/>s.
/// </summary>
public sealed partial class EffectRunner(
    LeadStore leads, IEnumerable<IEffect> effects, IQueues queues, IOptions<FunnelOptions> options, Switches switches, Doubts doubts, CatchUps catchUps,
    DoNotContactList doNotContact, SendGate gate, TimeProvider time, ILogger<EffectRunner> log)
{
    private static readonly TimeSpan WhileOff = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);

    /// <summary>Queues keep no message hidden for much longer.</summary>
    private static readonly TimeSpan MostUnseen = TimeSpan.FromDays(1);

    private readonly Dictionary<EffectKind, IEffect> effects = effects.ToDictionary(e => e.Kind);
    private readonly ForwardSteps steps = new(time);
    private readonly KnownAttempts attempts = new(time);

    private RetryRules Configured => options.Value.Outreach.Rules;

    /// <summary>Works on everything the message names, side by side. When one fails all come again, which changes nothing for the others.</summary>
    /// <param name="queue">Where it came from: a message in <see cref="QueueNames.FollowUps"/> looks again at what was sent, one elsewhere is a repeat then.</param>
    public Task Handle(string queue, WorkMessage message, CancellationToken ct) => message.More is null && !IsOldArrival(message)
        ? HandleOne(queue, message, ct)
        : Parallel.ForEachAsync(
            IsOldArrival(message) ? [message, message with { Effect = Effect.LabelId }] : message.Each(),
            new ParallelOptions { MaxDegreeOfParallelism = WorkMessage.MaxWork, CancellationToken = ct, TaskScheduler = TaskScheduler.Current },
            async (one, stop) => await HandleOne(queue, one, stop));

    /// <summary>
    /// Something happened to the person that may call for an effect: commits both together, so that a chat that opens or a contact that arrives
    /// costs one commit before the send.
    /// </summary>
    /// <param name="what">Decides on what happened. Pure; may be called several times.</param>
    public async Task Apply(LeadId id, string effectId, Func<Lead?, Decided> what, CancellationToken ct)
    {
        var lead = leads.Recall(id) ?? await leads.Find(id, ct);
        if (what(lead) is { State: { } then } && then.Find(effectId) is { Status: EffectStatus.Wanted } wanted && !IsOff(wanted) && wanted.NotDueFor(time.GetUtcNow()) == TimeSpan.Zero)
        {
            await Attempt(then, wanted, what, ct);
        }
        else
        {
            await Overtaken((await leads.Apply(id, what, ct)).State, effectId, ct); // perhaps by ourselves, before a crash
        }
    }

    /// <summary>Versions before this engine labelled a contact with the message that named the welcome alone; such messages wait in queues still.</summary>
    private static bool IsOldArrival(WorkMessage message) => message is { More: null, Retry: 0, Effect: Effect.WelcomeId };

    /// <summary>The effect of this kind.</summary>
    internal IEffect Of(EffectKind kind) => effects[kind];

    private async Task HandleOne(string queue, WorkMessage message, CancellationToken ct)
    {
        if (message.Turn is { } turn)
        {
            await TakeTurn(message, turn, ct);
            return;
        }

        var id = message.Lead!.Value;
        var isFollowUp = string.Equals(queue, QueueNames.FollowUps, StringComparison.Ordinal);

        // A remembered state is good enough to try what is checked against the newest one; any other conclusion needs that one itself: a look above all.
        if (!isFollowUp && message.Waited is null && leads.Recall(id) is { } recalled && recalled.Find(message.Effect!) is { Status: EffectStatus.Wanted, NotBefore: null, Held: null } wanted
            && !IsOff(wanted) && await Attempt(recalled, wanted, null, ct))
        {
            return;
        }

        if (await leads.Find(id, ct) is { } lead && lead.Find(message.Effect!) is { } effect)
        {
            if (isFollowUp)
            {
                await Of(effect.Kind).FollowUp(lead, ct);
                await leads.Relist(lead, ct);
            }

            if (message.Revives && effect.Status == EffectStatus.Parked)
            {
                await RetryLater(queue, message, ct); // it came before the commit that wants it
                return;
            }

            await GoOn(lead, effect, isFollowUp ? message.Retry : null, message.Waited, ct);
        }
        else
        {
            await RetryLater(queue, message, ct);
        }
    }

    /// <param name="look">How often what was sent was looked for before; null when this is no such look but a repeat.</param>
    /// <param name="waited">The attempt that the message waited for.</param>
    private async Task GoOn(Lead lead, Effect effect, int? look, string? waited, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        switch (effect)
        {
            case { Status: EffectStatus.Wanted } when effect.NotDueFor(now) is var wait && wait > TimeSpan.Zero:
                await Again(lead, effect, wait < MostUnseen ? wait : MostUnseen, ct);
                break;
            case { Status: EffectStatus.Wanted or EffectStatus.Sending, CodeExpiresAt: { } end } when end <= now && (effect.Attempts > 0 || IsOff(effect)):
                await Park(lead.Id, effect.Id, effect.Status, effect.Attempts > 0 ? Reason.WelcomeCodeEnded : Reason.WelcomeCodeUnused, null, ct);
                break;
            case { Status: EffectStatus.Wanted } when WhyNever(lead, effect, now) is { } never:
                await Park(lead.Id, effect.Id, effect.Status, never, null, ct);
                break;
            case { Status: EffectStatus.Wanted } when IsOff(effect):
                await Again(lead, effect, effect.CodeExpiresAt is { } last && last - now < WhileOff ? last - now : WhileOff, ct);
                break;
            case { Status: EffectStatus.Wanted, Kind: EffectKind.Invite, ReplayedBy: not null } when lead.IsChatOver(now):
                await leads.Apply(lead.Id, l => GiveBack(l, effect.Id), ct);
                break;
            case { Status: EffectStatus.Wanted }:
                await Attempt(lead, effect, null, ct);
                break;
            case { Status: EffectStatus.Sending or EffectStatus.Unknown }:
                await FindOut(lead, effect, waited, ct);
                break;
            case { Status: EffectStatus.Sent, Visible: null } when look is { } before:
                await Confirm(lead, effect, before, ct);
                break;
            default:
                break; // sent, parked or dropped: this message is a repeat
        }
    }

    /// <param name="first">What happened that is to be committed with the claim, or without one when there is none.</param>
    /// <returns>False when the state is another one by now, and it is still to be seen what that needs.</returns>
    private async Task<bool> Attempt(Lead lead, Effect effect, Func<Lead?, Decided>? first, CancellationToken ct, SendTurn? turn = null)
    {
        var askedAt = time.GetTimestamp(); // whoever stands still after a yes must not act on it
        if (await KnewLessThanIsSo(lead, effect, first, turn, ct))
        {
            return true;
        }

        if (WhyNever(lead, effect, time.GetUtcNow()) is { } never)
        {
            return !IsUnderWay(await Park(lead.Id, effect.Id, EffectStatus.Wanted, never, first, ct), effect.Id);
        }

        if (doNotContact.Find(lead) is { Refusal: var refusal } && !IsUnseen(effect) && !effect.IsNowOrNever)
        {
            return !IsUnderWay(await leads.Apply(lead.Id, Following(first, () => new LeadCommand.Decline(time.GetUtcNow(), null) { By = refusal.By, Refused = refusal }), ct), effect.Id);
        }

        var kind = Of(effect.Kind);
        if (effect.Held is not null && turn is null)
        {
            return await StaysHeld(lead, first, ct);
        }

        var prepared = await Waits(lead, effect, ct) is { } wait ? new Prepared.Later(wait) : await kind.Prepare(lead, effect, ct);
        switch (prepared)
        {
            case Prepared.Ready ready when kind.RepeatableFor(lead) == Repeatable.Always:
                await SetOnce(lead, effect, ready, first, ct);
                return true;
            case Prepared.Ready ready when DoubtOf(lead, effect, kind) is { } because:
                return await Assume(lead, effect, because, ready.Text, first, ct);
            case Prepared.Ready ready:
                return await SendIfAllowed(lead, effect, ready, first, turn, askedAt, ct);
            case Prepared.Impossible impossible:
                return !IsUnderWay(await Park(lead.Id, effect.Id, EffectStatus.Wanted, impossible.Reason, first, ct, impossible.Text), effect.Id);
            case Prepared.Never over:
                return !IsUnderWay(await leads.Apply(lead.Id, Following(first, () => new LeadCommand.Drop(time.GetUtcNow(), effect.Id, over.Reason)), ct), effect.Id);
            case Prepared.Later when first is not null:
                await leads.Apply(lead.Id, first, ct); // and the message that it asks for will find that it has to wait
                return true;
            case Prepared.Later later:
                await Again(lead, effect, effect.IsNowOrNever && later.Delay > Patience ? Patience : later.Delay, ct);
                return true;
            default:
                throw new InvalidOperationException("unknown preparation");
        }
    }

    /// <param name="askedAt">Since when it was asked whether it may be sent, on the monotonic clock.</param>
    private async Task<bool> Send(Lead lead, Effect effect, Prepared.Ready ready, Func<Lead?, Decided>? first, long askedAt, bool hasTurn, CancellationToken ct)
    {
        var kind = Of(effect.Kind);
        var rules = await RulesOf(lead, kind, ct);
        var attempt = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        attempts.Add(attempt, time.GetTimestamp());
        var caughtUp = doubts.CaughtUp; // before the doubts are asked: what is found between is not looked for
        var mostInADay = gate.MostInADay(lead.AccountId);
        var claiming = Following(
            first, () => new LeadCommand.Claim(time.GetUtcNow(), effect.Id, attempt, ready.Text, ready.Variant) { HasTurn = hasTurn, MostInADay = mostInADay, CaughtUp = caughtUp });
        var doubted = false;
        var claim = await leads.Apply(lead.Id, l => (doubted = IsDoubtedBy(l, effect.Id, kind, first)) ? first?.Invoke(l) ?? Decided.Nothing(l) : claiming(l), ct);
        if (doubted)
        {
            await Again(lead, effect, TimeSpan.Zero, ct);
            return true;
        }

        if (claim.State?.Find(effect.Id) is not { } claimed || !string.Equals(claimed.AttemptId, attempt, StringComparison.Ordinal))
        {
            Log.NotClaimed(log, lead.Id, effect.Id, claim.Refusal);
            return await Overtaken(claim.State, effect.Id, ct);
        }

        using var attempted = EffectTelemetry.Send(effect.Kind, lead.Id);
        var result = await ready.Post(new(claim.State, claimed, () => time.GetElapsedTime(askedAt)), ct);
        Learn(lead, effect, result.Failure);

        // From here on the platform may have it: what it came to is written down even while the host stops.
        await leads.Apply(lead.Id, l => LeadDecider.Decide(l, new LeadCommand.Settle(time.GetUtcNow(), effect.Id, attempt, result, rules)), CancellationToken.None);
        return true;
    }

    /// <summary>Somebody else has the claim; they may be dead, so somebody must find out what came of it.</summary>
    private async Task<bool> Overtaken(Lead? lead, string effectId, CancellationToken ct)
    {
        if (lead?.Find(effectId) is not { Status: EffectStatus.Sending or EffectStatus.Unknown } effect)
        {
            return false;
        }

        if (Of(effect.Kind).RepeatableFor(lead) == Repeatable.Never)
        {
            // What is only assumed was attempted long ago by any clock: it has but to wait for what is left.
            var wait = effect.Assumed is null ? Configured.ReadBackAfter : effect.UnderWayFor(time.GetUtcNow(), Configured) + Moment;
            await Again(lead, effect, wait, ct, waited: effect.AttemptId);
        }

        return true;
    }

    /// <summary>Nothing is claimed: to do it twice changes nothing.</summary>
    private async Task SetOnce(Lead lead, Effect effect, Prepared.Ready ready, Func<Lead?, Decided>? first, CancellationToken ct)
    {
        using var attempted = EffectTelemetry.Send(effect.Kind, lead.Id);
        var rules = await RulesOf(lead, Of(effect.Kind), ct);
        var result = await ready.Post(new(lead, effect, () => TimeSpan.Zero), ct);
        await leads.Apply(lead.Id, Following(first, () => new LeadCommand.Settle(time.GetUtcNow(), effect.Id, null, result, rules)), ct);
    }

    private async ValueTask<RetryRules> RulesOf(Lead lead, IEffect kind, CancellationToken ct) =>
        await kind.Rules(lead, Configured, ct) with { Repeatable = kind.RepeatableFor(lead) };

    /// <summary>Only what a person would see is switched off.</summary>
    private bool IsOff(Effect effect) => switches.IsSendingOff && !IsUnseen(effect);

    /// <summary>Nothing that the person would see: tags and remarks are for staff.</summary>
    private static bool IsUnseen(Effect effect) => effect.Kind == EffectKind.Label;

    /// <summary>Whether somebody attempted it already, so that a message may be the one that finds out what came of it.</summary>
    private static bool IsUnderWay(Decided newest, string effectId) => newest.State?.Find(effectId) is { Status: EffectStatus.Sending or EffectStatus.Unknown };

    /// <summary>Parks it unless it has moved on.</summary>
    private ValueTask<Decided> Park(LeadId id, string effectId, EffectStatus seen, Reason why, Func<Lead?, Decided>? first, CancellationToken ct, string? text = null) => leads.Apply(id, l =>
    {
        var before = first?.Invoke(l) ?? Decided.Nothing(l);
        return before.State?.Find(effectId)?.Status == seen ? before.Then(new LeadCommand.Park(time.GetUtcNow(), effectId, why) { Text = text }) : before;
    }, ct);

    private static Func<Lead?, Decided> Following(Func<Lead?, Decided>? first, Func<LeadCommand> command) =>
        l => first is null ? LeadDecider.Decide(l, command()) : first(l).Then(command());

    private static partial class Log
    {
        [LoggerMessage(1201, LogLevel.Debug, "Lead {Lead}: {Effect} not claimed: {Why}")]
        public static partial void NotClaimed(ILogger log, LeadId lead, string effect, Reason? why);

        [LoggerMessage(1203, LogLevel.Information, "Lead {Lead}: no state wants {Effect}; its commit had failed, the message is dropped")]
        public static partial void NobodyWantsIt(ILogger log, LeadId lead, string effect);
    }
}
