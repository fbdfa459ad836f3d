using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.Storage;

namespace Funnel.Measure;

/// <summary>
/// Counts of comments per account and merchant's day, each comment once. Each page is a row of its own that names its comments, so neither a page that is
/// delivered twice nor a comment that comes with several pages counts twice; rows are folded into the day's total from time to time, beside which the ids of what is in it
/// are kept for some days (<see cref="CountedIds"/>). Two pages with the same comment on two sides of midnight do count it twice, unless both were told by a webhook.
/// </summary>
public sealed class PageCounts(IRows rows, MerchantDays days, TimeProvider time)
{
    private const string TotalKey = "total";
    private const string PagePrefix = "p";

    /// <summary>With the rows of ids and the total still a commit.</summary>
    private const int FoldAtOnce = 80;
    private const int IdsAtOnce = 30_000;

    /// <summary>Pages of the last minutes stay as they are: the message behind one may be delivered again, and its comments come with others.</summary>
    public static readonly TimeSpan Unfolded = TimeSpan.FromMinutes(15);

    /// <summary>
    /// What a webhook tells of a comment later than this counts for nothing: it may be an old event that somebody plays again, and what was counted then is not known any more.
    /// </summary>
    public static readonly TimeSpan ToldLate = TimeSpan.FromDays(2);

    /// <summary>Days whose ids are still needed: what is told late, and a day for messages on their way.</summary>
    private const int DaysWithIds = 4;

    /// <summary>How far back a process looks for ids that nobody removed, once after its start.</summary>
    private const int DaysLookedAt = 10;

    private static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private readonly ConcurrentDictionary<string, DateOnly> tidied = new(StringComparer.Ordinal);

