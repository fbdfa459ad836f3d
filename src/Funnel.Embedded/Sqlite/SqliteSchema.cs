using System.Globalization;
using Funnel.Storage;

namespace Funnel.Embedded.Sqlite;

/// <summary>The tables inside the file, and the number that says which form they have.</summary>
internal static class SqliteSchema
{
    /// <summary>Kept in SQLite's <c>user_version</c>.</summary>
    public const int Version = 1;

    // Kept in SQLite's application_id ("Funn"), so that another program's database is not written to.
    private const int Application = 0x46756E6E;

    private const string Create = """
        CREATE TABLE rows (
            tbl TEXT NOT NULL,
            partition BLOB NOT NULL,  -- keys: UTF-8 by UTF-16 unit, so that their order is the ordinal one
            key BLOB NOT NULL,
            version INTEGER NOT NULL,
            payload TEXT NOT NULL,
            columns TEXT,             -- a JSON object of readable values, or NULL
            PRIMARY KEY (tbl, partition, key)
        ) WITHOUT ROWID;
        CREATE VIEW readable_rows AS
            SELECT tbl, CAST(partition AS TEXT) AS partition, CAST(key AS TEXT) AS key, version, columns, payload FROM rows;
        CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice: a stale receipt must not fit a later message
            queue TEXT NOT NULL,
            visible_at INTEGER NOT NULL,           -- UTC, in units of 100 ns since the year 1
            enqueued_at INTEGER NOT NULL,
            dequeue_count INTEGER NOT NULL,
            receipt INTEGER NOT NULL,              -- counts up with each delivery and each change of visibility
            body TEXT NOT NULL
        );
        CREATE INDEX messages_visible ON messages (queue, visible_at);
        CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        INSERT INTO counters VALUES ('version', 0);
        """;

    /// <summary>Makes the tables in a new file, or sees that the file's are the ones this program knows, and looks into its past. Safe when processes start together.</summary>
    /// <returns>See <see cref="StorePast.Examine"/>.</returns>
    /// <exception cref="StorageException">The file belongs to another program or to a newer Funnel.</exception>
    public static (long Id, StoreLoss? Loss) Ensure(Database database, Witness witness, DateTimeOffset now)
    {
        database.Execute("BEGIN IMMEDIATE");
        (long, StoreLoss?) past;
        try
        {
            past = StorePast.Examine(database, witness, isNew: MadeTables(database), now);
            database.Execute("COMMIT");
        }
        catch
        {
            database.TryExecute("ROLLBACK");
            throw;
        }

        UseWriteAheadLog(database);
        return past;
    }

    /// <returns>Whether the file had none yet.</returns>
    private static bool MadeTables(Database database)
    {
        var application = database.Number("PRAGMA application_id");
        var version = database.Number("PRAGMA user_version");
        if (application == 0 && version == 0 && database.Number("SELECT count(*) FROM sqlite_schema") == 0)
        {
            database.Execute(Create);
            database.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id={Application}; PRAGMA user_version={Version}"));
            return true;
        }

        if (application != Application)
        {
            throw new StorageException($"{database.File}: is the database of another program. Name another file or folder.");
        }

        if (version != Version)
        {
            throw new StorageException(
                $"{database.File}: has schema {version}, this program knows schema {Version}. Run the newer Funnel that wrote it, or restore a backup.");
        }

        return false;
    }

    private static void UseWriteAheadLog(Database database)
    {
        // The change to WAL needs the file alone and, unlike a transaction, does not wait for it: wait with a transaction, then try again.
        int code;
        while (SqliteFault.IsBusy(code = database.TryExecute("PRAGMA journal_mode=WAL")))
        {
            database.Execute("BEGIN IMMEDIATE; COMMIT");
        }

        database.Check(code);
    }
}
