using Funnel.Connectors;
using Funnel.Outreach;
using Microsoft.Extensions.Options;

namespace Funnel.Growth;

/// <summary>The groups of the configuration, and the connector that has them.</summary>
public sealed class GroupBook(IOptions<FunnelOptions> options, OfferBook offers, ConnectorBook connectors)
{
    public IReadOnlyList<GroupOptions> All => options.Value.Groups;

    /// <summary>The connector whose groups they are; null while none that has groups is switched on.</summary>
    public Connector? Connector => All.Count == 0 ? null : connectors.With<IGroups>().FirstOrDefault();

    /// <summary>Null when it was taken out of the configuration.</summary>
    public GroupOptions? Find(string? id) => id is null ? null : All.FirstOrDefault(g => string.Equals(g.Id, id, StringComparison.Ordinal));

    /// <summary>The group to which an offer invites; null when it invites to none.</summary>
    public GroupOptions? OfOffer(string offerId) => Find(offers.Find(offerId)?.Group);

    /// <summary>How long after becoming a contact somebody who is not in the group is a task; null when nobody is.</summary>
    internal TimeSpan? TaskAfter(string offerId) => OfOffer(offerId)?.TaskAfter;
}
