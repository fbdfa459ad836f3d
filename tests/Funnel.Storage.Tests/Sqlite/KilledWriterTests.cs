namespace Funnel.Storage.Tests.Sqlite;

public sealed class KilledWriterTests : IAsyncLifetime
{
    private readonly SqliteFolder folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await folder.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(2_000)]
    public async Task A_killed_process_leaves_whole_batches_and_all_that_it_reported(int lines)
    {
        var reported = new List<string>();
        using (var child = await ChildProcess.Start("write", folder.File))
        {
            for (var i = 0; i < lines; i++)
            {
                reported.Add((await child.ReadLine())!);
            }

            reported.AddRange(await child.Kill());
        }

        var store = folder.Open(TimeProvider.System);
        foreach (var partition in await Messages(store.Queues))
        {
            var rows = (await store.Rows.Query(Tables.Leads, partition, KeyRange.All, 100, null, default)).Rows.Count;
            Assert.True(rows == 10 || (rows == 0 && !reported.Contains(partition)), $"{partition} has {rows} rows");
        }

        await Assert.AllAsync(reported, async partition => Assert.NotNull(await store.Rows.Find(Tables.Leads, partition, "row-9", default)));
    }

    private static async Task<List<string>> Messages(IQueues queues)
    {
        var bodies = new List<string>();
        while (await queues.Receive(QueueNames.Replies, 32, TimeSpan.FromHours(1), default) is { Count: > 0 } messages)
        {
            bodies.AddRange(messages.Select(message => message.Body));
        }

        return bodies;
    }
}
