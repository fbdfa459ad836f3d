using Funnel.Embedded.Sqlite;

namespace Funnel.Storage.Tests.Sqlite;

/// <summary>A temporary folder with the stores that a test opens in it; closes and removes all of it.</summary>
public sealed class SqliteFolder : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("funnel-storage-");
    private readonly List<SqliteStore> stores = [];

    public ManualTime Time { get; } = new(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public string File => Path.Combine(folder.FullName, "funnel.db");

    public SqliteStore Open(TimeProvider? time = null, TimeSpan? patience = null)
    {
        var store = SqliteStore.Open(File, time ?? Time, patience);
        stores.Add(store);
        return store;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }
}
