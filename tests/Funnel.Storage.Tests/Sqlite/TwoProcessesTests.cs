using System.Globalization;

namespace Funnel.Storage.Tests.Sqlite;

public sealed class TwoProcessesTests : IAsyncLifetime
{
    private readonly SqliteFolder folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await folder.DisposeAsync();

    [Fact]
    public async Task Two_processes_that_count_one_row_up_lose_nothing()
    {
        var store = folder.Open();
        await store.Rows.Commit(Tables.Leads, "shared", [new RowChange.Insert(new("shared", "counter", "0"))], default);
        using var child = await ChildProcess.Start("increment", folder.File, "300");

        for (var done = 0; done < 300;)
        {
            var row = (await store.Rows.Find(Tables.Leads, "shared", "counter", default))!;
            var next = (int.Parse(row.Payload, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
            var result = await store.Rows.Commit(Tables.Leads, "shared", [new RowChange.Replace(row with { Payload = next })], default);
            done += result.Committed ? 1 : 0;
        }

        await child.ReadToEnd();
        Assert.Equal("600", (await store.Rows.Find(Tables.Leads, "shared", "counter", default))!.Payload);
    }

    [Fact]
    public async Task Two_processes_never_take_the_same_message()
    {
        var store = folder.Open(TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => store.Queues.Enqueue("work", $"m{i}", TimeSpan.Zero, default).AsTask()));
        using var child = await ChildProcess.Start("receive", folder.File, "work", "800");

        var mine = new List<string>();
        while (mine.Count < 1_200)
        {
            var messages = await store.Queues.Receive("work", 4, TimeSpan.FromHours(1), default);
            mine.AddRange(messages.Select(message => message.Body));
        }

        Assert.Equal(2_000, mine.Union(await child.ReadToEnd()).Count());
        Assert.Empty(await store.Queues.Receive("work", 4, TimeSpan.FromHours(1), default));
    }

    [Fact]
    public async Task Two_stores_of_one_process_share_a_file()
    {
        var (one, two) = (folder.Open(), folder.Open());

        await Task.WhenAll(Enumerable.Range(0, 500).Select(async i =>
        {
            var store = i % 2 == 0 ? one : two;
            await store.Rows.Commit(Tables.Leads, "shared", [new RowChange.Insert(new("shared", $"{i}", "{}"))], default);
        }));

        Assert.Equal(500, (await one.Rows.Query(Tables.Leads, "shared", KeyRange.All, 1_000, null, default)).Rows.Select(row => row.Version).Distinct().Count());
    }

    [Fact]
    public async Task Stores_that_open_a_new_file_together_agree()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Embedded.Sqlite.SqliteStore.Open(folder.File, folder.Time))));

        await stores[0].Queues.Enqueue("work", "hello", TimeSpan.Zero, default);
        Assert.Equal(1, await stores[3].Queues.Count("work", default));
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }
}
