using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Funnel.Storage;
using Microsoft.Extensions.Logging;

namespace Funnel.Leads;

/// <summary>One line of an operator's list of leads, made from the lead.</summary>
/// <param name="Waiting">Reasons why it waits for a person, by effect.</param>
public sealed record LeadSummary(
    LeadId Id, string AccountId, string PersonId, string? Nick, Stage Stage, Exit Exit, DateTimeOffset OpenedAt, DateTimeOffset MovedAt,
    bool Replied, bool Talking, bool Invited, bool Added, bool Served, string Asked, string VideoId, IReadOnlyList<string> Waiting, bool Pending, int Entries)
{
    /// <summary>Offers with which something is still to be done; null in lines written before this was noted.</summary>
    public IReadOnlyList<string>? Open { get; init; }

    public static LeadSummary Of(Lead lead) => new(
        lead.Id, lead.AccountId, lead.PersonId, lead.Nick, lead.Stage, lead.Exit, lead.OpenedAt, lead.MovedAt,
        Sent(lead, EffectKind.Reply), lead.Window is not null, Sent(lead, EffectKind.Invite), lead.Contact is not null, Sent(lead, EffectKind.Welcome),
        lead.Asks.LastOrDefault()?.Text ?? "", lead.Asks.LastOrDefault()?.VideoId ?? "",
        [.. lead.Effects.Where(e => e.Status == EffectStatus.Parked).Select(e => $"{e.Id}: {e.Reason}")],
        lead.Effects.Any(e => e.Kind == EffectKind.Reply && e.Status is EffectStatus.Wanted or EffectStatus.Sending or EffectStatus.Unknown),
        lead.Entries)
    {
        Open = [.. OpenOffers(lead).Distinct(StringComparer.Ordinal)],
    };

    /// <summary>Those of effects under way; and the one that was asked for last, of which invitation and welcome will speak, until the person is served or out.</summary>
    private static IEnumerable<string> OpenOffers(Lead lead)
    {
        var underWay = lead.Effects.Where(e => e.Status is not (EffectStatus.Sent or EffectStatus.Dropped)).Select(e => e.OfferId);
        return lead.Exit == Exit.None && lead.Stage < Stage.Served ? underWay.Append(lead.OfferId) : underWay;
    }

    private static bool Sent(Lead lead, EffectKind kind) => lead.Effects.Any(e => e.Kind == kind && e.Status == EffectStatus.Sent);
}

/// <summary>
/// The lists operators look at: leads by account and day, and those that wait for a person. Index rows written after the lead, in batches,
/// idempotently; one that a crash lost is written again with the lead's next move or follow-up.
/// </summary>
public sealed partial class LeadLists(IRows rows, TimeProvider time, ILogger<LeadLists> log) : IAsyncDisposable
{
    private const int BatchSize = 100;
    private static readonly TimeSpan FlushAfter = TimeSpan.FromMilliseconds(750);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<LeadId, Noted> pending = new();
    private readonly SemaphoreSlim flushing = new(1, 1);
    private int scheduled;

    /// <summary>Notes the lead's newest state. Returns at once; the rows follow within a second.</summary>
    /// <param name="wasWaiting">It may stand among those that wait for a person. Most never do, and a row that is not there need not be removed.</param>
    public void Note(Lead lead, bool wasWaiting)
    {
        Keep(new(LeadSummary.Of(lead), wasWaiting));
        if (Interlocked.Exchange(ref scheduled, 1) == 0)
        {
            _ = FlushLater(FlushAfter);
        }
    }

    /// <summary>Leads of one account opened on one UTC day, in id order.</summary>
    public async Task<IReadOnlyList<LeadSummary>> OfDay(string accountId, DateOnly day, CancellationToken ct) => await Read(DayPartition(accountId, day), ct);

    /// <summary>Leads of one account that wait for a person.</summary>
    public async Task<IReadOnlyList<LeadSummary>> Waiting(string accountId, CancellationToken ct) => await Read(WaitingPartition(accountId), ct);

