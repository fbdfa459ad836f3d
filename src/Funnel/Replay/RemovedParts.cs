using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Settings;
using Funnel.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Funnel.Replay;

/// <summary>People who are under way with an offer or in an account that was taken out of the configuration.</summary>
public sealed record RemovedPart(string Kind, string Id, int People);

/// <summary>
/// Offers and accounts that were configured once and are no more, and how many people are under way with them. What is to be done for those people is parked when its
/// turn comes; an operator should know before. Costs two reads at a start and when a setting is changed, and reads lists only when something was removed.
/// </summary>
public sealed partial class RemovedParts(AccountBook accounts, OfferBook offers, SettingsStore settings, LeadLists lists, IRows rows, MerchantDays days, ILogger<RemovedParts> log) : BackgroundService
{
    public const string OfferKind = "offer";
    public const string AccountKind = "account";
    private const string Partition = "offers";

    /// <summary>Who asked longer ago than this and has nothing parked is not expected to go on.</summary>
    private const int Days = 30;

    /// <summary>Notes what is configured now, and finds what of the past is not, where somebody is concerned.</summary>
    public async Task<IReadOnlyList<RemovedPart>> Find(CancellationToken ct)
    {
        var known = (await rows.Query(Tables.Accounts, Partition, KeyRange.All, RowRules.MaxPageRows, null, ct)).Rows.Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        await Remember(offers.All.Select(o => o.Id).Where(id => !known.Contains(id)), ct);
        var goneOffers = known.Where(id => offers.Find(id) is null).ToList();
        var goneAccounts = await accounts.Removed(ct);
        if (goneOffers.Count + goneAccounts.Count == 0)
        {
            return [];
        }

        var open = await Open(goneAccounts, ct);
        var ofOffers = goneOffers.Select(id => new RemovedPart(OfferKind, id, open.Count(l => l.Open!.Contains(id, StringComparer.Ordinal)))).ToList();
        var ofAccounts = goneAccounts.Select(id => new RemovedPart(AccountKind, id, open.Count(l => string.Equals(l.AccountId, id, StringComparison.Ordinal))));
        await Forget(ofOffers.Where(o => o.People == 0).Select(o => o.Id), ct);
        return [.. ofOffers.Concat(ofAccounts).Where(p => p.People > 0)];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        IReadOnlyList<RemovedPart> told = [];
        while (!stoppingToken.IsCancellationRequested)
        {
            var known = settings.Current;
            told = await Tell(told, stoppingToken);
            await settings.Changed(known, stoppingToken);
        }
    }

    /// <summary>Says what was removed since it was last said.</summary>
    /// <returns>What is removed now.</returns>
    private async Task<IReadOnlyList<RemovedPart>> Tell(IReadOnlyList<RemovedPart> told, CancellationToken ct)
    {
        try
        {
            var removed = await Find(ct);
            foreach (var part in removed.ExceptBy(told.Select(t => (t.Kind, t.Id)), r => (r.Kind, r.Id)))
            {
                Log.Removed(log, part.Kind, part.Id, part.People);
            }

            return removed;
        }
        catch (Exception e) when (e is StorageException or OperationCanceledException)
        {
            Log.NotCompared(log, e.Message); // only what would have been said is lost: work is parked all the same
            return told;
        }
    }

    private Task Remember(IEnumerable<string> ids, CancellationToken ct) =>
        rows.CommitEach(Tables.Accounts, Partition, ids.Select(id => new RowChange.Put(new Row(Partition, id, "{}"))), ct);

    /// <summary>Nobody is under way with it any more: it is not looked for again.</summary>
    private Task Forget(IEnumerable<string> ids, CancellationToken ct) =>
        rows.CommitEach(Tables.Accounts, Partition, ids.Select(id => new RowChange.Delete(id)), ct);

    private async Task<List<LeadSummary>> Open(IReadOnlyList<string> goneAccounts, CancellationToken ct)
    {
        var found = new Dictionary<LeadId, LeadSummary>();
        foreach (var account in accounts.All.Select(a => a.Id).Concat(goneAccounts))
        {
            Collect(await lists.Waiting(account, ct));
            for (var day = 0; day <= Days; day++)
            {
                Collect(await lists.OfDay(account, days.Today(account).AddDays(-day), ct));
            }
        }

        return [.. found.Values];

        void Collect(IReadOnlyList<LeadSummary> some)
        {
            foreach (var lead in some.Where(l => l.Open is { Count: > 0 }))
            {
                found[lead.Id] = lead;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1611, LogLevel.Warning, "The {Kind} {Id} is no longer configured, but {People} people are under way with it: what is to be done for them is parked when its turn comes. Put it back and replay, or do it by hand")]
        public static partial void Removed(ILogger log, string kind, string id, int people);

        [LoggerMessage(1612, LogLevel.Warning, "Whom it concerns that an offer or account was removed could not be found out: {Why}")]
        public static partial void NotCompared(ILogger log, string why);
    }
}
