using Funnel.Storage.Tests.Rows;

namespace Funnel.Storage.Tests.Sqlite;

public sealed class SqliteRowsTests : RowsContract
{
    private readonly SqliteFolder folder = new();

    public override async Task DisposeAsync() => await folder.DisposeAsync();

    protected override Task<IRows> Open() => Task.FromResult(folder.Open().Rows);
}
