using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Funnel.Storage;
using Microsoft.Extensions.Logging;

namespace Funnel.Leads;

/// <summary>
/// The lists operators look at: leads by account and day, with their counters, and those that wait for a person. Index rows written after the lead, in batches,
/// idempotently; what a crash lost is written again by <c>StalledWork</c>, which looks after each lead that is counted anew.
/// </summary>
public sealed partial class LeadLists(IRows rows, TimeProvider time, ILogger<LeadLists> log, FeedWriter? feed = null) : IAsyncDisposable
{
    private static readonly TimeSpan FlushAfter = TimeSpan.FromMilliseconds(750);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<LeadId, Pending> pending = new();
    private readonly DayWriter days = new(rows);
    private readonly WaitingWriter waiting = new(rows);
    private readonly SemaphoreSlim flushing = new(1, 1);
    private int scheduled;

    /// <summary>Takes the lead's newest state. Returns at once; the rows follow within a second.</summary>
    /// <param name="mayWait">It may stand among those that wait for a person. Most never do, and a row that is not there need not be removed.</param>
    /// <param name="mayBeListed">False when it is new: its line need not be looked for.</param>
    /// <param name="events">What its latest entry in the journal tells, where this process has just written that.</param>
    public void Enqueue(Lead lead, bool mayWait = true, bool mayBeListed = true, IReadOnlyList<LeadEvent>? events = null)
    {
        var line = lead.Origin is { } origin ? LeadLine.Of(lead, origin) : null;
        var told = events is null ? [] : ImmutableList.Create((lead.Entries, events));
        Keep(new(line?.Lead ?? LeadSummary.Of(lead), line, ListPartitions.Of(lead), mayWait, mayBeListed, told));
        if (Interlocked.Exchange(ref scheduled, 1) == 0)
        {
            _ = FlushLater(FlushAfter);
        }
    }

