namespace Funnel.Storage.Tests.Rows;

/// <summary>
/// What every <see cref="IRows"/> must do. One subclass per adapter runs all of it unchanged, so the subclass' name says in the test
/// output which adapter a test is about.
/// </summary>
public abstract partial class RowsContract : IAsyncLifetime
{
    protected const string Table = Tables.Leads;

    // Each test has its own partition: adapters may share one store between tests.
    private readonly string partition = "test-" + Guid.NewGuid().ToString("N");

    protected IRows Rows { get; private set; } = null!;

    public async Task InitializeAsync() => Rows = await Open();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    protected abstract Task<IRows> Open();

    private Row Make(string key, string payload = """{"n":1}""") => new(partition, key, payload);

    private async Task<CommitResult> Commit(params RowChange[] changes) => await Rows.Commit(Table, partition, changes, default);

    private async Task<Row?> Find(string key) => await Rows.Find(Table, partition, key, default);

    private async Task<Row> Insert(string key, string payload = """{"n":1}""")
    {
        var result = await Commit(new RowChange.Insert(Make(key, payload)));
        Assert.True(result.Committed);
        return Make(key, payload) with { Version = Assert.Single(result.Versions!) };
    }

    private async Task InsertAll(IEnumerable<string> keys)
    {
        foreach (var batch in keys.Chunk(RowRules.MaxChanges))
        {
            Assert.True((await Commit([.. batch.Select(key => new RowChange.Insert(Make(key)))])).Committed);
        }
    }

    private async Task<List<string>> Keys(KeyRange range, int take = RowRules.MaxPageRows)
    {
        var keys = new List<string>();
        string? continuation = null;
        do
        {
            var page = await Rows.Query(Table, partition, range, take, continuation, default);
            Assert.InRange(page.Rows.Count, 0, take);
            keys.AddRange(page.Rows.Select(row => row.Key));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return keys;
    }
}
