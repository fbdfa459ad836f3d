using System.Globalization;
using Funnel.Storage;

namespace Funnel.Benchmarks.Storage;

/// <summary>Rows of the size of a small lead: 300 characters of payload, three columns.</summary>
internal sealed class RowWork(IRows rows)
{
    private const string Table = Tables.Leads;
    private static readonly string Payload = $$"""{"schema":1,"text":"{{new string('x', 270)}}"}""";
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["Stage"] = "Replied", ["Platform"] = "douyin", ["Video"] = "7300000000000000000",
    };

    private int runs;
    private string lastPartition = "";

    /// <summary>One row a commit, each in its own partition.</summary>
    /// <param name="scattered">Whether the tasks write in as many places of the key space, as leads of many people do, or all at its end.</param>
    public async Task<long> Singles(int tasks, int each, bool scattered)
    {
        var run = Interlocked.Increment(ref runs);
        var last = 0;
        await InTasks(tasks, each, async (task, i) =>
        {
            var partition = scattered ? Name(run, task, i) : Name(run, 0, Interlocked.Increment(ref last));
            Committed(await rows.Commit(Table, partition, [new RowChange.Insert(Make(partition, "lead"))], default));
        });
        return (long)tasks * each;
    }

    public async Task<long> Batches(int tasks, int each)
    {
        var run = Interlocked.Increment(ref runs);
        lastPartition = Name(run, 0, 0);
        await InTasks(tasks, each, async (task, i) =>
        {
            var partition = Name(run, task, 0);
            var changes = Enumerable.Range(i * 100, 100).Select(n => new RowChange.Insert(Make(partition, n.ToString("D9", CultureInfo.InvariantCulture))));
            Committed(await rows.Commit(Table, partition, [.. changes], default));
        });
        return tasks * each * 100L;
    }

    public async Task<long> Replaces(int tasks, int each)
    {
        var run = Interlocked.Increment(ref runs);
        var versions = new string[tasks];
        for (var task = 0; task < tasks; task++)
        {
            versions[task] = Committed(await rows.Commit(Table, Name(run, task, 0), [new RowChange.Insert(Make(Name(run, task, 0), "lead"))], default));
        }

        await InTasks(tasks, each, async (task, _) =>
        {
            var row = Make(Name(run, task, 0), "lead") with { Version = versions[task] };
            versions[task] = Committed(await rows.Commit(Table, row.Partition, [new RowChange.Replace(row)], default));
        });
        return (long)tasks * each;
    }

    public async Task<long> Finds(int tasks, int each)
    {
        await InTasks(tasks, each, async (_, i) =>
        {
            var row = await rows.Find(Table, lastPartition, (i % 5_000).ToString("D9", CultureInfo.InvariantCulture), default);
            ArgumentNullException.ThrowIfNull(row);
        });
        return (long)tasks * each;
    }

    public async Task<long> Pages()
    {
        long read = 0;
        for (var round = 0; round < 20; round++)
        {
            string? continuation = null;
            do
            {
                var page = await rows.Query(Table, lastPartition, KeyRange.All, 100, continuation, default);
                read += page.Rows.Count;
                continuation = page.Continuation;
            }
            while (continuation is not null);
        }

        return read;
    }

    internal static Task InTasks(int tasks, int each, Func<int, int, Task> work) =>
        Task.WhenAll(Enumerable.Range(0, tasks).Select(task => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                await work(task, i);
            }
        })));

    private static string Name(int run, int task, int i) => string.Create(CultureInfo.InvariantCulture, $"{run:D3}-{task:D3}-{i:D9}");

    private static Row Make(string partition, string key) => new(partition, key, Payload) { Columns = Columns };

    private static string Committed(CommitResult result) =>
        result.Versions?[0] ?? throw new InvalidOperationException($"Change {result.ConflictAt} was refused.");
}
