using System.Collections.Concurrent;
using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Storage;
using Microsoft.Extensions.Options;

namespace Funnel.Sending;

/// <summary>
/// Asks the policy before something is sent, and keeps what must wait. One commit counts a send, or puts it among those who wait: its row and the account's state stand
/// in one partition. Questions that come while another is being written go into one commit.
/// </summary>
public sealed class SendGate(IRows rows, IQueues queues, AccountBook accounts, Switches switches, IOptions<FunnelOptions> options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, AccountGate> gates = new(StringComparer.Ordinal);

    /// <summary>Whether it may go now. What may not is held when this returns, and comes again with its turn; what is said now or never is not held, and asks again.</summary>
    /// <param name="text">What would be said.</param>
    /// <param name="turn">That it was given; null when it was given none.</param>
    public async ValueTask<Verdict> Ask(Lead lead, Effect effect, string text, SendTurn? turn, CancellationToken ct)
    {
        if (!SendPolicy.Concerns(effect.Kind))
        {
            return Verdict.Yes.Now;
        }

        var (rules, now) = (RulesOf(lead.AccountId), time.GetUtcNow());
        var ofPerson = SendPolicy.OfPerson(lead, rules, now);
        if (ofPerson is Verdict.NotBefore { Why: var why } && effect.Kind != EffectKind.Reply)
        {
            return new Verdict.No(why); // the chat may be closed before
        }

        var gate = GateOf(lead.AccountId);
        if (turn is not null)
        {
            // It was counted when it was given; what was switched since holds all the same.
            return ofPerson is null && !IsHeldBack(lead.AccountId, effect.Kind)
                ? Verdict.Yes.Now
                : new Verdict.NotBefore(now, rules.Switched ?? Why(ofPerson));
        }

        return await gate.Ask(new(lead, effect, text, ofPerson), rules, ct);
    }

    /// <summary>Whether a switch, a stop or quiet hours hold back everything of the kind; as this process last knew it.</summary>
    public bool IsHeldBack(string accountId, EffectKind kind) => SendPolicy.Concerns(kind) && RulesOf(accountId) is var rules
        && (rules.Switched is not null || (kind == EffectKind.Reply && (GateOf(accountId).IsStopped || SendPolicy.QuietUntil(rules, time.GetUtcNow()) is not null)));

    /// <summary>What one person may get in 24 hours.</summary>
    public int MostInADay(string accountId) => RulesOf(accountId).Options.PerPersonPerDay;

    /// <summary>A turn was used, or is of no use any more: its row goes with the next commit of the account.</summary>
    public void Finished(SendTurn turn) => GateOf(turn.Account).Finished(turn.Key);

    /// <summary>How the platform took a reply. Counted here, and written with the next reply.</summary>
    public void Learn(string accountId, bool refused) => GateOf(accountId).Learn(refused);

    /// <summary>Lets what is held go as far as it may, and sees to it that the rest is looked at again. Idempotent: what comes too early changes nothing.</summary>
    /// <param name="look">The look that it is; null for one that is made anyway.</param>
    public Task Release(string accountId, DateTimeOffset? look, CancellationToken ct) => GateOf(accountId).Release(RulesOf(accountId), look, ct);

    /// <summary>An operator lets replies go on that stopped by themselves; for six hours they do not stop for the same again.</summary>
    /// <returns>False when they had not stopped.</returns>
    public Task<bool> Resume(string accountId, CancellationToken ct) => GateOf(accountId).Resume(ct);

    /// <summary>Takes up accounts whose next look at what is held was lost with its message. One read for each account.</summary>
    public Task Sweep(CancellationToken ct) => OneByOne.Run(accounts.All, account => GateOf(account.Id).Sweep(ct), ct);

    /// <summary>What is held of an account, in the order in which it goes out within each video, at most so much.</summary>
    public Task<IReadOnlyList<HeldWork>> Held(string accountId, int most, CancellationToken ct) => GateOf(accountId).Held(most, ct);

    public void Dispose()
    {
        foreach (var gate in gates.Values)
        {
            gate.Dispose();
        }
    }

    /// <summary>How the sending of an account stands: one read, and another where something is held.</summary>
    public Task<AccountSending> Status(string accountId, CancellationToken ct) => GateOf(accountId).Status(RulesOf(accountId).Switched, ct);

    private static Reasons.Reason Why(Verdict? verdict) => verdict is Verdict.NotBefore { Why: var why } ? why : Reasons.Reason.KeepsPace;

    private AccountGate GateOf(string accountId) => gates.GetOrAdd(accountId, id => new(id, rows, queues, time));

    private SendingRules RulesOf(string accountId)
    {
        var account = accounts.Find(accountId);
        return new(account?.Sending ?? options.Value.Sending, account?.Offset ?? MerchantDays.DefaultOffset, account is null ? null : switches.WhyHeld(account));
    }
}

/// <summary>How the sending of an account stands.</summary>
/// <param name="StoppedAt">Since when replies have stopped by themselves; null when they have not.</param>
/// <param name="Stopped">Why they have.</param>
/// <param name="Switched">Which switch holds replies and messages back; null when none does.</param>
/// <param name="Held">Replies and messages that wait, counted up to <see cref="MaxHeld"/>.</param>
/// <param name="Next">When it is looked at again whether they may go; null when nothing waits.</param>
public sealed record AccountSending(string Account, DateTimeOffset? StoppedAt, Reasons.Reason? Stopped, Reasons.Reason? Switched, int Held, DateTimeOffset? Next)
{
    /// <summary>From here on it is "this many and more".</summary>
    public const int MaxHeld = 1_000;
}
