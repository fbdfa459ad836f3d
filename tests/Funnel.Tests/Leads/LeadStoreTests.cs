using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Funnel.Tests.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Leads;

public sealed class LeadStoreTests
{
    private static readonly LeadId Id = LeadId.Of("shop", "p1");
    private readonly SimulatedClock clock = new(Noon);
    private readonly HookedRows rows = new(new MemoryRows());
    private readonly MemoryQueues queues;
    private readonly LeadLists lists;
    private readonly LeadStore one;
    private readonly LeadStore two;

    public LeadStoreTests()
    {
        queues = new(clock);
        lists = new(rows, clock, NullLogger<LeadLists>.Instance);
        one = new(rows, queues, lists, new(rows, clock));
        two = new(rows, queues, new(rows, clock, NullLogger<LeadLists>.Instance), new(rows, clock));
    }

    [Fact]
    public async Task A_message_is_in_its_queue_before_the_state_that_wants_it_is_committed()
    {
        var indexed = false;
        rows.BeforeCommit = async table =>
        {
            if (string.Equals(table, Tables.Lists, StringComparison.Ordinal))
            {
                indexed = true; // what is under way is noted first of all
                return;
            }

            Assert.True(indexed);
            Assert.Equal(1, await queues.Count(QueueNames.Replies, CancellationToken.None));
            throw new StorageException("down");
        };
        await Assert.ThrowsAsync<StorageException>(() => Apply(one, Inquire()));
        Assert.Null(await one.Find(Id, CancellationToken.None));
    }

    [Fact]
    public async Task Of_two_processes_that_claim_exactly_one_wins()
    {
        await Apply(one, Inquire());
        await Apply(two, Claim(ReplyId, 1));
        var late = await Apply(one, Claim(ReplyId, 2));
        Assert.NotNull(late.Refusal);
        Assert.Equal("a1", (await one.Find(Id, CancellationToken.None))!.Find(ReplyId)!.AttemptId);
    }

    [Fact]
    public async Task A_race_lost_in_the_middle_is_decided_again_on_the_newest_state()
    {
        await Apply(one, Inquire());
        var raced = false;
        rows.BeforeCommit = async _ =>
        {
            if (!raced)
            {
                raced = true;
                await Apply(two, Claim(ReplyId, 1));
            }
        };
        Assert.NotNull((await Apply(one, Claim(ReplyId, 2))).Refusal);
        Assert.Equal(1, (await one.Find(Id, CancellationToken.None))!.Find(ReplyId)!.Attempts);
    }

    [Fact]
    public async Task What_one_process_remembers_never_says_no_for_another()
    {
        await Apply(one, Inquire());
        await Apply(one, Claim(ReplyId));
        await Apply(two, Settle(ReplyId, Failed(FailureKind.Transient)));
        Assert.Null((await Apply(one, Claim(ReplyId, 60))).Refusal);
    }

    [Fact]
    public async Task A_lead_thought_to_be_new_is_joined_when_it_is_not()
    {
        await Apply(one, Inquire());
        var again = await two.Apply(Id, l => LeadDecider.Decide(l, Inquire("c2")), CancellationToken.None, mayBeNew: true);
        Assert.Equal(2, again.State!.Asks.Length);
        Assert.Equal(2, (await one.Find(Id, CancellationToken.None))!.Entries);
    }

    [Fact]
    public async Task The_journal_has_everything_in_order()
    {
        await Apply(one, Inquire());
        await Apply(two, Claim(ReplyId));
        await Apply(one, Settle(ReplyId, new SendReceipt("r1")));
        await Apply(two, Arrive());
        await Apply(one, Arrive());
        var kinds = (await two.Journal(Id, CancellationToken.None)).Select(e => e.Kind);
        Assert.Equal([LeadEventKind.Inquired, LeadEventKind.Claimed, LeadEventKind.Sent, LeadEventKind.Arrived], kinds);
        Assert.Equal(4, (await one.Find(Id, CancellationToken.None))!.Entries);
    }

    [Fact]
    public async Task Many_processes_at_once_lose_no_comment()
    {
        var stores = Enumerable.Range(0, 8).Select(_ => new LeadStore(rows, queues, lists, new(rows, clock))).ToList();
        await Task.WhenAll(stores.Select((store, n) => Task.Run(async () => await store.Apply(Id, l => LeadDecider.Decide(l, Inquire("c" + n)), CancellationToken.None, mayBeNew: true))));
        var lead = await one.Find(Id, CancellationToken.None);
        Assert.Equal(8, lead!.Asks.Length);
        Assert.Single(lead.Effects);
        Assert.Equal(8, (await one.Journal(Id, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Who_waits_for_a_person_is_listed_though_a_crash_lost_the_line()
    {
        await Apply(one, Inquire());
        await Apply(one, Claim(ReplyId));
        await Apply(one, Settle(ReplyId, Failed(FailureKind.Rejected)));
        Assert.Empty(await lists.Waiting("shop", CancellationToken.None));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(await queues.Receive(QueueNames.FollowUps, 1, TimeSpan.FromMinutes(1), CancellationToken.None));
        await two.Relist((await two.Find(Id, CancellationToken.None))!, CancellationToken.None);
        Assert.Equal(Id, Assert.Single(await lists.Waiting("shop", CancellationToken.None)).Id);
    }

    [Fact]
    public async Task Lines_of_the_lists_are_written_together_and_the_newest_wins()
    {
        for (var i = 0; i < 30; i++)
        {
            await one.Apply(LeadId.Of("shop", "p" + i), l => LeadDecider.Decide(l, Inquire(person: "p" + i)), CancellationToken.None);
            await one.Apply(LeadId.Of("shop", "p" + i), l => LeadDecider.Decide(l, Claim(ReplyId)), CancellationToken.None);
        }

        lists.Enqueue(Inquired(), mayWait: false);
        var before = rows.Commits;
        await lists.Flush(CancellationToken.None);
        Assert.Equal(1, rows.Commits - before);
        var day = await lists.OfDay("shop", DateOnly.FromDateTime(Noon.UtcDateTime), CancellationToken.None);
        Assert.Equal(30, day.Count);
        Assert.All(day, line => Assert.Equal(2, line.Entries));
    }

    [Fact]
    public async Task Lines_that_could_not_be_written_are_written_later()
    {
        await Apply(one, Inquire());
        rows.BeforeCommit = _ => throw new StorageException("down");
        await Assert.ThrowsAsync<StorageException>(() => lists.Flush(CancellationToken.None));
        rows.BeforeCommit = _ => Task.CompletedTask;
        await lists.Flush(CancellationToken.None);
        Assert.Single(await lists.OfDay("shop", DateOnly.FromDateTime(Noon.UtcDateTime), CancellationToken.None));
    }

    private static Task<Decided> Apply(LeadStore store, LeadCommand command) => store.Apply(Id, l => LeadDecider.Decide(l, command), CancellationToken.None).AsTask();
}
