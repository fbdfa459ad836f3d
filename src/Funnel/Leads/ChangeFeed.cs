using System.Globalization;
using System.Text.Json;
using Funnel.Storage;
using Microsoft.Extensions.Options;

namespace Funnel.Leads;

/// <summary>
/// What happened to leads, in one order for all who read it: an entry's place is given in the commit that writes it, so a reader that goes by places passes over nothing, whatever
/// the clocks of several hosts say. Segments of a thousand entries, each with its counter. An entry may come twice (after a crash), with the same <see cref="LeadChange.Id"/>.
/// Written where the lists are, and before the lead's line, so that what a crash lost is known by the line that is not there (see <see cref="LeadLists"/>).
/// </summary>
public sealed class ChangeFeed(IRows rows, IOptions<FunnelOptions> options, IEnumerable<IFeedReader> readers)
{
    private const int Segment = 1000;
    private const int Schema = 1;
    private const int MaxTries = 100;
    private const string HeadKey = "head";
    private const string PointerPartition = "feed";
    private readonly List<IFeedReader> readers = [.. readers];

    /// <summary>The segment as this process knows it; null when it has not looked.</summary>
    private (int Number, FeedHead Head, string Version)? now;

    /// <summary>Whether anything is written.</summary>
    public bool IsOn => options.Value.Changes.Feed || readers.Exists(r => r.IsThere);

    /// <summary>Writes them in this order, a hundred in a commit.</summary>
    /// <exception cref="StorageException">The store failed, or too many races were lost; some may be written, and come again.</exception>
    internal async Task Append(IReadOnlyList<LeadChange> changes, CancellationToken ct)
    {
        foreach (var some in changes.Chunk(RowBatches.MaxChanges - 1))
        {
            await AppendBatch(some, ct);
        }

        foreach (var reader in changes.Count > 0 ? readers : [])
        {
            await reader.Grew(ct);
        }
    }

    /// <summary>A page of the feed.</summary>
    /// <param name="after">Null to begin with the oldest that is kept.</param>
    /// <param name="take">At most so many, 1–1,000.</param>
    /// <returns>Null when entries behind the cursor are not kept any more, or there never was such a place.</returns>
    public async Task<FeedPage?> Read(FeedCursor? after, int take, CancellationToken ct)
    {
        var first = await First(ct);
        var at = after ?? new(first, 0);
        if (at.Segment < first)
        {
            return null;
        }

        var found = new List<FedChange>();
        for (var isFirst = true; ; isFirst = false)
        {
            // The counter is read before the entries: all that it counts are there, but for those that were erased.
            var head = (await HeadOf(at.Segment, ct))?.Value;
            if (isFirst && (at.Place > (head?.Count ?? 0) || (after is not null && at.Place < (head?.Forgotten ?? 0))))
            {
                return null;
            }

            if (head is not null && head.Count > at.Place)
            {
                await foreach (var row in rows.QueryAll(Tables.Lists, PartitionOf(at.Segment), new KeyRange(Key(at.Place + 1), HeadKey), ct))
                {
                    if (found.Count == take)
                    {
                        return new(found, found[^1].Place, More: true);
                    }

                    found.Add(Parse(at.Segment, row));
                }

                at = at with { Place = Math.Max(head.Count, found.Count > 0 && found[^1].Place.Segment == at.Segment ? found[^1].Place.Place : 0) };
            }

            if (head is not { IsFull: true })
            {
                return new(found, at, More: false);
            }

            at = new(at.Segment + 1, 0);
        }
    }

    /// <summary>Behind the newest entry.</summary>
    public async Task<FeedCursor> End(CancellationToken ct)
    {
        for (var number = Math.Max(1, (await Pointer(ct)).Value.Last); ; number++)
        {
            if (await HeadOf(number, ct) is not { } head)
            {
                return new(number, 0);
            }

            if (!head.Value.IsFull)
            {
                return new(number, head.Value.Count);
            }
        }
    }

