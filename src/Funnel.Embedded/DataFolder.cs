using Funnel.Embedded.Sqlite;
using Funnel.Embedded.Triggers.Http;

namespace Funnel.Embedded;

/// <summary>
/// Says whose a data folder is: any number of hosts may share it, a repair has it alone. The system gives up what a killed process held. Not seen across machines, nor by
/// hosts of versions that did not know it.
/// </summary>
internal static class DataFolder
{
    public const string LockName = "in-use.lock";

    /// <summary>Folder of the key ring.</summary>
    public const string Keys = "keys";

    /// <summary>Folder of the timers' memory.</summary>
    public const string Timers = "timers";

    /// <summary>All that a host keeps in its folder.</summary>
    private static readonly string[] Ours =
        [SqliteStorageRegistration.FileName + "*", Path.ChangeExtension(SqliteStorageRegistration.FileName, ".witness"), LockName, HostKeys.FileName + "*", Keys + "/*", Timers + "/*"];

    /// <summary>Makes the folder, for its user alone; of one that is there others' rights are taken, and those to what is ours in it.</summary>
    /// <returns>What others could have read until now.</returns>
    public static IReadOnlyList<string> Make(string folder)
    {
        PrivateFiles.MakeFolder(folder);
        PrivateFiles.MakeFolder(Path.Combine(folder, Keys));
        return PrivateFiles.Tighten(folder, Ours);
    }

    /// <summary>Held by a host while it runs.</summary>
    /// <exception cref="StartupException">A repair has it.</exception>
    public static IDisposable Share(string folder) => Open(folder, FileShare.ReadWrite)
        ?? throw new StartupException("Another command has the data folder alone.", [$"{folder}: start again when funnel rebuild, or funnel import, has ended"]);

    /// <summary>Whether a process has the folder open; false when there is no such folder.</summary>
    public static bool IsInUse(string folder)
    {
        if (!File.Exists(Path.Combine(folder, LockName)))
        {
            return false;
        }

        IDisposable? held = Open(folder, FileShare.None);
        held?.Dispose();
        return held is null;
    }

    /// <summary>Held by a repair.</summary>
    /// <exception cref="StartupException">A process has the folder open.</exception>
    public static IDisposable Take(string folder) => Open(folder, FileShare.None)
        ?? throw new StartupException("The data folder is in use.", [$"{folder}: stop every funnel that was started with this --data folder, then try again"]);

    /// <returns>Null when it is taken.</returns>
    private static FileStream? Open(string folder, FileShare share)
    {
        try
        {
            PrivateFiles.MakeFile(Path.Combine(folder, LockName));

            // For reading only: with write access some systems lock nothing for those who share.
            return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.Read, share);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            return null;
        }
    }
}
