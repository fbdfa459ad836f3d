using System.Diagnostics;
using System.Globalization;
using Funnel.Storage;
using Microsoft.Extensions.Logging;

namespace Funnel.Embedded.Sqlite;

/// <summary>The tables inside the file, and the number that says which form they have.</summary>
internal static partial class SqliteSchema
{
    /// <summary>Kept in SQLite's <c>user_version</c>.</summary>
    public const int Version = 2;

    private const int First = 1;

    // Kept in SQLite's application_id ("Funn"), so that another program's database is not written to.
    private const int Application = 0x46756E6E;

    // Rows stand in the order in which they were written, beside an index of their keys: what is written together shares pages,
    // and a lead's row of two kilobytes fits into one. Clustered by key, as the first schema had it, every commit wrote pages of
    // its own, and a row of more than one kilobyte two: half as many bytes again for the same work.
    private const string CreateRows = """
        CREATE TABLE rows (
            id INTEGER PRIMARY KEY,
            tbl TEXT NOT NULL,
            partition BLOB NOT NULL,  -- keys: UTF-8 by UTF-16 unit, so that their order is the ordinal one
            key BLOB NOT NULL,
            version INTEGER NOT NULL,
            payload TEXT NOT NULL,
            columns TEXT,             -- a JSON object of readable values, or NULL
            UNIQUE (tbl, partition, key)
        );
        CREATE VIEW readable_rows AS
            SELECT tbl, CAST(partition AS TEXT) AS partition, CAST(key AS TEXT) AS key, version, columns, payload FROM rows;
        """;

    private const string CreateOthers = """
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

    private const string UpgradeFromFirst = $"""
        DROP VIEW readable_rows;
        ALTER TABLE rows RENAME TO clustered_rows;
        {CreateRows}
        INSERT INTO rows (tbl, partition, key, version, payload, columns)
            SELECT tbl, partition, key, version, payload, columns FROM clustered_rows ORDER BY tbl, partition, key;
        DROP TABLE clustered_rows;
        """;

    /// <summary>
    /// Makes the tables in a new file, upgrades those of an older one, or sees that the file's are the ones this program knows, and looks into its past.
    /// Safe when processes start together.
    /// </summary>
    /// <returns>See <see cref="StorePast.Examine"/>.</returns>
    /// <exception cref="StorageException">The file belongs to another program or to a newer Funnel.</exception>
    public static (long Id, StoreLoss? Loss) Ensure(Database database, Witness witness, DateTimeOffset now, ILogger log)
    {
        database.Execute("BEGIN IMMEDIATE");
        (long, StoreLoss?) past;
        try
        {
            past = StorePast.Examine(database, witness, isNew: MadeTables(database, log), now);
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
    private static bool MadeTables(Database database, ILogger log)
    {
        var application = database.Number("PRAGMA application_id");
        var version = database.Number("PRAGMA user_version");
        if (application == 0 && version == 0 && database.Number("SELECT count(*) FROM sqlite_schema") == 0)
        {
            database.Execute(CreateRows + CreateOthers);
            database.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id={Application}; PRAGMA user_version={Version}"));
            return true;
        }

        if (application != Application)
        {
            throw new StorageException($"{database.File}: is the database of another program. Name another file or folder.");
        }

        if (version == First)
        {
            Upgrade(database, log);
        }
        else if (version != Version)
        {
            throw new StorageException(
                $"{database.File}: has schema {version}, this program knows schema {Version}. Run the newer Funnel that wrote it, or restore a backup.");
        }

        return false;
    }

    /// <summary>In the transaction that opens the file: a process that dies meanwhile leaves it as it was.</summary>
    private static void Upgrade(Database database, ILogger log)
    {
        var (file, began) = (database.File, Stopwatch.GetTimestamp());
        Log.Upgrading(log, file, new FileInfo(file).Length >> 20);
        database.Execute(UpgradeFromFirst);
        database.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version={Version}"));
        Log.Upgraded(log, file, Stopwatch.GetElapsedTime(began).TotalSeconds);
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

    private static partial class Log
    {
        [LoggerMessage(1521, LogLevel.Information, "{File}, {Megabytes} MB: its rows are put into the order of this version. It takes a second or more for 100 MB and, until it is done, three times as much free disk; stopped, it begins anew")]
        public static partial void Upgrading(ILogger log, string file, long megabytes);

        [LoggerMessage(1522, LogLevel.Information, "{File}: done in {Seconds:F1} s")]
        public static partial void Upgraded(ILogger log, string file, double seconds);
    }
}
