using Funnel.Storage;
using SQLitePCL;

namespace Funnel.Embedded.Sqlite;

/// <summary>SQLite's result codes, said so that whoever runs the host knows which file it is and what to do.</summary>
internal static class SqliteFault
{
    // https://www.sqlite.org/rescode.html: the low byte of an extended code is the primary one.
    private const int PrimaryMask = 0xFF;

    public static bool IsBusy(int code) => (code & PrimaryMask) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    public static StorageException From(int code, string detail, string file) =>
        new($"{file}: {Advice(code & PrimaryMask)} (SQLite {code}: {detail})");

    private static string Advice(int code) => code switch
    {
        raw.SQLITE_CANTOPEN => "cannot be opened. Check that the folder exists and that this user may write in it.",
        raw.SQLITE_NOTADB => "is not a SQLite database. Name another file, or move this one away.",
        raw.SQLITE_CORRUPT => "is damaged. Stop the host, move the file away together with its -wal and -shm files, and restore a backup.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH =>
            "cannot be written. Give this user write permission on the file, its folder, and its -wal and -shm files.",
        raw.SQLITE_FULL => "has no room: the disk is full. Free some space; nothing of this write was kept.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "is locked by another process for too long. Find out which one writes to it, and end it.",
        raw.SQLITE_IOERR => "could not be read or written. Check the disk, and that the file is not on a network share.",
        raw.SQLITE_TOOBIG => "was given a value larger than SQLite takes.",
        raw.SQLITE_NOMEM => "needs more memory than there is.",
        _ => "refused the operation.",
    };
}
