using Funnel.Effects;
using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Growth;

/// <summary>
/// Inviting a contact into the group who has not come by the welcome's code. No platform lets a program write to a contact of its own accord: it is a task for staff, with the words
/// and the code ready, and over as soon as the person is in.
/// </summary>
public sealed class GroupInvitation(GroupBook groups, GroupWays ways) : IEffect
{
    public EffectKind Kind => EffectKind.GroupInvite;

    public Repeatable RepeatableFor(Lead lead) => Repeatable.Never;

    public ValueTask<TimeSpan?> Waits(Lead lead, CancellationToken ct) => default;

    public async ValueTask<Prepared> Prepare(Lead lead, Effect effect, CancellationToken ct)
    {
        if (lead.LeftAt is not null)
        {
            return new Prepared.Never(Reason.ContactGone);
        }

        return groups.OfOffer(lead.OfferId) is not { } group
            ? new Prepared.Never(Reason.NoGroup(lead.OfferId))
            : new Prepared.Impossible(Reason.GroupByHand(group.Id), group.Words) { Picture = await ways.CodeOf(group, ct) };
    }
}
