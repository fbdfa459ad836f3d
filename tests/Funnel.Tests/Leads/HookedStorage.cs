using Funnel.Storage;

namespace Funnel.Tests.Leads;

/// <summary>Rows with something happening right before each commit.</summary>
internal sealed class HookedRows(IRows inner) : IRows
{
    public Func<string, Task> BeforeCommit { get; set; } = _ => Task.CompletedTask;

    public int Commits { get; private set; }

    public ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct) => inner.Find(table, partition, key, ct);

    public ValueTask<RowPage> Query(string table, string partition, KeyRange range, int take, string? continuation, CancellationToken ct) =>
        inner.Query(table, partition, range, take, continuation, ct);

    public async ValueTask<CommitResult> Commit(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken ct)
    {
        await BeforeCommit(table);
        Commits++;
        return await inner.Commit(table, partition, changes, ct);
    }
}
