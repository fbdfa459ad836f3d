using Funnel.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Funnel.Embedded.Sqlite;

/// <summary>
/// Rows and queues in one SQLite file, which any number of processes on the same machine may share. What was written survives the death
/// of the process at any moment; a power cut may lose the last moments before it, never the file.
/// </summary>
public sealed class SqliteStore : IAsyncDisposable
{
    // One writer, but as many readers as threads read at once.
    private const int WriterCacheKiB = 8_000;
    private const int ReaderCacheKiB = 4_000;

    private readonly GroupWriter writer;
    private readonly ReaderPool readers;

    private SqliteStore(string file, GroupWriter writer, Func<Database> openToRead, StoreLoss? loss, CancellationToken gone)
    {
        (File, Gone) = (file, gone);
        this.writer = writer;
        readers = new(openToRead);
        History = new SqliteHistory(loss);
        Bodies = new SqliteMessageBodies(writer);
        Wiper = new SqliteWipe(file, openToRead);
        Rows = new SqliteRows(readers, writer);
        Queues = new SqliteQueues(readers, writer);
    }

    /// <summary>How long a write waits for other processes that write, unless told otherwise.</summary>
    public static TimeSpan DefaultPatience { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Full path of the database; SQLite keeps <c>-wal</c> and <c>-shm</c> files beside it, and we a <c>.witness</c>.</summary>
    public string File { get; }

    public IRows Rows { get; }

    public IQueues Queues { get; }

    public IStoreHistory History { get; }

    public IMessageBodies Bodies { get; }

    public IStoreWipe Wiper { get; }

    /// <summary>Cancelled when somebody deleted, emptied or replaced the file: every call fails from then on, and the host has to end.</summary>
    public CancellationToken Gone { get; }

    /// <summary>Opens the file, or makes it together with its folder.</summary>
    /// <param name="file">Path of the database on a local disk: SQLite's locks do not work on network shares.</param>
    /// <param name="time">Decides when hidden and delayed messages become visible.</param>
    /// <param name="patience">How long a write waits for other processes that write; <see cref="DefaultPatience"/> when null.</param>
    /// <param name="log">Hears of an upgrade of an older file, which takes a while.</param>
    /// <exception cref="StorageException">
    /// The file cannot be opened or written, is damaged or no database, or belongs to another program or to a newer Funnel.
    /// </exception>
    public static SqliteStore Open(string file, TimeProvider time, TimeSpan? patience = null, ILogger<SqliteStore>? log = null)
    {
        var path = Path.GetFullPath(file);
        MakeFolder(path);
        var wait = patience ?? DefaultPatience;
        var database = Database.Open(path, wait, WriterCacheKiB);
        Witness? witness = null;
        try
        {
            witness = Witness.Open(path);
            var (id, loss) = SqliteSchema.Ensure(database, witness, time.GetUtcNow(), log ?? NullLogger<SqliteStore>.Instance);
            var watch = new StoreWatch(path, witness, id, VersionCounter.Of(database), time);
            return new(path, new GroupWriter(new WriteSession(database, watch, time)), () => OpenToRead(path, wait, watch), loss, watch.Gone);
        }
        catch
        {
            witness?.Dispose();
            database.Dispose();
            throw;
        }
    }

    /// <summary>Finishes the writes that are waiting, then closes the file. Later calls throw <see cref="ObjectDisposedException"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        readers.Dispose();
        await writer.DisposeAsync();
    }

    /// <summary>What is said when it is <see cref="Gone"/>.</summary>
    internal static string WhyGone(string file) =>
        $"{file}: was deleted, emptied or replaced while this host had it open. What is done from now on would be forgotten, so nothing is done any more and the host ends: "
        + "start it again; it then looks first for what may have been done already";

    /// <summary>Another connection must not open another file.</summary>
    private static Database OpenToRead(string path, TimeSpan patience, StoreWatch watch)
    {
        watch.Check();
        return Database.Open(path, patience, ReaderCacheKiB);
    }

    private static void MakeFolder(string path)
    {
        try
        {
            PrivateFiles.MakeFolder(Path.GetDirectoryName(path)!);
            if (!Directory.Exists(path)) // that is said when it is opened
            {
                PrivateFiles.MakeFile(path); // SQLite gives the files beside it the same mode
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{path}: its folder cannot be made. Check the path, and that this user may write there. ({fault.Message})", fault);
        }
    }
}
