using Funnel.Arrival;
using Funnel.Connectors;
using Funnel.Intake;

namespace Funnel;

/// <summary>Takes in what a connector's webhook told: the one dispatch of events.</summary>
public sealed class ConnectorCallbacks(SourceEvents comments, ContactEvents contacts, DeliveryWindow window)
{
    /// <remarks>
    /// Platforms cut the connection after 5 s, so comments are only queued. An opened chat is open for 30 s and a welcome code lives 20 s: these are
    /// handled inside the call, and a platform that hangs up does not stop them.
    /// </remarks>
    /// <returns>False when this delivery had been taken in before, and nothing was done.</returns>
    public Task<bool> Handle(Connector connector, WebhookResult.Accepted told, CancellationToken ct) =>
        window.Once(connector.Name, told.DeliveryId, () => TakeIn(connector, told.Events, ct), ct);

    private async Task TakeIn(Connector connector, IReadOnlyList<ConnectorEvent> events, CancellationToken ct)
    {
        await comments.Queue(connector.Name, [.. events.OfType<SourceEvent>()], ct);
        foreach (var what in events.OfType<DestinationEvent>())
        {
            await contacts.Handle(connector.Name, what, CancellationToken.None);
        }
    }
}
