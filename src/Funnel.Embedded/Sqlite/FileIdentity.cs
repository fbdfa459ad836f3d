using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Funnel.Embedded.Sqlite;

/// <summary>
/// Which file lies at a path: a copy of it, or one made anew under its name, is another. Known on Linux; elsewhere all files that exist are <see cref="Unknown"/>.
/// </summary>
/// <param name="Inode">Its number in the file system, which is used again when a file is gone.</param>
/// <param name="Born">When it was made, in nanoseconds; 0 where the file system does not keep that.</param>
internal readonly partial record struct FileIdentity(ulong Inode, long Born)
{
    // https://man7.org/linux/man-pages/man2/statx.2.html: struct statx has the same form on all processors.
    private const int CurrentFolder = -100;
    private const uint InodeAndBirth = 0x100 | 0x800 | 0x200;
    private const int Size = 256;
    private const int InodeAt = 32;
    private const int LengthAt = 40;
    private const int BornAt = 80;

    public static FileIdentity Unknown => default;

    public bool IsKnown => this != Unknown;

    /// <summary>Looks at the path. Costs a system call.</summary>
    /// <returns>Null when no file is there, or an empty one.</returns>
    public static FileIdentity? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new FileInfo(path) is { Exists: true, Length: > 0 } ? Unknown : null;
        }

        Span<byte> found = stackalloc byte[Size];
        if (StatX(CurrentFolder, path, 0, InodeAndBirth, ref MemoryMarshal.GetReference(found)) != 0)
        {
            return File.Exists(path) ? Unknown : null; // a kernel or container that does not know the call
        }

        var born = (BinaryPrimitives.ReadInt64LittleEndian(found[BornAt..]) * 1_000_000_000) + BinaryPrimitives.ReadUInt32LittleEndian(found[(BornAt + 8)..]);
        return BinaryPrimitives.ReadUInt64LittleEndian(found[LengthAt..]) == 0 ? null : new(BinaryPrimitives.ReadUInt64LittleEndian(found[InodeAt..]), born);
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatX(int folder, string path, int flags, uint mask, ref byte result);
}
