using Funnel.Leads;

namespace Funnel.Tests.Simulation;

/// <summary>Who is in the group is known, and rewards are given once, to whom friends came: by the books of the platform.</summary>
internal sealed class GrowthInvariants(World world, SimulatedProcess eyes, Action<bool, string> require)
{
    public void Check(IEnumerable<Lead> leads)
    {
        if (!world.Grows)
        {
            return;
        }

        foreach (var (id, count) in world.WeChat.Rewarded.CountBy(id => id))
        {
            require(count == 1, $"{id} was rewarded {count} times");
            require(Came(id) >= SimulatedWeChat.NeededFriends, $"{id} was rewarded for {Came(id)} friends");
        }

        foreach (var lead in leads.Where(l => l.Contact is not null).DistinctBy(l => l.Id))
        {
            var isIn = world.WeChat.Members.ContainsKey(lead.Contact!.PersonId);
            require(lead.IsInGroup == isIn, $"{lead.PersonId} is {(isIn ? "" : "not ")}in the group, and the lead says otherwise: {string.Join(", ", lead.Groups)}");
            require(!lead.IsInGroup || lead.Stage is not Stage.Served, $"{lead.PersonId} is in the group and served, and the stage is {lead.Stage}");
            require(lead.Friends.Length < SimulatedWeChat.NeededFriends || lead.Exit != Exit.None || lead.Find(Effect.RewardId(lead.OfferId)) is not null || ForOther(lead)
                || Journal(lead).Any(e => e.Kind == LeadEventKind.Declined), // whose friends came while they wanted nothing, and an operator took that back
                $"{lead.PersonId} brought {lead.Friends.Length} friends, and there is no reward: {Story(lead)}");
        }
    }

    private IReadOnlyList<LeadEvent> Journal(Lead lead) => eyes.Leads.Journal(lead.Id, CancellationToken.None).GetAwaiter().GetResult();

    private string Story(Lead lead) => string.Join("; ", Journal(lead).Select(e => $"{e.At:mm:ss} {e.Kind} {e.Effect}"));

    /// <summary>Asked for something else since: what is promised for friends is that offer's from then on.</summary>
    private static bool ForOther(Lead lead) => lead.Asks.Select(a => a.OfferId).Distinct(StringComparer.Ordinal).Count() > 1 || lead.Effects.Any(e => e.Kind == EffectKind.Reward);

    private int Came(LeadId id) => world.WeChat.Arrivals.Count(a =>
        ((eyes.Tokens.TryRead(TokenKind.Referral, a.State, out var inviter) || eyes.Tokens.TryRead(TokenKind.Invitation, a.State, out inviter)) && inviter == id)
        && eyes.Leads.Find(id, CancellationToken.None).AsTask().GetAwaiter().GetResult()?.Contact?.PersonId is var own && !string.Equals(own, a.Contact.PersonId, StringComparison.Ordinal));
}
