using Funnel.Embedded.Sqlite;
using Funnel.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Storage.Tests.Sqlite;

public sealed class GroupCommitTests : IAsyncLifetime
{
    private readonly SqliteFolder folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await folder.DisposeAsync();

    [Fact]
    public async Task A_lost_race_does_not_spoil_the_others_of_its_group()
    {
        var rows = folder.Open().Rows;
        RowChange[] batch = [new RowChange.Insert(new("p", "shared", "{}")), new RowChange.Insert(new("p", "second", "{}"))];

        // Issued without waiting, so that many of them share a transaction.
        var others = Enumerable.Range(0, 300).Select(i => rows.Commit(Tables.Leads, "p", [new RowChange.Put(new("p", $"{i}", "{}"))], default).AsTask()).ToList();
        var races = Enumerable.Range(0, 50).Select(_ => rows.Commit(Tables.Leads, "p", batch, default).AsTask()).ToList();

        Assert.All(await Task.WhenAll(others), result => Assert.True(result.Committed));
        Assert.Single(await Task.WhenAll(races), result => result.Committed);
        Assert.Equal(302, (await rows.Query(Tables.Leads, "p", KeyRange.All, 1_000, null, default)).Rows.Count);
    }

    [Fact]
    public async Task A_fault_reaches_everyone_of_its_group_and_the_next_group_works()
    {
        var store = folder.Open();
        await store.DisposeAsync();
        using var database = Database.Open(folder.File, TimeSpan.Zero, cacheKiB: 1_000);
        await using var writer = folder.WriterOf(database);

        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.Write<int>(_ => throw new InvalidOperationException("broken"), default));

        Assert.Equal("1", (await writer.Write(session => session.Messages.Enqueue("work"u8.ToArray(), "x"u8.ToArray(), TimeSpan.Zero), default)).Id);
    }

    [Fact]
    public async Task Both_registrations_give_working_stores()
    {
        var sqlite = new ServiceCollection().AddSqliteStorage(Path.GetDirectoryName(folder.File)!);
        var memory = new ServiceCollection().AddMemoryStorage();
        foreach (var services in new[] { sqlite, memory })
        {
            await using var provider = services.BuildServiceProvider();
            await provider.GetRequiredService<IQueues>().Enqueue("work", "hello", TimeSpan.Zero, default);
            Assert.Equal(1, await provider.GetRequiredService<IQueues>().Count("work", default));
            Assert.Null(await provider.GetRequiredService<IRows>().Find(Tables.Leads, "p", "k", default));
        }
    }
}
