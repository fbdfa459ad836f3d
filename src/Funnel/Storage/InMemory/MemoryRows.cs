namespace Funnel.Storage.InMemory;

/// <summary>
/// Rows in the process' memory, with the semantics of the durable adapters. For tests and the simulation: nothing outlives the object.
/// Safe for any number of threads; every call completes synchronously, so a single-threaded run is deterministic.
/// </summary>
public sealed class MemoryRows : IRows
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Table, string Partition), MemoryPartition> partitions = [];
    private long version;

    /// <summary>All of it as it is now, as a backup has it.</summary>
    public MemoryRows Copy()
    {
        var copy = new MemoryRows();
        lock (gate)
        {
            copy.version = version;
            foreach (var (address, rows) in partitions)
            {
                copy.partitions.Add(address, rows.Copy());
            }
        }

        return copy;
    }

    /// <summary>Every row there is, with its table.</summary>
    public IReadOnlyList<(string Table, Row Row)> All()
    {
        lock (gate)
        {
            return [.. partitions.SelectMany(p => p.Value.All.Select(r => (p.Key.Table, r)))];
        }
    }

    public ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct)
    {
        RowRules.CheckAddress(table, partition, key);
        ct.ThrowIfCancellationRequested();
        lock (gate)
        {
            return ValueTask.FromResult(partitions.GetValueOrDefault((table, partition))?.Find(key));
        }
    }

    public ValueTask<RowPage> Query(string table, string partition, KeyRange range, int take, string? continuation, CancellationToken ct)
    {
        RowRules.CheckQuery(table, partition, range, take);
        ct.ThrowIfCancellationRequested();
        lock (gate)
        {
            var rows = partitions.GetValueOrDefault((table, partition));
            return ValueTask.FromResult(rows?.Query(range, take, continuation) ?? new RowPage([], null));
        }
    }

    public ValueTask<RowPage> QueryKey(string table, string key, int take, string? continuation, CancellationToken ct)
    {
        RowRules.CheckQueryKey(table, key, take);
        ct.ThrowIfCancellationRequested();
        lock (gate)
        {
            var rows = partitions
                .Where(p => string.Equals(p.Key.Table, table, StringComparison.Ordinal) && string.CompareOrdinal(p.Key.Partition, continuation) > 0)
                .OrderBy(p => p.Key.Partition, StringComparer.Ordinal).Select(p => p.Value.Find(key)).OfType<Row>().Take(take + 1).ToList();
            return ValueTask.FromResult(rows.Count > take ? new RowPage(rows[..take], rows[take - 1].Partition) : new(rows, null));
        }
    }

    public ValueTask<CommitResult> Commit(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken ct)
    {
        RowRules.CheckCommit(table, partition, changes);
        ct.ThrowIfCancellationRequested();
        lock (gate)
        {
            if (!partitions.TryGetValue((table, partition), out var rows))
            {
                partitions.Add((table, partition), rows = new());
            }

            var conflict = rows.ConflictAt(changes);
            return ValueTask.FromResult(conflict >= 0 ? CommitResult.Conflict(conflict) : CommitResult.Done(Apply(rows, changes)));
        }
    }

    private string[] Apply(MemoryPartition rows, IReadOnlyList<RowChange> changes)
    {
        var versions = new string[changes.Count];
        for (var i = 0; i < versions.Length; i++)
        {
            versions[i] = rows.Apply(changes[i], ++version);
        }

        return versions;
    }
}
