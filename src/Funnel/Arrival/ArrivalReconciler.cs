using System.Collections.Concurrent;
using Funnel.Accounts;
using Funnel.Configuration;
using Funnel.Growth;
using Funnel.Outreach;
using Funnel.Recovery;
using Funnel.Connectors;
using Microsoft.Extensions.Logging;

namespace Funnel.Arrival;

/// <summary>Finds arrivals whose events were lost, by the link's list of customers, and keeps the destination ready (token, link, media).</summary>
public sealed partial class ArrivalReconciler(ContactEvents contacts, OfferBook offers, ConnectorBook connectors, GroupBook groups, GroupWays ways, ILogger<ArrivalReconciler> log,
    AccountFacts? facts = null, CatchUps? catchUps = null)
{
    private const int MaxPages = 100;
    private const int Remembered = 200_000;

    /// <summary>What was reconciled already: the list names everyone who ever came, each time.</summary>
    private readonly ConcurrentDictionary<ArrivedContact, bool> known = new();

    public async Task Run(CancellationToken ct)
    {
        facts?.Succeeded(FactKind.Run, FunnelTimer.Reconcile.Name);
        await OneByOne.Run(connectors.All.Where(c => c.Find<IReadiness>() is not null || c.Find<IArrivalFeed>() is not null), c => Run(c, ct), ct);
    }

    private async Task Run(Connector connector, CancellationToken ct)
    {
        var materials = offers.All.SelectMany(o => o.Materials).Distinct().ToList();
        foreach (var group in ReferenceEquals(connector, groups.Connector) ? groups.All.Where(g => g.InWelcome != false) : [])
        {
            materials.AddRange(await ways.CodeOf(group, ct) is { } code ? [new Material.QrCode(group.Id, code)] : []);
        }

        var unready = connector.Find<IReadiness>() is { } readiness ? (await readiness.Prepare(materials, ct)).Failure : null;
        if (unready is not null)
        {
            Log.NotReady(log, connector.Name, unready.Code, unready.Message);
        }

        var unread = connector.Find<IArrivalFeed>() is { } arrivals ? await Reconcile(connector.Name, arrivals, ct) : null;
        facts?.Record(FactKind.ListArrivals, connector.Name, unready ?? unread);
    }

    /// <returns>Why the list could not be read to its end.</returns>
    private async Task<Failure?> Reconcile(string connector, IArrivalFeed arrivals, CancellationToken ct)
    {
        string? cursor = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var list = await arrivals.ListArrivals(cursor, ct);
            if (list.Failure is { } failure)
            {
                Log.ListFailed(log, connector, failure.Code, failure.Message);
                return failure;
            }

            foreach (var arrival in list.Value.Items.Where(a => !known.ContainsKey(a)))
            {
                var isTaken = await contacts.Arrived(connector, arrival.Contact, arrival.State, code: null, codeExpiresAt: null, at: null, ct);
                if (known.Count < Remembered && (isTaken || catchUps is not { IsRecentLoss: true }))
                {
                    known[arrival] = true;
                }
            }

            if ((cursor = list.Value.Next) is null)
            {
                break;
            }
        }

        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(1311, LogLevel.Warning, "{Destination} is not ready: {Code} {Message}")]
        public static partial void NotReady(ILogger log, string destination, string code, string message);

        [LoggerMessage(1312, LogLevel.Warning, "{Destination}: the customers of the link could not be read: {Code} {Message}")]
        public static partial void ListFailed(ILogger log, string destination, string code, string message);
    }
}
