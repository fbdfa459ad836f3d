using System.Globalization;
using Funnel.Storage.Tests.Contract;

namespace Funnel.Storage.Tests.Rows;

public abstract partial class RowsContract
{
    /// <summary>Fewer where each write is a slow call.</summary>
    protected virtual int IncrementsPerTask => 50;

    [AdapterFact]
    public async Task Increments_by_many_tasks_lose_nothing()
    {
        await Insert("counter", "0");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < IncrementsPerTask; i++)
            {
                await Increment();
            }
        })));

        Assert.Equal(8 * IncrementsPerTask, int.Parse((await Find("counter"))!.Payload, CultureInfo.InvariantCulture));
    }

    [AdapterFact]
    public async Task Of_many_inserts_of_one_row_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(
            () => Commit(new RowChange.Insert(Make("lead", Number(i))), new RowChange.Insert(Make("by-" + Number(i)))))));

        var winner = Assert.Single(Enumerable.Range(0, 16), i => results[i].Committed);
        Assert.Equal(Number(winner), (await Find("lead"))!.Payload);
        Assert.Equal(["by-" + Number(winner), "lead"], await Keys(KeyRange.All));
    }

    [AdapterFact]
    public async Task A_write_is_seen_by_the_next_read()
    {
        for (var i = 0; i < 20; i++)
        {
            await Commit(new RowChange.Put(Make("lead", Number(i))));
            Assert.Equal(Number(i), (await Find("lead"))!.Payload);
        }
    }

    [AdapterFact]
    public async Task A_cancelled_call_writes_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Rows.Commit(Table, partition, [new RowChange.Put(Make("lead"))], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Rows.Find(Table, partition, "lead", cancelled));
        Assert.Null(await Find("lead"));
    }

    private async Task Increment()
    {
        while (true)
        {
            var row = (await Find("counter"))!;
            var next = int.Parse(row.Payload, CultureInfo.InvariantCulture) + 1;
            if ((await Commit(new RowChange.Replace(row with { Payload = next.ToString(CultureInfo.InvariantCulture) }))).Committed)
            {
                return;
            }
        }
    }
}