    /// <summary>Writes everything noted so far.</summary>
    public async Task Flush(CancellationToken ct)
    {
        await flushing.WaitAsync(ct);
        try
        {
            var taken = new List<Noted>();
            foreach (var id in pending.Keys)
            {
                if (pending.TryRemove(id, out var noted))
                {
                    taken.Add(noted);
                }
            }

            try
            {
                await Write(taken, ct);
            }
            catch
            {
                taken.ForEach(Keep);

                throw;
            }
        }
        finally
        {
            flushing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Flush(CancellationToken.None);
        }
        catch (StorageException e)
        {
            Log.FlushFailed(log, pending.Count, e);
        }

        flushing.Dispose();
    }

    private async Task FlushLater(TimeSpan delay)
    {
        await Task.Delay(delay, time);
        Interlocked.Exchange(ref scheduled, 0);
        try
        {
            await Flush(CancellationToken.None);
        }
        catch (ObjectDisposedException)
        {
            // The host stopped; DisposeAsync has flushed.
        }
        catch (StorageException e)
        {
            Log.FlushFailed(log, pending.Count, e);
            if (Interlocked.Exchange(ref scheduled, 1) == 0)
            {
                _ = FlushLater(RetryAfter);
            }
        }
    }

    /// <summary>The newer state wins; that it may stand in the waiting list is not forgotten with the older one.</summary>
    private void Keep(Noted noted) => pending.AddOrUpdate(noted.Lead.Id, noted, (_, other) =>
        (other.Lead.Entries > noted.Lead.Entries ? other : noted) with { WasWaiting = other.WasWaiting || noted.WasWaiting });

    private async Task Write(List<Noted> noted, CancellationToken ct)
    {
        var changes = noted.SelectMany(Changes);
        foreach (var partition in changes.GroupBy(c => c.Partition, c => c.Change, StringComparer.Ordinal))
        {
            foreach (var batch in partition.Chunk(BatchSize))
            {
                await rows.Commit(Tables.Lists, partition.Key, batch, ct);
            }
        }
    }

    private static IEnumerable<(string Partition, RowChange Change)> Changes(Noted noted)
    {
        var lead = noted.Lead;
        var day = DayPartition(lead.AccountId, DateOnly.FromDateTime(lead.OpenedAt.UtcDateTime));
        yield return (day, new RowChange.Put(ToRow(day, lead)));
        var waiting = WaitingPartition(lead.AccountId);
        if (lead.Waiting.Count > 0)
        {
            yield return (waiting, new RowChange.Put(ToRow(waiting, lead)));
        }
        else if (noted.WasWaiting)
        {
            yield return (waiting, new RowChange.Delete(lead.Id.ToString()));
        }
    }

    private sealed record Noted(LeadSummary Lead, bool WasWaiting);

    private async Task<IReadOnlyList<LeadSummary>> Read(string partition, CancellationToken ct)
    {
        var found = new List<LeadSummary>();
        await foreach (var row in rows.QueryAll(Tables.Lists, partition, KeyRange.All, ct))
        {
            found.Add(JsonSerializer.Deserialize(row.Payload, StoredJson.Plain.LeadSummary)!);
        }

        return found;
    }

    private static Row ToRow(string partition, LeadSummary s) =>
        new(partition, s.Id.ToString(), JsonSerializer.Serialize(s, StoredJson.Plain.LeadSummary))
        {
            Columns = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Stage"] = s.Stage.ToString(),
                ["MovedAt"] = s.MovedAt.ToString("O", CultureInfo.InvariantCulture),
            },
        };

    private static string DayPartition(string accountId, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"leads|{accountId}|{day:yyyy-MM-dd}");

    private static string WaitingPartition(string accountId) => "waiting|" + accountId;

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Warning, "{Count} list rows could not be written; they are kept and tried again")]
        public static partial void FlushFailed(ILogger log, int count, Exception e);
    }
}
