namespace Funnel.Embedded.Sqlite;

/// <summary>The one connection that writes, with its statements.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly Database database;
    private readonly VersionCounter versions;
    private readonly QueueClock clock;
    private readonly Statement begin;
    private readonly Statement commit;

    public WriteSession(Database database, TimeProvider time)
    {
        this.database = database;
        versions = new(database);
        Rows = new(database, versions);
        clock = new(database, time);
        Messages = new(database, clock);
        begin = database.Prepare("BEGIN IMMEDIATE");
        commit = database.Prepare("COMMIT");
    }

    public RowWriter Rows { get; }

    public MessageWriter Messages { get; }

    /// <summary>Runs the work in one transaction; a fault leaves nothing of it.</summary>
    public void InTransaction(Action<WriteSession> work)
    {
        begin.Execute();
        try
        {
            work(this);
            versions.Save();
            clock.Save();
            commit.Execute();
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

    public void Dispose() => database.Dispose();
}
