using Funnel.Accounts;
using Funnel.Effects;
using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Outreach;

/// <summary>
/// Following somebody who asked, so that they notice, and may be written to where that takes it. No platform lets a program do so: it begins as a task for staff
/// (<see cref="AccountOptions.Follow"/>), and whom to follow is the text.
/// </summary>
public sealed class Following(AccountBook accounts) : IEffect
{
    public EffectKind Kind => EffectKind.Follow;

    public Repeatable RepeatableFor(Lead lead) => Repeatable.Never;

    public ValueTask<TimeSpan?> Waits(Lead lead, CancellationToken ct) => new((TimeSpan?)null);

    public ValueTask<Prepared> Prepare(Lead lead, Effect effect, CancellationToken ct) => new(new Prepared.Impossible(
        accounts.Find(lead.AccountId) is null ? Reason.AccountRemoved(lead.AccountId) : Reason.FollowsByHand(lead.AccountId),
        string.IsNullOrWhiteSpace(lead.Nick) ? lead.PersonId : lead.Nick));
}