    /// <summary>The place behind which everything happened at this time or later.</summary>
    public async Task<FeedCursor> At(DateTimeOffset time, CancellationToken ct)
    {
        var end = await End(ct);
        for (var number = await First(ct); number <= end.Segment; number++)
        {
            if (await HeadOf(number, ct) is not { } head || head.Value.Newest < time)
            {
                continue;
            }

            await foreach (var row in rows.QueryAll(Tables.Lists, PartitionOf(number), new KeyRange(null, HeadKey), ct))
            {
                if (Parse(number, row) is { Change.At: var at, Place: var place } && at >= time)
                {
                    return place with { Place = place.Place - 1 };
                }
            }
        }

        return end;
    }

    /// <summary>Removes what is older, in the order in which it was written. Idempotent.</summary>
    internal async Task Forget(DateTimeOffset before, CancellationToken ct)
    {
        for (var pointer = await Pointer(ct); ; pointer = await Pointer(ct))
        {
            var number = Math.Max(1, pointer.Value.First);
            if (await HeadOf(number, ct) is not { } head)
            {
                return;
            }

            if (!head.Value.IsFull || head.Value.Newest >= before)
            {
                await ForgetIn(number, head.Value, head.Version, before, ct);
                return;
            }

            // First it is said that it is gone, then it goes: a reader is told, and does not read half of it.
            var next = pointer.Value with { First = number + 1, Last = Math.Max(pointer.Value.Last, number + 1) };
            if (await Write(next, pointer.Version, ct))
            {
                await rows.CommitEach(
                    Tables.Lists, PartitionOf(number), await rows.QueryAll(Tables.Lists, PartitionOf(number), KeyRange.All, ct).Select(r => new RowChange.Delete(r.Key)).ToListAsync(ct), ct);
            }
        }
    }

    /// <summary>Of a segment that is still needed the entries before the first that is young enough.</summary>
    private async Task ForgetIn(int number, FeedHead head, string version, DateTimeOffset before, CancellationToken ct)
    {
        var partition = PartitionOf(number);
        var old = await rows.QueryAll(Tables.Lists, partition, new KeyRange(null, HeadKey), ct).TakeWhile(r => Parse(number, r).Change.At < before).ToListAsync(ct);
        if (old.Count == 0)
        {
            return;
        }

        // As above: first it is said. A writer that is quicker makes this the next run's work.
        var said = head with { Forgotten = Math.Max(head.Forgotten, Parse(number, old[^1]).Place.Place) };
        if ((await rows.Commit(Tables.Lists, partition, [Change(new(partition, HeadKey, JsonSerializer.Serialize(said, LeadJson.Plain.FeedHead)), version)], ct)).Committed)
        {
            now = null; // its counter has another version by now
            await rows.CommitEach(Tables.Lists, partition, old.Select(r => new RowChange.Delete(r.Key)), ct);
        }
    }

    /// <summary>Rows of the feed that name one of these leads. Reads all of it.</summary>
    internal async IAsyncEnumerable<Row> Of(IReadOnlySet<LeadId> leads, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        if ((await Pointer(ct)).Version is null && await HeadOf(1, ct) is null)
        {
            yield break; // there is none
        }

        for (var (number, end) = (await First(ct), await End(ct)); number <= end.Segment; number++)
        {
            await foreach (var row in rows.QueryAll(Tables.Lists, PartitionOf(number), new KeyRange(null, HeadKey), ct))
            {
                if (leads.Contains(Parse(number, row).Change.Lead))
                {
                    yield return row;
                }
            }
        }
    }

