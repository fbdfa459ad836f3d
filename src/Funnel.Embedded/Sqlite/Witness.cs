using System.Buffers.Binary;
using Funnel.Storage;
using Microsoft.Win32.SafeHandles;

namespace Funnel.Embedded.Sqlite;

/// <summary>
/// A small file beside the database that knows how far it had come: whose it is, the last commit, and when that was. Written after each commit and never forced to the
/// disk, so it is never ahead of a database that is whole, whatever is killed when; a database that is behind it has lost commits.
/// </summary>
internal sealed class Witness : IDisposable
{
    private const string Extension = ".witness";

    private const ulong Mark = 0x31_57_4E_4E_55_46; // "FUNNW1"
    private const int Length = 48;

    private readonly SafeFileHandle file;
    private readonly byte[] record = new byte[Length];

    private Witness(SafeFileHandle file) => this.file = file;

    /// <summary>Where the witness of a database is. Its name does not begin as the database's does: whoever deletes or copies funnel.db* leaves it.</summary>
    public static string Of(string database) => Path.ChangeExtension(database, Extension);

    /// <exception cref="StorageException">The file cannot be opened.</exception>
    public static Witness Open(string database)
    {
        try
        {
            PrivateFiles.MakeFile(Of(database));
            return new(File.OpenHandle(Of(database), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{Of(database)}: cannot be opened. Give this user write permission on the file and its folder. ({fault.Message})", fault);
        }
    }

    /// <summary>What was written last; null when nothing readable was.</summary>
    public Testimony? Read()
    {
        Span<byte> read = stackalloc byte[Length];
        return RandomAccess.Read(file, read, 0) == Length && Number(read, 0) == (long)Mark
            ? new(Number(read, 1), Number(read, 2), new(Number(read, 3), TimeSpan.Zero), new((ulong)Number(read, 4), Number(read, 5)))
            : null;
    }

    /// <summary>Costs a system call. A full disk changes nothing: the file has its size from the beginning.</summary>
    public void Write(Testimony now)
    {
        ReadOnlySpan<long> numbers = [(long)Mark, now.StoreId, now.Commits, now.At.UtcTicks, (long)now.Identity.Inode, now.Identity.Born];
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(i * sizeof(long)), numbers[i]);
        }

        RandomAccess.Write(file, record, 0);
    }

    public void Dispose() => file.Dispose();

    private static long Number(ReadOnlySpan<byte> read, int index) => BinaryPrimitives.ReadInt64LittleEndian(read[(index * sizeof(long))..]);
}

/// <summary>How far a database had come.</summary>
/// <param name="StoreId">Given to it when it was made.</param>
/// <param name="Commits">The number of its last write, see <see cref="VersionCounter"/>.</param>
/// <param name="At">When that was.</param>
internal sealed record Testimony(long StoreId, long Commits, DateTimeOffset At, FileIdentity Identity);
