using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Reasons;

namespace Funnel.Arrival;

/// <summary>By which connector a lead's contact is reached.</summary>
public sealed class ContactConnectors(ConnectorBook connectors, OfferBook offers)
{
    /// <summary>The one that told of the arrival; for a lead from before that was noted, the first contact path of its offer.</summary>
    public Connector? Of(Lead lead) => connectors.Find(lead.ContactVia) ?? connectors.PathsOf(offers.Find(lead.OfferId)?.ContactPaths ?? []).FirstOrDefault();

    public T? Find<T>(Lead lead)
        where T : class => Of(lead)?.Find<T>();

    /// <summary>For an operator.</summary>
    internal Reason CannotWelcome(Lead lead) => (Of(lead)?.Name ?? lead.ContactVia) is { } connector ? Reason.CannotWelcome(connector) : Reason.NobodyWelcomes;
}
