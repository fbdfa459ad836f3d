using Funnel.Storage;

namespace Funnel.Tests.Leads;

/// <summary>Rows with something happening right before each look at one and each commit, and after each commit.</summary>
internal sealed class HookedRows(IRows inner) : IRows
{
    public Func<string, Task> BeforeCommit { get; set; } = _ => Task.CompletedTask;

    public Func<string, Task> AfterCommit { get; set; } = _ => Task.CompletedTask;

    public int Commits { get; private set; }

    public Func<Task> BeforeFind { get; set; } = () => Task.CompletedTask;

    public int Finds { get; private set; }

    public async ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct)
    {
        Finds++;
        await BeforeFind();
        return await inner.Find(table, partition, key, ct);
    }

    public int Queries { get; private set; }

    public ValueTask<RowPage> Query(string table, string partition, KeyRange range, int take, string? continuation, CancellationToken ct)
    {
        Queries++;
        return inner.Query(table, partition, range, take, continuation, ct);
    }

    public ValueTask<RowPage> QueryKey(string table, string key, int take, string? continuation, CancellationToken ct) =>
        inner.QueryKey(table, key, take, continuation, ct);

    public async ValueTask<CommitResult> Commit(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken ct)
    {
        await BeforeCommit(table);
        Commits++;
        var result = await inner.Commit(table, partition, changes, ct);
        await AfterCommit(table);
        return result;
    }
}
