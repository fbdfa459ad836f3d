using Funnel.Storage;

namespace Funnel.Embedded.Sqlite;

/// <summary>The one connection that writes, with its statements.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly Database database;
    private readonly StoreWatch watch;
    private readonly VersionCounter versions;
    private readonly QueueClock clock;
    private readonly Statement begin;
    private readonly Statement commit;

    public WriteSession(Database database, StoreWatch watch, TimeProvider time)
    {
        (this.database, this.watch) = (database, watch);
        versions = new(database, watch);
        Rows = new(database, versions);
        clock = new(database, time);
        Messages = new(database, clock);
        begin = database.Prepare("BEGIN IMMEDIATE");
        commit = database.Prepare("COMMIT");
    }

    public RowWriter Rows { get; }

    public MessageWriter Messages { get; }

    /// <summary>Runs the work in one transaction; a fault leaves nothing of it.</summary>
    /// <exception cref="StorageException">The file is not the one that was opened.</exception>
    public void InTransaction(Action<WriteSession> work)
    {
        watch.Check();
        begin.Execute();
        try
        {
            work(this);
            versions.Save();
            clock.Save();
            commit.Execute();
            versions.Committed();
        }
        finally
        {
            versions.Forget();
            clock.Forget();
            if (database.InTransaction)
            {
                database.TryExecute("ROLLBACK");
            }
        }
    }

    public void Dispose()
    {
        database.Dispose();
        watch.Dispose();
    }
}
