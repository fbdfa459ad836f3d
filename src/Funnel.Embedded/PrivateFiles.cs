namespace Funnel.Embedded;

/// <summary>
/// Folders and files that nobody but their user may look into, where the system knows such modes (not on Windows, where the folder's own rights hold). A file system that
/// keeps no modes is let be.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileModeOfOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder, with those above it; one that is there stays as it is.</summary>
    public static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, FolderMode);
        }
    }

    /// <summary>Options that make a file which only its user may read; one that is there keeps its mode.</summary>
    public static FileStreamOptions Options(FileMode mode, FileAccess access, FileShare share = FileShare.None)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows() && mode is not FileMode.Open)
        {
            options.UnixCreateMode = FileModeOfOwner;
        }

        return options;
    }

    /// <summary>Makes an empty file where none is. One that is there is not touched: to close it would give up locks that this process holds on it.</summary>
    public static void MakeFile(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        try
        {
            using var made = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(made, FileModeOfOwner); // nothing is in it yet
            }
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was quicker, with the same mode.
        }
    }

    /// <summary>Writes a small file anew, and to the disk.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        File.Delete(path);
        MakeFile(path);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        RandomAccess.Write(file, content, 0);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Takes from a folder and the files named by patterns what others than its user may do: earlier versions left that to the system.</summary>
    /// <param name="patterns">Of names in the folder, or in a folder directly in it. Anything else there is not ours.</param>
    /// <returns>What others could have read; empty when nothing, or where there are no modes.</returns>
    public static IReadOnlyList<string> Tighten(string folder, params IReadOnlyList<string> patterns)
    {
        var loose = new List<string>();
        if (OperatingSystem.IsWindows())
        {
            return loose;
        }

        Tighten(folder, FolderMode, loose);
        foreach (var pattern in patterns)
        {
            var (inside, name) = (Path.GetDirectoryName(pattern)!, Path.GetFileName(pattern));
            if (inside.Length > 0 && Directory.Exists(Path.Combine(folder, inside)))
            {
                Tighten(Path.Combine(folder, inside), FolderMode, loose);
            }

            var at = Path.Combine(folder, inside);
            foreach (var file in Directory.Exists(at) ? Directory.GetFiles(at, name) : [])
            {
                Tighten(file, FileModeOfOwner, loose);
            }
        }

        return loose;
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Tighten(string path, UnixFileMode mode, List<string> loose)
    {
        try
        {
            var now = File.GetUnixFileMode(path);
            if ((now & ~mode) == 0)
            {
                return;
            }

            File.SetUnixFileMode(path, now & mode);
            loose.Add(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Of another user, or gone by now, or on a file system without modes.
        }
    }
}
