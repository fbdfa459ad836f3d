using System.Globalization;
using System.Text.Json;
using Funnel.Accounts;
using Funnel.Storage;

namespace Funnel.Measure;

/// <summary>
/// Counts of comments per account and merchant's day, each comment once. Each page is a row of its own that names its comments, so neither a page that is
/// delivered twice nor a comment that comes with several pages counts twice; rows are folded into the day's total from time to time. Two pages
/// with the same comment that lie more than <see cref="Unfolded"/> apart, or on two sides of midnight, do count it twice.
/// </summary>
public sealed class PageCounts(IRows rows, MerchantDays days, TimeProvider time)
{
    private const string TotalKey = "total";
    private const string PagePrefix = "p";
    private const int FoldAtOnce = 99;

    /// <summary>Pages of the last minutes stay as they are: the message behind one may be delivered again, and its comments come with others.</summary>
    public static readonly TimeSpan Unfolded = TimeSpan.FromMinutes(15);

    private static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Adds a page. Idempotent by <paramref name="page"/>, and by comment among the pages that are not folded yet.</summary>
    public async Task Add(string accountId, string page, CountedComments counted, CancellationToken ct)
    {
        var partition = Partition(accountId, days.Of(accountId, MadeAt(page)));
        await rows.Commit(Tables.Counts, partition, [new RowChange.Insert(ToRow(partition, PagePrefix + page, CountRow.Of(counted)))], ct);
    }

    /// <summary>Whether a page of the last quarter of an hour was counted: it is what triage does last with it.</summary>
    public async Task<bool> Has(string accountId, string page, CancellationToken ct) =>
        await rows.Find(Tables.Counts, Partition(accountId, days.Of(accountId, MadeAt(page))), PagePrefix + page, ct) is not null;

    public async Task<PageCount> OfDay(string accountId, DateOnly day, CancellationToken ct)
    {
        var counted = new HashSet<ulong>();
        return (await All(Partition(accountId, day), KeyRange.All, ct)).Aggregate(PageCount.Zero, (sum, row) => sum + Read(row).Only(counted.Add));
    }

    /// <summary>
    /// Folds older page rows of today and yesterday into the day's total, a hundred rows a commit. A comment that is also in a row which stays is left to that one, so
    /// nothing is counted twice and no total changes. Safe to run from several instances and at any time.
    /// </summary>
    public async Task Fold(string accountId, CancellationToken ct)
    {
        var today = days.Today(accountId);
        await Fold(accountId, today, ct);
        await Fold(accountId, today.AddDays(-1), ct);
    }

    private async Task Fold(string accountId, DateOnly day, CancellationToken ct)
    {
        var partition = Partition(accountId, day);
        var pages = await All(partition, KeyRange.Prefix(PagePrefix), ct);
        var before = PagePrefix + Before(Unfolded);
        while (pages.TakeWhile(p => string.CompareOrdinal(p.Key, before) < 0).Take(FoldAtOnce).ToList() is { Count: > 0 } old)
        {
            pages = [.. pages.Skip(old.Count)];
            var elsewhere = pages.SelectMany(p => Read(p).Hashes().ToArray()).ToHashSet();
            var total = await rows.Find(Tables.Counts, partition, TotalKey, ct);
            var sum = old.Aggregate(total is null ? PageCount.Zero : Read(total).Only(_ => true), (s, row) => s + Read(row).Only(elsewhere.Add));
            var next = ToRow(partition, TotalKey, CountRow.Of(sum)) with { Version = total?.Version ?? "" };
            RowChange change = total is null ? new RowChange.Insert(next) : new RowChange.Replace(next);
            var result = await rows.Commit(Tables.Counts, partition, [change, .. old.Select(r => new RowChange.Delete(r.Key, r.Version))], ct);
            if (!result.Committed)
            {
                return; // another instance folds
            }
        }
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

    private static CountRow Read(Row row) => JsonSerializer.Deserialize(row.Payload, CountJson.Plain.CountRow)!;

    private static Row ToRow(string partition, string key, CountRow count) => new(partition, key, JsonSerializer.Serialize(count, CountJson.Plain.CountRow));

    private static string Partition(string accountId, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{accountId}|{day:yyyy-MM-dd}");
}
