using Funnel.Storage.Tests.Queues;

namespace Funnel.Storage.Tests.Sqlite;

public sealed class SqliteQueuesTests : QueuesContract
{
    private readonly SqliteFolder folder = new();

    public override async Task DisposeAsync() => await folder.DisposeAsync();

    protected override Task<IQueues> Open() => Task.FromResult(folder.Open().Queues);

    protected override Task Advance(TimeSpan by)
    {
        folder.Time.Advance(by);
        return Task.CompletedTask;
    }
}
