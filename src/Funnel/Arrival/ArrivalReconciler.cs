using System.Collections.Concurrent;
using Funnel.Accounts;
using Funnel.Configuration;
using Funnel.Outreach;
using Funnel.Platforms;
using Microsoft.Extensions.Logging;

namespace Funnel.Arrival;

/// <summary>Finds arrivals whose events were lost, by the link's list of customers, and keeps the destination ready (token, link, media).</summary>
public sealed partial class ArrivalReconciler(ContactEvents contacts, OfferBook offers, IEnumerable<IDestination> destinations, ILogger<ArrivalReconciler> log,
    AccountFacts? facts = null)
{
    private const int MaxPages = 100;
    private const int Remembered = 200_000;

    /// <summary>What was reconciled already: the list names everyone who ever came, each time.</summary>
    private readonly ConcurrentDictionary<Arrival, bool> known = new();

    public async Task Run(CancellationToken ct)
    {
        facts?.Succeeded(FactKind.Run, FunnelTimer.Reconcile.Name);
        foreach (var destination in destinations)
        {
            var prepared = await destination.Prepare([.. offers.All.SelectMany(o => o.Materials).Distinct()], ct);
            if (prepared.Failure is { } failure)
            {
                Log.NotReady(log, destination.Name, failure.Code, failure.Message);
            }

            var unread = await Reconcile(destination, ct);
            facts?.Note(FactKind.ListArrivals, destination.Name, prepared.Failure ?? unread);
        }
    }

    /// <returns>Why the list could not be read to its end.</returns>
    private async Task<Failure?> Reconcile(IDestination destination, CancellationToken ct)
    {
        string? cursor = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var list = await destination.ListArrivals(cursor, ct);
            if (list.Failure is { } failure)
            {
                Log.ListFailed(log, destination.Name, failure.Code, failure.Message);
                return failure;
            }

            foreach (var arrival in list.Value.Items.Where(a => !known.ContainsKey(a)))
            {
                await contacts.Arrived(arrival.Contact, arrival.State, code: null, codeExpiresAt: null, at: null, ct);
                if (known.Count < Remembered)
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