    /// <summary>
    /// The page of a comment that a webhook told: the same whenever and by whomever it is told again, and of the day the comment was written. Its thirteenth digit, 0, tells it from
    /// the pages that we read, which are version 7 UUIDs.
    /// </summary>
    public static string PageOf(Comment told) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, told.At.ToUnixTimeMilliseconds()):x12}0000{Fnv1a.Hash64(told.Id):x16}");

    /// <summary>Adds a page. Idempotent by <paramref name="page"/>, and by comment among the pages of its day.</summary>
    public async Task Add(string accountId, string page, CountedComments counted, CancellationToken ct)
    {
        var madeAt = MadeAt(page);
        if (IsTold(page) && madeAt < time.GetUtcNow() - ToldLate)
        {
            return;
        }

        var partition = Partition(accountId, days.Of(accountId, madeAt));
        await rows.Commit(Tables.Counts, partition, [new RowChange.Insert(ToRow(partition, PagePrefix + page, CountRow.Of(counted)))], ct);
    }

    /// <summary>Whether a page of the last quarter of an hour was counted: it is what triage does last with it.</summary>
    public async Task<bool> Has(string accountId, string page, CancellationToken ct) =>
        await rows.Find(Tables.Counts, Partition(accountId, days.Of(accountId, MadeAt(page))), PagePrefix + page, ct) is not null;

    public async Task<PageCount> OfDay(string accountId, DateOnly day, CancellationToken ct)
    {
        var all = await All(Partition(accountId, day), KeyRange.All, ct);
        var counted = CountedIds.Of(all).All;
        return all.Where(r => !CountedIds.IsOne(r)).Aggregate(PageCount.Zero, (sum, row) => sum + Read(row).Only(counted.Add));
    }

    /// <summary>
    /// Folds older page rows of today and yesterday into the day's total, many a commit. A comment that is also in a row which stays is left to that one, so
    /// nothing is counted twice and no total changes. Safe to run from several instances and at any time.
    /// </summary>
    public async Task Fold(string accountId, CancellationToken ct)
    {
        var today = days.Today(accountId);
        await Fold(accountId, today, ct);
        await Fold(accountId, today.AddDays(-1), ct);
        var last = today.AddDays(-DaysWithIds);
        for (var day = tidied.GetValueOrDefault(accountId, last.AddDays(-DaysLookedAt)).AddDays(1); day <= last; day = day.AddDays(1))
        {
            await Fold(accountId, day, ct);
            await rows.CommitEach(Tables.Counts, Partition(accountId, day), (await All(Partition(accountId, day), CountedIds.Range, ct)).Select(r => new RowChange.Delete(r.Key)), ct);
            tidied[accountId] = day;
        }
    }

    private async Task Fold(string accountId, DateOnly day, CancellationToken ct)
    {
        var partition = Partition(accountId, day);
        var pages = await All(partition, KeyRange.Prefix(PagePrefix), ct);
        var before = PagePrefix + Before(Unfolded);
        while (Oldest(pages, before) is { Count: > 0 } old)
        {
            pages = [.. pages.Skip(old.Count)];
            var beside = await All(partition, KeyRange.Prefix(CountedIds.WithTotal), ct);
            var (ids, total) = (CountedIds.Of(beside), beside.FirstOrDefault(r => string.Equals(r.Key, TotalKey, StringComparison.Ordinal)));
            var elsewhere = pages.SelectMany(p => Read(p).Hashes().ToArray()).Concat(ids.All).ToHashSet();
            var fresh = new List<ulong>();
            bool IsFirst(ulong id)
            {
                var first = elsewhere.Add(id);
                if (first)
                {
                    fresh.Add(id);
                }

                return first;
            }

            var sum = old.Aggregate(total is null ? PageCount.Zero : Read(total).Only(_ => true), (s, row) => s + Read(row).Only(IsFirst));
            var next = ToRow(partition, TotalKey, CountRow.Of(sum)) with { Version = total?.Version ?? "" };
            RowChange change = total is null ? new RowChange.Insert(next) : new RowChange.Replace(next);
            RowChange[] changes = [change, .. ids.With(partition, fresh), .. old.Select(r => new RowChange.Delete(r.Key, r.Version))];
            if (!(await rows.Commit(Tables.Counts, partition, changes, ct)).Committed)
            {
                return; // another instance folds
            }
        }
    }

    /// <summary>The oldest pages that may be folded, as many as a commit holds.</summary>
    private static List<Row> Oldest(IReadOnlyList<Row> pages, string before)
    {
        var ids = 0;
        return [.. pages.TakeWhile(p => string.CompareOrdinal(p.Key, before) < 0).Take(FoldAtOnce).TakeWhile((p, i) => (ids += Read(p).Hashes().Length) <= IdsAtOnce || i == 0)];
    }

    private async Task<IReadOnlyList<Row>> All(string partition, KeyRange range, CancellationToken ct)
    {
        var all = new List<Row>();
        await foreach (var row in rows.QueryAll(Tables.Counts, partition, range, ct))
        {
            all.Add(row);
        }

        return all;
    }

    /// <summary>A page belongs to the day it was read, also when it is delivered again after midnight.</summary>
    private DateTimeOffset MadeAt(string page) =>
        page.Length == 32 && long.TryParse(page.AsSpan(0, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ms) && ms < LastMillisecond
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
            : time.GetUtcNow();

    /// <summary>Page ids are version 7 UUIDs, which sort by time.</summary>
    private string Before(TimeSpan age) => Guid.CreateVersion7(time.GetUtcNow() - age).ToString("N")[..12];

    private static bool IsTold(string page) => page.Length == 32 && page[12] == '0';

    private static CountRow Read(Row row) => JsonSerializer.Deserialize(row.Payload, CountJson.Plain.CountRow)!;

    private static Row ToRow(string partition, string key, CountRow count) => new(partition, key, JsonSerializer.Serialize(count, CountJson.Plain.CountRow));

    private static string Partition(string accountId, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{accountId}|{day:yyyy-MM-dd}");
}
