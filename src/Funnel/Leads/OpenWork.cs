using System.Collections.Concurrent;
using System.Globalization;
using Funnel.Storage;

namespace Funnel.Leads;

/// <summary>A lead that something was under way for when its row was written.</summary>
/// <param name="At">When it was written or last taken up.</param>
/// <param name="TakenUp">How often it was taken up since it was written.</param>
public sealed record OpenLead(LeadId Lead, DateTimeOffset At, int TakenUp, string Version);

/// <summary>
/// Which leads have something under way: one row each, written before the messages that do the work. A message that a killed process took is
/// hidden for as long as the host likes (ten minutes on Azure); these rows tell what it was about, so that <c>StalledWork</c> takes it up again
/// long before. Rows of finished leads are removed by it, a hundred a commit.
/// </summary>
public sealed class OpenWork(IRows rows, TimeProvider time) : IDisposable
{
    internal const string Partition = "open";

    /// <summary>A row this young is never removed, so a process that wrote it need not write it again.</summary>
    internal static readonly TimeSpan LeftAlone = TimeSpan.FromMinutes(1);

    /// <summary>Doublings of that time at most, one for each time after the first that a lead was taken up: 16 min.</summary>
    private const int MostDoublings = 4;

    private const int Remembered = 10_000;
    private readonly ConcurrentDictionary<LeadId, long> written = new();
    private readonly ConcurrentDictionary<LeadId, bool> wanted = new();
    private readonly SemaphoreSlim writing = new(1, 1);

    /// <summary>
    /// Adds leads that work is about to be queued for, or that the lists are to count anew. Idempotent; costs nothing for those noted within the last seconds. Those
    /// that are noted while others are being written go into one commit.
    /// </summary>
    public async Task Add(IReadOnlyCollection<LeadId> leads, CancellationToken ct)
    {
        var fresh = leads.Where(l => !WasJustWritten(l)).ToList();
        if (fresh.Count == 0)
        {
            return;
        }

        fresh.ForEach(l => wanted[l] = true);
        await writing.WaitAsync(ct);
        try
        {
            if (!fresh.TrueForAll(WasJustWritten))
            {
                await Write([.. wanted.Keys], ct);
            }
        }
        finally
        {
            writing.Release();
        }
    }

    public void Dispose() => writing.Dispose();

    private async Task Write(LeadId[] leads, CancellationToken ct)
    {
        foreach (var batch in leads.Chunk(RowBatches.MaxChanges))
        {
            var at = time.GetTimestamp(); // the rows are no younger than this, however long their commit takes
            await rows.Commit(Tables.Lists, Partition, [.. batch.Select(l => new RowChange.Put(ToRow(l, 0)))], ct);
            Remember(batch, at);
        }
    }

    /// <summary>
    /// Those whose row was written or last taken up longer ago than <see cref="LeftAlone"/>, or in the future by a clock that was wrong. Work that was taken up
    /// and still stands may wait in a queue that is long: it is taken up ever more rarely, so that such a queue does not grow by it.
    /// </summary>
    public async IAsyncEnumerable<OpenLead> Standing([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await foreach (var row in rows.QueryAll(Tables.Lists, Partition, KeyRange.All, ct))
        {
            var open = Read(row);
            if ((now - open.At).Duration() >= LeftAlone * (1 << Math.Clamp(open.TakenUp - 1, 0, MostDoublings)))
            {
                yield return open;
            }
        }
    }

    /// <summary>Whether the row is the one that was read.</summary>
    public async Task<bool> IsAsRead(OpenLead open, CancellationToken ct) =>
        string.Equals((await rows.Find(Tables.Lists, Partition, open.Lead.ToString(), ct))?.Version, open.Version, StringComparison.Ordinal);

    /// <summary>Removes rows of leads that have nothing under way, unless one was written anew since it was read.</summary>
    public Task Remove(IEnumerable<OpenLead> done, CancellationToken ct) =>
        rows.CommitEach(Tables.Lists, Partition, done.Select(o => new RowChange.Delete(o.Lead.ToString(), o.Version)), ct);

    /// <summary>Those that were just taken up are left alone for a while.</summary>
    public Task TakenUp(IEnumerable<OpenLead> leads, CancellationToken ct) =>
        rows.CommitEach(Tables.Lists, Partition, leads.Select(o => new RowChange.Replace(ToRow(o.Lead, o.TakenUp + 1) with { Version = o.Version })), ct);

    /// <summary>By a monotonic clock: half the time for which a row is safe, so that it still is when the work is queued.</summary>
    private bool WasJustWritten(LeadId lead) => written.TryGetValue(lead, out var at) && time.GetElapsedTime(at) < LeftAlone / 2;

    private void Remember(LeadId[] batch, long at)
    {
        if (written.Count > Remembered)
        {
            written.Clear();
        }

        foreach (var lead in batch)
        {
            written[lead] = at;
            wanted.TryRemove(lead, out _);
        }
    }

    private Row ToRow(LeadId lead, int takenUp) =>
        new(Partition, lead.ToString(), string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow().UtcTicks}|{takenUp}"));

    private static OpenLead Read(Row row)
    {
        var parts = row.Payload.Split('|'); // before takings up were counted there was one part
        var (at, takenUp) = (long.Parse(parts[0], CultureInfo.InvariantCulture), parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
        return new(LeadId.Parse(row.Key), new(at, TimeSpan.Zero), takenUp, row.Version);
    }
}
