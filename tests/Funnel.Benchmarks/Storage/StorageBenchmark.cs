using Funnel.Embedded.Sqlite;
using Funnel.Storage;
using Funnel.Storage.InMemory;

namespace Funnel.Benchmarks.Storage;

/// <summary>What the adapters do in a second: SQLite in a temporary folder, and memory beside it for scale.</summary>
internal static class StorageBenchmark
{
    public static async Task Run(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("funnel-storage-");
        try
        {
            await using (var store = SqliteStore.Open(Path.Combine(folder.FullName, "funnel.db"), TimeProvider.System))
            {
                await RunOn("SQLite", store.Rows, store.Queues);
            }

            await RunOn("memory", new MemoryRows(), new MemoryQueues(TimeProvider.System));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunOn(string adapter, IRows rows, IQueues queues)
    {
        var rowWork = new RowWork(rows);
        await rowWork.Singles(tasks: 32, each: 200, scattered: true);
        await Measurement.Rate($"{adapter}: single inserts, 1 task", "commits", () => rowWork.Singles(1, 20_000, scattered: false));
        await Measurement.Rate($"{adapter}: single inserts, 32 tasks", "commits", () => rowWork.Singles(32, 5_000, scattered: false));
        await Measurement.Rate($"{adapter}: the same, scattered keys", "commits", () => rowWork.Singles(32, 5_000, scattered: true));
        await Measurement.Rate($"{adapter}: batches of 100, 1 task", "rows", () => rowWork.Batches(tasks: 1, each: 1_000));
        await Measurement.Rate($"{adapter}: batches of 100, 32 tasks", "rows", () => rowWork.Batches(tasks: 32, each: 50));
        await Measurement.Rate($"{adapter}: replace with version, 32 tasks", "commits", () => rowWork.Replaces(tasks: 32, each: 3_000));
        await Measurement.Rate($"{adapter}: find, 2 tasks", "rows", () => rowWork.Finds(tasks: 2, each: 100_000));
        await Measurement.Rate($"{adapter}: query pages of 100", "rows", rowWork.Pages);

        var queueWork = new QueueWork(queues);
        await Measurement.Rate($"{adapter}: enqueue, 32 tasks", "messages", () => queueWork.Enqueue(tasks: 32, each: 3_000));
        await Measurement.Rate($"{adapter}: receive 32 and delete, 4 tasks", "messages", () => queueWork.Drain(tasks: 4));
    }
}
