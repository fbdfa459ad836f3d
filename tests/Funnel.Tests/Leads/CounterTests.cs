using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Funnel.Tests.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Leads;

/// <summary>The counters are the sum of the lines, whoever writes what how often.</summary>
public sealed class CounterTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);
    private readonly SimulatedClock clock = new(Noon);
    private readonly HookedRows rows = new(new MemoryRows());
    private readonly LeadLists one;
    private readonly LeadLists two;

    public CounterTests()
    {
        one = new(rows, clock, NullLogger<LeadLists>.Instance);
        two = new(rows, clock, NullLogger<LeadLists>.Instance);
    }

    [Fact]
    public async Task A_lead_counts_once_however_often_its_line_is_written()
    {
        await Write(one, Inquired());
        await Write(two, Inquired());
        await Write(one, Inquired());

        var (video, cells) = Assert.Single(await Counted());
        Assert.Equal("v1", video);
        var cell = Assert.Single(cells);
        Assert.Equal((Offer, (int?)null), (cell.Cell.OfferId, cell.Cell.Variant));
        Assert.Equal([(Marks.Inquired, 1), (Marks.Pending, 1)], cell.People.Select(p => (p.Key, p.Value)));
    }

    [Fact]
    public async Task A_lead_moves_to_the_cell_of_the_variant_that_it_got()
    {
        await Write(one, Inquired());
        await Write(two, Later(WithReply(EffectStatus.Sent)));

        var cell = Assert.Single(Assert.Single(await Counted()).Cells);
        Assert.Equal(0, cell.Cell.Variant);
        Assert.Equal([(Marks.Inquired, 1), (Marks.Replied, 1)], cell.People.Select(p => (p.Key, p.Value)));
    }

    [Fact]
    public async Task An_older_state_that_comes_late_from_another_process_changes_nothing()
    {
        await Write(one, Inquired());
        await Write(two, Later(WithReply(EffectStatus.Sent)));
        await Write(one, Inquired());
        await Write(new(rows, clock, NullLogger<LeadLists>.Instance), Inquired());

        Assert.True(Assert.Single(await one.OfDay("shop", Day, default)).Replied);
        Assert.Equal(1, Assert.Single(Assert.Single(await Counted()).Cells).People[Marks.Replied]);
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_counts_once()
    {
        rows.AfterCommit = _ => throw new StorageException("no answer");
        one.Enqueue(Inquired(), mayWait: false, mayBeListed: false);
        await Assert.ThrowsAsync<StorageException>(() => one.Flush(default));
        rows.AfterCommit = _ => Task.CompletedTask;
        await one.Flush(default);
        await Write(one, Later(WithReply(EffectStatus.Sent)));

        var cell = Assert.Single(Assert.Single(await Counted()).Cells);
        Assert.Equal([(Marks.Inquired, 1), (Marks.Replied, 1)], cell.People.Select(p => (p.Key, p.Value)));
    }

    [Fact]
    public async Task Two_processes_that_know_hundreds_of_lines_differently_come_to_one_count()
    {
        var leads = Enumerable.Range(0, 250).Select(i => LeadDecider.Decide(null, Inquire(person: "p" + i)).State!).ToList();
        await Write(one, [.. leads]);
        await Write(two, [.. leads.Select(l => Later(l.After(Claim(ReplyId))))]);
        await Write(one, [.. leads.Select(l => Later(Later(l.After(Claim(ReplyId), Settle(ReplyId, new SendReceipt("r"))))))]);

        var cell = Assert.Single(Assert.Single(await Counted()).Cells);
        Assert.Equal([(Marks.Inquired, 250), (Marks.Replied, 250)], cell.People.Select(p => (p.Key, p.Value)));
    }

    [Fact]
    public async Task A_process_that_writes_alone_reads_no_line_that_it_wrote()
    {
        var leads = Enumerable.Range(0, 90).Select(i => LeadDecider.Decide(null, Inquire(person: "p" + i)).State!).ToList();
        leads.ForEach(l => one.Enqueue(l, mayWait: false, mayBeListed: false));
        await one.Flush(default);
        leads.ForEach(l => one.Enqueue(Later(l), mayWait: false));
        await one.Flush(default);

        Assert.Equal((1, 2), (rows.Finds, rows.Commits)); // the counter, which might have been there
    }

    [Fact]
    public async Task A_day_is_the_merchants()
    {
        var late = Inquire() with { Now = new(2026, 3, 1, 17, 0, 0, TimeSpan.Zero) };
        await Write(one, LeadDecider.Decide(null, late).State!);
        await Write(one, LeadDecider.Decide(null, late with { PersonId = "p2", UtcOffset = TimeSpan.FromHours(-5) }).State!);

        Assert.Equal("p2", Assert.Single(await one.OfDay("shop", Day, default)).PersonId);
        Assert.Equal("p1", Assert.Single(await one.OfDay("shop", Day.AddDays(1), default)).PersonId);
    }

    /// <summary>As the store leaves it after one more commit.</summary>
    private static Lead Later(Lead lead) => lead with { Entries = lead.Entries + 1 };

    private static Task Write(LeadLists lists, params Lead[] leads)
    {
        foreach (var lead in leads)
        {
            lists.Enqueue(lead);
        }

        return lists.Flush(default);
    }

    private async Task<IReadOnlyList<(string Video, IReadOnlyList<CellCount> Cells)>> Counted() =>
        [.. (await one.Counters("shop", Day, default)).Select(c => (c.VideoId, c.Counter.Cells))];
}
