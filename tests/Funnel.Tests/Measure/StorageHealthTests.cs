using Funnel.Accounts;
using Funnel.Storage;
using static Funnel.Tests.Measure.HealthBench;

namespace Funnel.Tests.Measure;

/// <summary>What health says of the store, and what it costs it.</summary>
public sealed class StorageHealthTests : HealthCase
{
    [Fact]
    public async Task A_store_that_cannot_be_written_is_named_although_it_can_be_read()
    {
        bench.Pass(10 * Minute);
        var before = (await Well()).StorageWrittenAt;
        bench.Store.Broken = new StorageException("funnel.db: has no room: the disk is full. Free some space; nothing of this write was kept.");
        bench.Pass(Minute);
        var report = await Wrong("storage: funnel.db: has no room: the disk is full. Free some space");
        Assert.Equal(before, report.StorageWrittenAt);
        bench.Store.Broken = null;
        await Well();
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_named_once_with_what_this_process_knows()
    {
        bench.Pass(10 * Minute);
        (bench.Store.Broken, bench.Store.ReadsToo) = (new StorageException("the service is unreachable"), true);
        var report = await Wrong("storage: the service is unreachable");
        Assert.NotNull(Assert.Single(report.Accounts).ReadAt);
        bench.Store.Broken = null;
        await Well();
    }

    [Fact]
    public async Task A_write_that_never_comes_back_is_named_in_time_and_tried_only_once()
    {
        bench.Store.Hangs = true;
        foreach (var _ in new[] { 1, 2 })
        {
            var asked = bench.Ask();
            while (!asked.IsCompleted)
            {
                bench.Clock.Advance(bench.Clock.IsAwaited ? TimeSpan.FromSeconds(1) : TimeSpan.Zero); // on a busy machine it may not wait yet, or not run again yet
                await Task.Yield();
            }

            Assert.StartsWith("storage: a write has not come back within 5 s", Assert.Single((await asked).Wrong), StringComparison.Ordinal);
        }

        Assert.Equal(1, bench.Store.Commits);
    }

    [Fact]
    public async Task A_fault_of_its_own_is_part_of_the_answer()
    {
        (bench.Store.Broken, bench.Store.ReadsToo) = (new InvalidOperationException("a bug"), true);
        Assert.All((await bench.Ask()).Wrong, w => Assert.StartsWith("the health check itself failed at ", w, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Messages_that_failed_again_and_again_are_named()
    {
        await bench.Queues.Enqueue(QueueNames.Poison(QueueNames.Comments), "x", TimeSpan.Zero, CancellationToken.None);
        await Wrong("queue comments-poison holds 1 messages that failed again and again");
    }

    [Fact]
    public async Task Another_process_sees_what_this_one_did_and_missed()
    {
        bench.Pass(5 * Minute);
        var (_, _, other) = bench.NewProcess();
        bench.Pass(10 * Minute);
        var seen = await other.Read(CancellationToken.None);
        Assert.Empty(seen.Wrong);
        Assert.InRange(bench.Clock.GetUtcNow() - Assert.Single(seen.Accounts).ReadAt!.Value, TimeSpan.Zero, Minute);

        bench.Fail(FactKind.Reply, 3);
        bench.Pass(2 * Minute);
        Assert.Contains("replying failed 3 times", Assert.Single((await other.Read(CancellationToken.None)).Wrong), StringComparison.Ordinal);

        bench.Facts.Succeeded(FactKind.Reply, Shop);
        bench.Pass(3 * Minute);
        Assert.Empty((await other.Read(CancellationToken.None)).Wrong);

        bench.Pass(4 * Minute, polls: false);
        Assert.Contains("timer PollComments has not run for", Assert.Single((await other.Read(CancellationToken.None)).Wrong), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_noted_is_written_once_a_minute_and_not_at_all_when_nothing_happens()
    {
        await using var many = new HealthBench([.. Enumerable.Range(0, 20).Select(i => $"shop-{i}")]);
        for (var minute = 1; minute <= 60; minute++)
        {
            many.Pass(Minute);
            await Commits(minute);
        }

        many.Clock.Advance(Minute); // what was noted since the last write
        await Commits(61);
        many.Clock.Advance(60 * Minute);
        await Task.Delay(TimeSpan.FromMilliseconds(50));
        await Commits(61);

        async Task Commits(int expected)
        {
            for (var patience = 0; many.Store.Commits < expected && patience < 1_000; patience++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5)); // the write runs on a thread of the pool
            }

            Assert.Equal(expected, many.Store.Commits);
        }
    }

    [Fact]
    public async Task Asking_costs_few_storage_operations_however_many_accounts_there_are()
    {
        await using var many = new HealthBench([.. Enumerable.Range(0, 50).Select(i => $"shop-{i}")]);
        many.Pass(2 * Minute);
        many.Store.Operations = 0;
        Assert.True((await many.Ask()).Ok);
        Assert.InRange(many.Store.Operations, 1, 16); // twelve of them count poison queues, of both kinds
        many.Store.Operations = 0;
        await many.Ask();
        Assert.InRange(many.Store.Operations, 1, 2);
    }
}
