using Funnel.Storage.Tests.Contract;

namespace Funnel.Storage.Tests.Rows;

public abstract partial class RowsContract
{
    [AdapterTheory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task Rows_of_one_key_are_found_in_every_partition_by_ascending_partition(int take)
    {
        string[] partitions = [.. Ordered.Select(key => partition + key)];
        var one = "key/" + Guid.NewGuid().ToString("N");
        foreach (var name in partitions)
        {
            var row = new Row(name, one, """{"n":1}""") { Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["Stage"] = "Added" } };
            await Rows.Commit(Table, name, [new RowChange.Insert(row), new RowChange.Insert(row with { Key = one + "1" }), new RowChange.Insert(row with { Key = "key" })], default);
            await Rows.Commit(Tables.Lists, name, [new RowChange.Insert(row)], default);
        }

        var found = new List<Row>();
        string? continuation = null;
        do
        {
            var page = await Rows.QueryKey(Table, one, take, continuation, default);
            Assert.InRange(page.Rows.Count, 0, take);
            found.AddRange(page.Rows);
            continuation = page.Continuation;
        }
        while (continuation is not null);

        Assert.Equal(partitions, found.Select(row => row.Partition));
        Assert.All(found, row => Assert.Equal((one, """{"n":1}""", "Added"), (row.Key, row.Payload, row.Columns["Stage"])));
        Assert.Equal((await Rows.Find(Table, partitions[5], one, default))!.Version, found[5].Version);
    }

    [AdapterFact]
    public async Task A_key_that_no_partition_has_is_found_nowhere()
    {
        await InsertAll(["a"]);
        var page = await Rows.QueryKey(Table, Guid.NewGuid().ToString("N"), 10, null, default);
        Assert.Empty(page.Rows);
        Assert.Null(page.Continuation);
    }

    [AdapterFact]
    public async Task A_key_is_looked_for_a_page_at_a_time()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Rows.QueryKey(Table, "a", 0, null, default).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Rows.QueryKey(Table, "a", RowRules.MaxPageRows + 1, null, default).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => Rows.QueryKey(Table, "", 1, null, default).AsTask());
    }
}
