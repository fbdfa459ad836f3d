using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.Effects;
using Funnel.Leads;
using Funnel.Reasons;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach.Refusals;

/// <summary>
/// The one answer to a refusal in the chat: that nothing more comes. One plain text in the window that the refusal itself opened, in one attempt; whatever keeps it from going out in
/// time, or hides what came of it, ends it, and no operator is asked.
/// </summary>
public sealed class RefusalConfirmation(AccountBook accounts, IOptions<FunnelOptions> options) : IEffect
{
    public EffectKind Kind => EffectKind.RefusalConfirmation;

    public Repeatable RepeatableFor(Lead lead) => Repeatable.Never;

    /// <summary>Nothing: an attempt that nobody can look for is given up, also while the account is paused.</summary>
    public ValueTask<TimeSpan?> Waits(Lead lead, CancellationToken ct) => default;

    public async ValueTask<Prepared> Prepare(Lead lead, Effect effect, CancellationToken ct)
    {
        var text = options.Value.Outreach.RefusalConfirmation;
        if (accounts.Find(lead.AccountId) is null)
        {
            return new Prepared.Impossible(Reason.AccountRemoved(lead.AccountId));
        }

        if (accounts.Capability<IChat>(lead.AccountId) is null)
        {
            return new Prepared.Impossible(NoCapability.Of(lead.AccountId, typeof(IChat)));
        }

        if (text.Length == 0)
        {
            return new Prepared.Impossible(Reason.NotSaidInTime); // it was switched off meanwhile
        }

        if (await accounts.PausedFor(lead.AccountId, ct) is { } paused)
        {
            return new Prepared.Later(paused);
        }

        var (rules, limits) = (options.Value.Outreach.Rules, accounts.ConnectorOf(lead.AccountId)!.Limits);
        return new Prepared.Ready(text, 0, (attempt, stop) => accounts.Call<IChat, SendReceipt>(
            lead.AccountId, FactKind.Message, async (chat, opened) => attempt.Late(rules, limits)
                ?? await chat.SendMessage(opened, attempt.Lead.Window!, lead.PersonId, new MessageContent.Text(text), stop), stop));
    }
}
