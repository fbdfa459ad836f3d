using FsCheck;
using FsCheck.Fluent;
using Funnel.Storage.InMemory;

namespace Funnel.Storage.Tests.Sqlite;

/// <summary>Random histories, done on SQLite and on the in-memory model: both must give the same answers and end with the same rows.</summary>
public sealed class RandomOperationsTests : IAsyncLifetime
{
    private static readonly string[] Keys = ["a", "a\0", "b", "/", "资", "\ud7ff", "😀", "\ue000", "Ａ"];

    private readonly SqliteFolder folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await folder.DisposeAsync();

    [Fact]
    public void Rows_behave_as_the_model_does()
    {
        var rows = folder.Open().Rows;
        var histories = Gen.Choose(0, int.MaxValue).ListOf(40).ToArbitrary();
        Prop.ForAll(histories, history => RowsAgree(rows, history).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Queues_behave_as_the_model_does()
    {
        var queues = folder.Open().Queues;
        var histories = Gen.Choose(0, int.MaxValue).ListOf(60).ToArbitrary();
        Prop.ForAll(histories, history => QueuesAgree(queues, history).GetAwaiter().GetResult()).QuickCheckThrowOnFailure();
    }

    // Each number seeds one operation, so that FsCheck shrinks a failing history by leaving operations out.
    private static async Task<bool> RowsAgree(IRows sqlite, IEnumerable<int> history)
    {
        var pair = new RowPair(sqlite, new MemoryRows(), Guid.NewGuid().ToString("N"), Keys);
        foreach (var seed in history)
        {
            var random = new System.Random(seed);
            if (!await pair.CommitOn(random) || !await pair.QueryOn(random))
            {
                return false;
            }
        }

        return await pair.SameRows(KeyRange.All, 1_000);
    }

    private async Task<bool> QueuesAgree(IQueues sqlite, IEnumerable<int> history)
    {
        var pair = new QueuePair(sqlite, new MemoryQueues(folder.Time), "q-" + Guid.NewGuid().ToString("N"), folder.Time);
        foreach (var seed in history)
        {
            if (!await pair.StepOn(new System.Random(seed)))
            {
                return false;
            }
        }

        return true;
    }
}
