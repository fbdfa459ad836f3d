using Funnel.Storage;

namespace Funnel.Embedded.Sqlite;

internal sealed class SqliteWipe(string file, Func<Database> open) : IStoreWipe
{
    /// <summary>
    /// Writes the whole file anew, so that no page keeps what was removed, and empties the log. Takes room for a second copy on the disk for temporary files, and in the log.
    /// </summary>
    public Task Wipe(CancellationToken ct) => Task.Run(() =>
    {
        using var database = open();
        database.Execute("PRAGMA temp_store=FILE; VACUUM");
        if (database.Number("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
        {
            throw new StorageException($"{file}: another process was busy with it for too long, so that what was removed is still in its log; it is tried again");
        }
    }, ct);
}
