using Funnel.Embedded.Sqlite;

namespace Funnel.Storage.Tests.Sqlite;

/// <summary>A temporary folder with the stores that a test opens in it; closes and removes all of it.</summary>
public sealed class SqliteFolder : IAsyncDisposable
{
    private DirectoryInfo folder = Directory.CreateTempSubdirectory("funnel-storage-");
    private readonly List<SqliteStore> stores = [];

    public ManualTime Time { get; } = new(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public string File => Path.Combine(folder.FullName, "funnel.db");

    public SqliteStore Open(TimeProvider? time = null, TimeSpan? patience = null)
    {
        var store = SqliteStore.Open(File, time ?? Time, patience);
        stores.Add(store);
        return store;
    }

    /// <summary>Moves it to another place.</summary>
    public void Move()
    {
        var to = folder.FullName + "-moved";
        folder.MoveTo(to);
        folder = new(to);
    }

    /// <summary>Puts a copy in its place, as from a backup.</summary>
    public void Replace()
    {
        var copy = Directory.CreateDirectory(folder.FullName + "-copy");
        foreach (var file in folder.GetFiles())
        {
            file.CopyTo(Path.Combine(copy.FullName, file.Name));
        }

        var path = folder.FullName;
        folder.Delete(recursive: true);
        copy.MoveTo(path);
        folder = new(path);
    }

    internal GroupWriter WriterOf(Database database) => new(new(database, new(File, Witness.Open(File), 1, VersionCounter.Of(database), Time), Time));

    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }
}
