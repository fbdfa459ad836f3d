using System.Globalization;
using System.Text.Json;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Measure;

/// <summary>What one page of comments, or a day of them, came to.</summary>
/// <param name="Own">The merchant's own comments.</param>
public sealed record PageCount(int Comments, int Inquiries, int Review, int Dropped, int Own)
{
    public static PageCount operator +(PageCount a, PageCount b) =>
        new(a.Comments + b.Comments, a.Inquiries + b.Inquiries, a.Review + b.Review, a.Dropped + b.Dropped, a.Own + b.Own);

    public static PageCount Zero { get; } = new(0, 0, 0, 0, 0);
}

/// <summary>
/// Counts of comments per account and day. Each page is a row of its own, so that a page delivered twice counts once; rows are folded into the
/// day's total from time to time.
/// </summary>
public sealed class PageCounts(IRows rows, TimeProvider time)
{
    private const string TotalKey = "total";
    private const string PagePrefix = "p";
    private const int FoldAtOnce = 99;
    private static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Adds a page. Idempotent by <paramref name="page"/> until it is folded.</summary>
    public async Task Add(string accountId, string page, PageCount count, CancellationToken ct)
    {
        var partition = Partition(accountId, DateOnly.FromDateTime(MadeAt(page).UtcDateTime));
        await rows.Commit(Tables.Counts, partition, [new RowChange.Insert(ToRow(partition, PagePrefix + page, count))], ct);
    }

    /// <summary>Whether a page of the last quarter of an hour was counted: it is what triage does last with it.</summary>
    public async Task<bool> Has(string accountId, string page, CancellationToken ct) =>
        await rows.Find(Tables.Counts, Partition(accountId, DateOnly.FromDateTime(MadeAt(page).UtcDateTime)), PagePrefix + page, ct) is not null;

    public async Task<PageCount> OfDay(string accountId, DateOnly day, CancellationToken ct)
    {
        var total = PageCount.Zero;
        string? continuation = null;
        do
        {
            var page = await rows.Query(Tables.Counts, Partition(accountId, day), KeyRange.All, 1000, continuation, ct);
            total = page.Rows.Aggregate(total, (sum, row) => sum + Read(row));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return total;
    }

    /// <summary>Folds a day's page rows into its total, a hundred rows a commit. Safe to run from several instances and at any time.</summary>
    public async Task Fold(string accountId, DateOnly day, CancellationToken ct)
    {
        var partition = Partition(accountId, day);
        while (true)
        {
            // Pages of the last minutes stay: the message behind one may still be delivered again.
            var page = await rows.Query(Tables.Counts, partition, new(PagePrefix, PagePrefix + Before(TimeSpan.FromMinutes(15))), FoldAtOnce, null, ct);
            if (page.Rows.Count == 0)
            {
                return;
            }

            var total = await rows.Find(Tables.Counts, partition, TotalKey, ct);
            var sum = page.Rows.Aggregate(total is null ? PageCount.Zero : Read(total), (s, row) => s + Read(row));
            var next = ToRow(partition, TotalKey, sum) with { Version = total?.Version ?? "" };
            RowChange change = total is null ? new RowChange.Insert(next) : new RowChange.Replace(next);
            var result = await rows.Commit(Tables.Counts, partition, [change, .. page.Rows.Select(r => new RowChange.Delete(r.Key, r.Version))], ct);
            if (!result.Committed)
            {
                return; // another instance folds
            }
        }
    }

    /// <summary>A page belongs to the day it was read, also when it is delivered again after midnight.</summary>
    private DateTimeOffset MadeAt(string page) =>
        page.Length == 32 && long.TryParse(page.AsSpan(0, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ms) && ms < LastMillisecond
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
            : time.GetUtcNow();

    /// <summary>Page ids are version 7 UUIDs, which sort by time.</summary>
    private string Before(TimeSpan age) => Guid.CreateVersion7(time.GetUtcNow() - age).ToString("N")[..12];

    private static PageCount Read(Row row) => JsonSerializer.Deserialize(row.Payload, StoredJson.Plain.PageCount)!;

    private static Row ToRow(string partition, string key, PageCount count) => new(partition, key, JsonSerializer.Serialize(count, StoredJson.Plain.PageCount));

    private static string Partition(string accountId, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{accountId}|{day:yyyy-MM-dd}");
}
