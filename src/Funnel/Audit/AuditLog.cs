using System.Collections.Concurrent;
using Funnel.Storage;
using Microsoft.Extensions.Logging;

namespace Funnel.Audit;

/// <summary>The one writer of the audit: who did what, when, on what, before and after. Lines are added, and never changed.</summary>
public sealed partial class AuditLog(IRows rows, TimeProvider time, ILogger<AuditLog> log)
{
    /// <summary>Most lines read for one page, whether they fit or not.</summary>
    public const int MaxLooked = 5_000;

    /// <summary>Lines that wait for a store that does not answer; those that are too many stand in the log alone.</summary>
    private const int MaxHeld = 1_000;

    private readonly ConcurrentQueue<AuditLine> held = new();

    /// <summary>
    /// Writes a line. Called after what it tells of is done, or was refused: a store that does not answer fails no action. The line is then in the log, and is written
    /// with the next one.
    /// </summary>
    public async Task Write(AuditLine line)
    {
        var dated = line.At == default ? line with { At = time.GetUtcNow() } : line;
        while (held.TryDequeue(out var earlier))
        {
            if (!await Try(earlier))
            {
                break;
            }
        }

        if (!await Try(dated))
        {
            Log.Held(log, dated.By, dated.What, dated.On);
        }
    }

    /// <summary>Lines of a time, the newest first. Reads at most <see cref="MaxLooked"/>.</summary>
    /// <param name="cursor"><see cref="AuditPage.Next"/> of the page before; null for the first. What is none begins anew.</param>
    /// <param name="take">Most lines on the page, 1–1,000.</param>
    public async Task<AuditPage> Read(AuditQuery query, string? cursor, int take, CancellationToken ct)
    {
        var (lines, looked) = (new List<AuditLine>(), 0);
        var at = cursor is { } known && AuditRows.At(known) is { } left ? Min(left, query.Before.AddTicks(-1)) : query.Before.AddTicks(-1);
        var from = cursor is not null && AuditRows.At(cursor) is not null ? cursor + "0" : AuditRows.KeyFrom(at);
        while (at >= query.From)
        {
            var range = new KeyRange(from, AuditRows.KeyFrom(query.From.AddTicks(-1)));
            await foreach (var row in rows.QueryAll(Tables.Audit, AuditRows.Partition(at), range, ct))
            {
                var line = AuditRows.Read(row);
                if (query.Fits(line))
                {
                    lines.Add(line);
                }

                if (lines.Count == take || ++looked == MaxLooked)
                {
                    return new(lines, row.Key);
                }
            }

            at = new DateTimeOffset(at.UtcDateTime.Year, at.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(-1);
            from = AuditRows.KeyFrom(at);
        }

        return new(lines, null);
    }

    /// <summary>Removes what is older, for a keeping time that is over. Idempotent; does a part, and says whether there is more.</summary>
    /// <param name="month">The month to look into, by any of its moments: callers go back as far as lines may be.</param>
    /// <returns>Whether lines are left that are older.</returns>
    public async Task<bool> Forget(DateTimeOffset month, DateTimeOffset before, CancellationToken ct)
    {
        var page = await rows.Query(Tables.Audit, AuditRows.Partition(month), new KeyRange(AuditRows.KeyFrom(before.AddTicks(-1)), null), RowBatches.MaxChanges, null, ct);
        await rows.CommitEach(Tables.Audit, AuditRows.Partition(month), page.Rows.Select(r => new RowChange.Delete(r.Key)), ct);
        return page.Continuation is not null;
    }

    /// <returns>False when the store did not answer: the line is kept for later.</returns>
    private async Task<bool> Try(AuditLine line)
    {
        try
        {
            var row = AuditRows.ToRow(line);
            await rows.Commit(Tables.Audit, row.Partition, [new RowChange.Insert(row)], CancellationToken.None); // a conflict: it is there
            return true;
        }
        catch (StorageException)
        {
            if (held.Count < MaxHeld)
            {
                held.Enqueue(line);
            }

            return false;
        }
    }

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static partial class Log
    {
        [LoggerMessage(1851, LogLevel.Error, "The storage took no audit line; it will be written with the next one. By {By}: {What}, on {On}")]
        public static partial void Held(ILogger log, string by, string what, string on);
    }
}
