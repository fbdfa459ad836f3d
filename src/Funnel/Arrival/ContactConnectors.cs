using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Reasons;

namespace Funnel.Arrival;

/// <summary>By which connector a lead's contact is reached.</summary>
public sealed class ContactConnectors(ConnectorBook connectors, OfferBook offers)
{
    /// <summary>The one that told of the arrival; for a lead from before that was noted, the first contact path of its offer. None where an operator told it.</summary>
    public Connector? Of(Lead lead) => lead.IsAddedByHand ? null
        : connectors.Find(lead.ContactVia) ?? connectors.PathsOf(offers.Find(lead.OfferId)?.ContactPaths ?? []).FirstOrDefault();

    public T? Find<T>(Lead lead)
        where T : class => Of(lead)?.Find<T>();

    /// <summary>The one that tells by itself when the person is added; null where nobody but an operator can.</summary>
    public string? Teller(Lead lead) => Of(lead) is { } connector && (connector.Find<IArrivalFeed>() is not null || connector.Find<IWebhook>() is not null) ? connector.Name : null;

    /// <summary>For an operator.</summary>
    internal Reason CannotWelcome(Lead lead) => (Of(lead)?.Name ?? (lead.IsAddedByHand ? null : lead.ContactVia)) is { } connector ? Reason.CannotWelcome(connector) : Reason.NobodyWelcomes;
}
