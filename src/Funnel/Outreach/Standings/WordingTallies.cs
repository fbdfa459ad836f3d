using System.Collections.Concurrent;
using System.Text.Json;
using Funnel.Accounts;
using Funnel.Posteriors;
using Funnel.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Outreach.Standings;

/// <summary>
/// Keeps what became of replies by their wording, a row an offer, and pauses a wording of which too many are hidden or refused. Those that were seen are counted in the process and
/// written when their number has doubled, so that a healthy shop writes hardly anything; one that was hidden is written at once. What a crash loses only puts a pause off.
/// </summary>
public sealed partial class WordingTallies(IRows rows, IOptions<FunnelOptions> options, MerchantDays days, TimeProvider time, ILogger<WordingTallies> log)
{
    /// <summary>Fewer say nothing.</summary>
    public const int LeastLooks = 8;

    /// <summary>How sure it has to be that the share of hidden ones is over the limit.</summary>
    public const double Certainty = 0.95;

    private const string Partition = "wordings";
    private const int Races = 5;
    private const int SeenAtOnce = 20;

    private readonly ConcurrentDictionary<(string Offer, string Template, int Index), (int Seen, int Hidden)> pending = new();
    private readonly ConcurrentDictionary<string, OfferTallies> known = new(StringComparer.Ordinal);
    private volatile int version;

    /// <summary>The tallies of all offers, read now.</summary>
    public async Task<IReadOnlyDictionary<string, OfferTallies>> Read(CancellationToken ct)
    {
        await foreach (var row in rows.QueryAll(Tables.Accounts, Partition, KeyRange.All, ct))
        {
            Take(row.Key, Parse(row));
        }

        return known;
    }

    /// <summary>Reads those of all offers, and keeps the words of these: what was said in them may come back when the offers are gone. Writes only what is new.</summary>
    public async Task KeepAll(IEnumerable<Offer> offers, CancellationToken ct)
    {
        await Read(ct);
        foreach (var offer in offers)
        {
            await Keep(offer, ct);
        }
    }

    /// <summary>The words of all replies that this process knows of, those of offers that are gone among them.</summary>
    public IEnumerable<string> Words => known.Values.SelectMany(t => t.Wordings).Select(w => w.Text).OfType<string>();

    /// <summary>Another whenever <see cref="Words"/> may be.</summary>
    public int Version => version;

    /// <summary>As this process knows them.</summary>
    public OfferTallies Recall(string offerId) => known.GetValueOrDefault(offerId, OfferTallies.None);

    /// <summary>A reply in this wording was found in public, or was not (or was refused for its words).</summary>
    public async Task Note(Offer offer, int variant, bool seen, CancellationToken ct)
    {
        var key = (offer.Id, offer.Reply[variant], variant);
        var (news, _) = pending.AddOrUpdate(key, seen ? (1, 0) : (0, 1), (_, p) => seen ? (p.Seen + 1, p.Hidden) : (p.Seen, p.Hidden + 1));
        if (!seen || news >= Math.Max(SeenAtOnce, Recall(offer.Id).Find(key.Item2, variant)?.Seen ?? 0))
        {
            await Write(offer, key, ct);
        }
    }

    /// <summary>An operator wants a wording to be said again: it is counted anew.</summary>
    /// <returns>False when it is not paused.</returns>
    public async Task<bool> Resume(Offer offer, int variant, string by, CancellationToken ct)
    {
        await Read(ct);
        var template = offer.Reply[variant];
        if (Recall(offer.Id).Find(template, variant)?.PausedAt is null)
        {
            return false;
        }

        pending.TryRemove((offer.Id, template, variant), out _);
        await Change(offer.Id, t => t.Find(template, variant) is { PausedAt: not null } paused
            ? t.With(paused with { PausedAt = null, Seen = 0, Hidden = 0, ResumedAt = time.GetUtcNow(), ResumedBy = by }) : t, ct);
        Log.Resumed(log, offer.Id, variant, by);
        return true;
    }

    /// <summary>Notes since when an offer's wordings are counted. Writes only when one is new.</summary>
    public Task Keep(Offer offer, CancellationToken ct) => Recall(offer.Id).Has(offer.Reply) ? Task.CompletedTask : Change(offer.Id, t => t.With(offer.Reply, Tomorrow), ct);

    private DateOnly Tomorrow => days.Latest.AddDays(1);

    /// <summary>Whether so many are hidden that it must be more than the limit.</summary>
    /// <param name="limit">Share of replies, 0–1.</param>
    public static bool IsTooMuch(int seen, int hidden, double limit) =>
        seen + hidden >= LeastLooks && BetaPosterior.Of(hidden, seen + hidden).ChanceAbove(limit) >= Certainty;

    private async Task Write(Offer offer, (string Offer, string Template, int Index) key, CancellationToken ct)
    {
        if (!pending.TryRemove(key, out var news))
        {
            return;
        }

        var paused = false;
        await Change(offer.Id, t =>
        {
            var (with, now) = (t.With(offer.Reply, Tomorrow), time.GetUtcNow());
            var tally = with.Find(key.Template, key.Index)!;
            var (seen, hidden) = (tally.Seen + news.Seen, tally.Hidden + news.Hidden);
            paused = tally.PausedAt is null && IsTooMuch(seen, hidden, options.Value.Outreach.PauseHiddenAbove);
            return with.With(tally with { Seen = seen, Hidden = hidden, PausedAt = paused ? now : tally.PausedAt });
        }, ct);
        if (paused)
        {
            Log.Paused(log, offer.Id, key.Index, Recall(offer.Id).Find(key.Template, key.Index)!.Hidden);
        }
    }

    /// <summary>When every race is lost nothing is: the next reply of the wording says the same.</summary>
    private async Task Change(string offerId, Func<OfferTallies, OfferTallies> change, CancellationToken ct)
    {
        for (var i = 0; i < Races; i++)
        {
            var row = await rows.Find(Tables.Accounts, Partition, offerId, ct);
            var before = row is null ? OfferTallies.None : Parse(row);
            Take(offerId, before);
            var next = change(before);
            if (ReferenceEquals(next, before))
            {
                return;
            }

            var written = new Row(Partition, offerId, JsonSerializer.Serialize(next, TallyJson.Plain.OfferTallies)) { Version = row?.Version ?? "" };
            if ((await rows.Commit(Tables.Accounts, Partition, [row is null ? new RowChange.Insert(written) : new RowChange.Replace(written)], ct)).Committed)
            {
                Take(offerId, next);
                return;
            }
        }
    }

    private void Take(string offerId, OfferTallies now)
    {
        var before = known.GetValueOrDefault(offerId);
        known[offerId] = now;
        if (before is null || !before.Wordings.Select(w => w.Text).SequenceEqual(now.Wordings.Select(w => w.Text), StringComparer.Ordinal))
        {
            Interlocked.Increment(ref version);
        }
    }

    private static OfferTallies Parse(Row row) => JsonSerializer.Deserialize(row.Payload, TallyJson.Plain.OfferTallies)!;

    private static partial class Log
    {
        [LoggerMessage(1221, LogLevel.Warning, "Offer {Offer}: the wording reply[{Variant}] is paused, {Hidden} replies in it were hidden or refused. Change it, or resume it")]
        public static partial void Paused(ILogger log, string offer, int variant, int hidden);

        [LoggerMessage(1222, LogLevel.Information, "Offer {Offer}: the wording reply[{Variant}] was resumed by {By}")]
        public static partial void Resumed(ILogger log, string offer, int variant, string by);
    }
}
