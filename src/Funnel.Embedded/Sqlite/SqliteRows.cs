using System.Text;
using Funnel.Storage;

namespace Funnel.Embedded.Sqlite;

/// <summary>Rows in one SQLite file. Reads run at once on the caller's thread; writes go through the group commit.</summary>
internal sealed class SqliteRows(ReaderPool readers, GroupWriter writer) : IRows
{
    public ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct)
    {
        RowRules.CheckAddress(table, partition, key);
        ct.ThrowIfCancellationRequested();
        return ValueTask.FromResult(readers.Read(session => session.Rows.Find(Encoding.UTF8.GetBytes(table), partition, key)));
    }

    public ValueTask<RowPage> Query(string table, string partition, KeyRange range, int take, string? continuation, CancellationToken ct)
    {
        RowRules.CheckQuery(table, partition, range, take);
        ct.ThrowIfCancellationRequested();
        return ValueTask.FromResult(
            readers.Read(session => session.Rows.Query(Encoding.UTF8.GetBytes(table), partition, range, take, continuation)));
    }

    public ValueTask<RowPage> QueryKey(string table, string key, int take, string? continuation, CancellationToken ct)
    {
        RowRules.CheckQueryKey(table, key, take);
        ct.ThrowIfCancellationRequested();
        return ValueTask.FromResult(readers.Read(session => session.Rows.QueryKey(Encoding.UTF8.GetBytes(table), key, take, continuation)));
    }

    public ValueTask<CommitResult> Commit(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken ct)
    {
        RowRules.CheckCommit(table, partition, changes);
        var (tableBytes, partitionBytes, encoded) = (Encoding.UTF8.GetBytes(table), OrdinalBytes.From(partition), EncodedChange.All(changes));
        return new(writer.Write(session => session.Rows.Commit(tableBytes, partitionBytes, encoded), ct));
    }
}
