using Funnel.Storage.Tests.Sqlite;

namespace Funnel.Storage.Tests.Recovery;

public sealed class SqliteEmptyStoreTests : EmptyStoreContract
{
    private readonly SqliteFolder folder = new();

    public override async Task DisposeAsync() => await folder.DisposeAsync();

    protected override Task<IRows> Open() => Task.FromResult(folder.Open().Rows);
}
