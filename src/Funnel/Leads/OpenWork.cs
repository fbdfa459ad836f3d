using System.Collections.Concurrent;
using System.Globalization;
using Funnel.Storage;

namespace Funnel.Leads;

/// <summary>A lead that something was under way for when its row was written.</summary>
/// <param name="At">When it was written or last taken up.</param>
public sealed record OpenLead(LeadId Lead, DateTimeOffset At, string Version);

/// <summary>
/// Which leads have something under way: one row each, written before the messages that do the work. A message that a killed process took is
/// hidden for as long as the host likes (ten minutes on Azure); these rows tell what it was about, so that <c>StalledWork</c> takes it up again
/// long before. Rows of finished leads are removed by it, a hundred a commit.
/// </summary>
public sealed class OpenWork(IRows rows, TimeProvider time)
{
    private const string Partition = "open";

    /// <summary>A row this young is never removed, so a process that wrote it need not write it again.</summary>
    internal static readonly TimeSpan LeftAlone = TimeSpan.FromMinutes(1);

    private const int Remembered = 10_000;
    private readonly ConcurrentDictionary<LeadId, long> written = new();

    /// <summary>Notes leads that work is about to be queued for. Idempotent; costs nothing for those noted within the last seconds.</summary>
    public async Task Note(IReadOnlyCollection<LeadId> leads, CancellationToken ct)
    {
        var fresh = leads.Where(l => !WasJustWritten(l)).Distinct().ToList();
        foreach (var batch in fresh.Chunk(RowBatches.MaxChanges))
        {
            await rows.Commit(Tables.Lists, Partition, [.. batch.Select(l => new RowChange.Put(ToRow(l)))], ct);
            Remember(batch);
        }
    }

    /// <summary>Those whose row was written or last taken up longer ago than <see cref="LeftAlone"/>, or in the future by a clock that was wrong.</summary>
    public async IAsyncEnumerable<OpenLead> Standing([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await foreach (var row in rows.QueryAll(Tables.Lists, Partition, KeyRange.All, ct))
        {
            var open = Read(row);
            if ((now - open.At).Duration() >= LeftAlone)
            {
                yield return open;
            }
        }
    }

    /// <summary>Removes rows of leads that have nothing under way, unless one was written anew since it was read.</summary>
    public Task Remove(IEnumerable<OpenLead> done, CancellationToken ct) =>
        rows.CommitEach(Tables.Lists, Partition, done.Select(o => new RowChange.Delete(o.Lead.ToString(), o.Version)), ct);

    /// <summary>Those that were just taken up are left alone for a while.</summary>
    public Task TakenUp(IEnumerable<OpenLead> leads, CancellationToken ct) =>
        rows.CommitEach(Tables.Lists, Partition, leads.Select(o => new RowChange.Replace(ToRow(o.Lead) with { Version = o.Version })), ct);

    /// <summary>By a monotonic clock: half the time for which a row is safe, so that it still is when the work is queued.</summary>
    private bool WasJustWritten(LeadId lead) => written.TryGetValue(lead, out var at) && time.GetElapsedTime(at) < LeftAlone / 2;

    private void Remember(LeadId[] batch)
    {
        if (written.Count > Remembered)
        {
            written.Clear();
        }

        foreach (var lead in batch)
        {
            written[lead] = time.GetTimestamp();
        }
    }

    private Row ToRow(LeadId lead) => new(Partition, lead.ToString(), time.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture));

    private static OpenLead Read(Row row) =>
        new(LeadId.Parse(row.Key), new(long.Parse(row.Payload, CultureInfo.InvariantCulture), TimeSpan.Zero), row.Version);
}