    /// <summary>Leads of one account opened on one of the merchant's days, in id order; those of earlier versions by UTC day.</summary>
    public async Task<IReadOnlyList<LeadSummary>> OfDay(string accountId, DateOnly day, CancellationToken ct) =>
    [
        .. (await Read(ListPartitions.Day(accountId, day), DayPage.Lines, row => DayPage.ReadLine(row).Lead, ct))
            .Concat(await Uncounted(accountId, day, ct)).OrderBy(l => l.Id.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>Leads of one account that wait for a person.</summary>
    public Task<IReadOnlyList<LeadSummary>> Waiting(string accountId, CancellationToken ct) => Read(ListPartitions.Waiting(accountId), KeyRange.All, DayPage.ReadSummary, ct);

    /// <summary>The same, a page of them in the order of ids.</summary>
    /// <param name="after">Only those after this id; null for all.</param>
    /// <returns>The lines, and whether there may be more.</returns>
    internal async Task<(IReadOnlyList<LeadSummary> Lines, bool More)> WaitingAfter(string accountId, string? after, int take, CancellationToken ct)
    {
        var page = await rows.Query(Tables.Lists, ListPartitions.Waiting(accountId), new KeyRange(after is null ? null : after + "0", null), take, null, ct);
        return ([.. page.Rows.Select(DayPage.ReadSummary)], page.Continuation is not null);
    }

    /// <summary>The same, with the version of each line.</summary>
    internal async IAsyncEnumerable<(LeadSummary Lead, string Version)> WaitingLines(string accountId, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in rows.QueryAll(Tables.Lists, ListPartitions.Waiting(accountId), KeyRange.All, ct))
        {
            yield return (DayPage.ReadSummary(row), row.Version);
        }
    }

    /// <summary>What a day's leads are counted for, by video. As many rows as there were videos.</summary>
    internal async Task<IReadOnlyList<(string VideoId, VideoCounter Counter)>> Counters(string accountId, DateOnly day, CancellationToken ct) =>
        await Read(ListPartitions.Day(accountId, day), DayPage.Counters, row => (DayPage.VideoOf(row), VideoCounter.Parse(row.Payload)), ct);

    /// <summary>The same as it is stored, to be read once.</summary>
    internal Task<IReadOnlyList<(string VideoId, CounterDocument Counter)>> CounterDocuments(string accountId, DateOnly day, CancellationToken ct) =>
        Read(ListPartitions.Day(accountId, day), DayPage.Counters, row => (DayPage.VideoOf(row), CounterDocument.Read(row.Payload)), ct);

    /// <summary>What changes when one of them does; null when nobody wrote one since there is such a thing.</summary>
    internal async ValueTask<string?> StampOf(string accountId, DateOnly day, CancellationToken ct) =>
        (await rows.Find(Tables.Lists, ListPartitions.Day(accountId, day), DayPage.StampKey, ct))?.Payload;

    /// <summary>Leads of earlier versions, which no counter counts.</summary>
    internal Task<IReadOnlyList<LeadSummary>> Uncounted(string accountId, DateOnly day, CancellationToken ct) =>
        Read(ListPartitions.EarlierDay(accountId, day), KeyRange.All, DayPage.ReadSummary, ct);

    /// <summary>Writes everything noted so far.</summary>
    public async Task Flush(CancellationToken ct)
    {
        await flushing.WaitAsync(ct);
        try
        {
            var taken = new List<Pending>();
            foreach (var id in pending.Keys.OrderBy(id => id.ToString(), StringComparer.Ordinal)) // the same leads are written in the same order in every process
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

    /// <summary>The newer state wins; what is known of its rows is not forgotten with the older one.</summary>
    private void Keep(Pending noted) => pending.AddOrUpdate(noted.Lead.Id, noted, (_, other) => (IsNewer(other.Lead, noted.Lead) ? other : noted) with
    {
        MayWait = other.MayWait || noted.MayWait,
        MayBeListed = other.MayBeListed && noted.MayBeListed,
        Written = other.Written.AddRange(noted.Written),
    });

    /// <summary>Of a person who was forgotten and came anew, whatever is told last counts.</summary>
    private static bool IsNewer(LeadSummary one, LeadSummary other) => one.OpenedAt == other.OpenedAt && one.Entries > other.Entries;

    private async Task Write(List<Pending> noted, CancellationToken ct)
    {
        // Before the lines: by the entry that a line knows it is known up to where the feed tells of the lead.
        await (feed?.Tell([.. noted.Select(n => new UntoldLead(n.Lead, n.Partition, n.MayBeListed, n.Written))], ct) ?? Task.CompletedTask);
        foreach (var day in noted.Where(n => n.Line is not null).GroupBy(n => n.Partition, StringComparer.Ordinal))
        {
            await days.Write(day.Key, [.. day.Select(n => new PendingLine(n.Line!, n.MayBeListed))], ct);
        }

        foreach (var day in noted.Where(n => n.Line is null).GroupBy(n => n.Partition, StringComparer.Ordinal))
        {
            await rows.CommitEach(Tables.Lists, day.Key, day.Select(n => new RowChange.Put(DayPage.ToRow(day.Key, n.Lead))), ct);
        }

        foreach (var account in noted.Where(n => n.MayWait || n.Lead.Waiting.Count > 0).GroupBy(n => n.Lead.AccountId, StringComparer.Ordinal))
        {
            await waiting.Write(account.Key, [.. account.Select(n => new WaitingState(n.Lead, n.MayWait))], ct);
        }
    }

    private sealed record Pending(LeadSummary Lead, LeadLine? Line, string Partition, bool MayWait, bool MayBeListed, ImmutableList<(int Entry, IReadOnlyList<LeadEvent> Events)> Written);

    private async Task<IReadOnlyList<T>> Read<T>(string partition, KeyRange range, Func<Row, T> read, CancellationToken ct)
    {
        var found = new List<T>();
        await foreach (var row in rows.QueryAll(Tables.Lists, partition, range, ct))
        {
            found.Add(read(row));
        }

        return found;
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Warning, "{Count} list rows could not be written; they are kept and tried again")]
        public static partial void FlushFailed(ILogger log, int count, Exception e);
    }
}
