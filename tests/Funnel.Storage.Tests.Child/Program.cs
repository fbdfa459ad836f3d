using System.Globalization;
using Funnel.Embedded.Sqlite;
using Funnel.Storage;

// The second process of the tests that need one: opens the file it is given and works on it until it is done or killed.
await using var store = SqliteStore.Open(args[1], TimeProvider.System);
await System.Console.Out.WriteLineAsync("ready");
switch (args[0])
{
    case "increment":
        await Increment(int.Parse(args[2], CultureInfo.InvariantCulture));
        break;
    case "receive":
        await Receive(args[2], int.Parse(args[3], CultureInfo.InvariantCulture));
        break;
    case "write":
        await WriteForEver();
        break;
    default:
        return 2;
}

return 0;

// Counts the row "counter" up, with a retry for each lost race.
async Task Increment(int times)
{
    while (times > 0)
    {
        var row = await store.Rows.Find(Tables.Leads, "shared", "counter", default);
        var next = int.Parse(row!.Payload, CultureInfo.InvariantCulture) + 1;
        var change = new RowChange.Replace(row with { Payload = next.ToString(CultureInfo.InvariantCulture) });
        times -= (await store.Rows.Commit(Tables.Leads, "shared", [change], default)).Committed ? 1 : 0;
    }
}

// Takes so many messages, and prints each.
async Task Receive(string queue, int count)
{
    while (count > 0)
    {
        var messages = await store.Queues.Receive(queue, Math.Min(4, count), TimeSpan.FromHours(1), default);
        count -= messages.Count;
        foreach (var message in messages)
        {
            await System.Console.Out.WriteLineAsync(message.Body);
        }
    }
}

// Batches of ten rows and a message, from eight tasks, until somebody kills the process. Prints each batch that was committed.
async Task WriteForEver()
{
    await Task.WhenAll(Enumerable.Range(0, 8).Select(task => Task.Run(async () =>
    {
        for (var i = 0; ; i++)
        {
            var partition = string.Create(CultureInfo.InvariantCulture, $"{task}-{i}");
            await store.Queues.Enqueue(QueueNames.Replies, partition, TimeSpan.Zero, default);
            var changes = Enumerable.Range(0, 10).Select(n => new RowChange.Insert(new(partition, $"row-{n}", new string('x', 500))));
            await store.Rows.Commit(Tables.Leads, partition, [.. changes], default);
            await System.Console.Out.WriteLineAsync(partition);
        }
    })));
}