    private async Task AppendBatch(LeadChange[] changes, CancellationToken ct)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var (number, head, version) = now ?? await Look(ct);
            var partition = PartitionOf(number);
            var (count, newest) = (head.Count + changes.Length, changes.Max(c => c.At));
            var next = head with { Count = count, IsFull = count >= Segment, Newest = newest > head.Newest ? newest : head.Newest };
            var result = await rows.Commit(
                Tables.Lists, partition,
                [
                    Change(new(partition, HeadKey, JsonSerializer.Serialize(next, LeadJson.Plain.FeedHead)), version.Length == 0 ? null : version),
                    .. changes.Select((c, i) => new RowChange.Insert(new(partition, Key(head.Count + 1 + i), JsonSerializer.Serialize(Entry(c), LeadJson.Plain.FeedEntry)))),
                ],
                ct);
            now = result.Committed && !next.IsFull ? (number, next, result.Versions![0]) : null; // another host was quicker, or it was our own commit whose answer was lost: told twice
            if (result.Committed)
            {
                await (next.IsFull ? Begin(number + 1, ct) : Task.CompletedTask);
                return;
            }
        }

        throw new StorageException($"the feed of changes: {MaxTries} commits in a row lost their race");
    }

    /// <summary>Where writers begin to look. Losing it costs them some reads.</summary>
    private async Task Begin(int number, CancellationToken ct)
    {
        var pointer = await Pointer(ct);
        if (pointer.Value.Last < number)
        {
            await Write(pointer.Value with { Last = number }, pointer.Version, ct);
        }
    }

    private async Task<(int Number, FeedHead Head, string Version)> Look(CancellationToken ct)
    {
        for (var number = Math.Max(1, (await Pointer(ct)).Value.Last); ; number++)
        {
            if (await HeadOf(number, ct) is not { } head)
            {
                return (number, new(Schema, 0, false, DateTimeOffset.MinValue), "");
            }

            if (!head.Value.IsFull)
            {
                return (number, head.Value, head.Version);
            }
        }
    }

    private async Task<bool> Write(FeedPointer pointer, string? version, CancellationToken ct)
    {
        var row = new Row(PointerPartition, HeadKey, JsonSerializer.Serialize(pointer, LeadJson.Plain.FeedPointer));
        return (await rows.Commit(Tables.Lists, PointerPartition, [Change(row, version)], ct)).Committed;
    }

    private async Task<int> First(CancellationToken ct) => Math.Max(1, (await Pointer(ct)).Value.First);

    private async Task<(FeedPointer Value, string? Version)> Pointer(CancellationToken ct) =>
        await rows.Find(Tables.Lists, PointerPartition, HeadKey, ct) is { } row ? (JsonSerializer.Deserialize(row.Payload, LeadJson.Plain.FeedPointer)!, row.Version) : (new(Schema, 1, 1), null);

    private async Task<(FeedHead Value, string Version)?> HeadOf(int number, CancellationToken ct) =>
        await rows.Find(Tables.Lists, PartitionOf(number), HeadKey, ct) is { } row ? (JsonSerializer.Deserialize(row.Payload, LeadJson.Plain.FeedHead)!, row.Version) : null;

    private static RowChange Change(Row row, string? version) => version is null ? new RowChange.Insert(row) : new RowChange.Replace(row with { Version = version });

    private static FeedEntry Entry(LeadChange c) => new(Schema, c.Lead, c.AccountId, c.What, c.Entry, c.At);

    private static FedChange Parse(int segment, Row row)
    {
        var entry = JsonSerializer.Deserialize(row.Payload, LeadJson.Plain.FeedEntry)!;
        return new(new(segment, int.Parse(row.Key, CultureInfo.InvariantCulture)), new(entry.Lead, entry.Account, entry.What, entry.Entry, entry.At));
    }

    private static string PartitionOf(int segment) => string.Create(CultureInfo.InvariantCulture, $"feed|{segment:D8}");

    private static string Key(int place) => place.ToString("D6", CultureInfo.InvariantCulture);
}

/// <summary>A row of the feed.</summary>
internal sealed record FeedEntry(int Schema, LeadId Lead, string Account, string What, int Entry, DateTimeOffset At);

/// <param name="Count">Places given in the segment.</param>
/// <param name="IsFull">Nothing is written there any more.</param>
/// <param name="Newest">When the newest of its changes happened.</param>
internal sealed record FeedHead(int Schema, int Count, bool IsFull, DateTimeOffset Newest)
{
    /// <summary>Up to this place nothing is kept any more.</summary>
    public int Forgotten { get; init; }
}

/// <param name="First">The oldest segment that is kept.</param>
/// <param name="Last">The newest, or one shortly before it.</param>
internal sealed record FeedPointer(int Schema, int First, int Last);
