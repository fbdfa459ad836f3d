using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Replay;
using Funnel.Storage.InMemory;
using Funnel.Tests.Leads;
using Funnel.Tests.Simulation;
using Funnel.Triage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Funnel.Tests.Replay;

/// <summary>Who waits for a person stands in the list, and nobody else, however late a process comes with what it knew.</summary>
public sealed class WaitingSweepTests
{
    private static readonly LeadId Id = LeadId.Of("shop", "p1");
    private static readonly string ReplyId = Effect.ReplyId("material");
    private readonly World world = new(1);
    private readonly SimulatedProcess process;

    /// <summary>Of a process that will stand still.</summary>
    private readonly LeadLists late;

    public WaitingSweepTests()
    {
        world.Chaos.On = false;
        process = new(world);
        late = new(world.Rows, world.Clock, NullLogger<LeadLists>.Instance);
    }

    [Fact]
    public async Task A_line_that_was_put_back_after_it_was_removed_is_removed_again()
    {
        await Ask();
        late.Enqueue(await Park());
        await Apply(new LeadCommand.GiveUp(world.Clock.Now, ReplyId));
        await process.Lists.Flush(default);
        await late.Flush(default);
        Assert.Single(await Waiting());

        Assert.Equal(1, await process.WaitingSweep.Run(default));
        Assert.Empty(await Waiting());
    }

    [Fact]
    public async Task A_line_is_not_removed_by_who_knows_an_older_state_alone()
    {
        late.Enqueue(await Ask());
        await Park();
        await process.Lists.Flush(default);
        await late.Flush(default);
        Assert.Equal(ReplyId, Assert.Single(Assert.Single(await Waiting()).Waiting).Effect);
    }

    [Fact]
    public async Task A_line_is_not_made_older()
    {
        await Ask();
        late.Enqueue(await Park());
        await Apply(new LeadCommand.Inquire(world.Clock.Now, "shop", "p1", "小明", AskFor("c2", "price")));
        await process.Lists.Flush(default);
        await late.Flush(default);
        Assert.Equal("c2", Assert.Single(await Waiting()).Asked);
    }

    [Fact]
    public async Task The_lead_of_a_line_that_is_right_is_read_once()
    {
        await Ask();
        await Park();
        await process.Lists.Flush(default);
        var counted = new HookedRows(world.Rows);
        var leads = new LeadStore(counted, new MemoryQueues(world.Clock), late, new(counted, world.Clock));
        var sweep = new WaitingSweep(process.Accounts, leads, process.Lists);
        Assert.Equal(0, await sweep.Run(default));
        Assert.Equal(0, await sweep.Run(default));
        Assert.Equal(1, counted.Finds);
    }

    private Task<Lead> Ask() => Apply(new LeadCommand.Inquire(world.Clock.Now, "shop", "p1", "小明", AskFor("c1", "material")));

    private Ask AskFor(string comment, string offer) => new(comment, "v1", world.Clock.Now, comment, offer, 0.99f, InquiryKind.Material, Tier.Rule);

    private Task<Lead> Park() => Apply(new LeadCommand.Park(world.Clock.Now, ReplyId, Reason.StoodStill));

    private async Task<Lead> Apply(LeadCommand command)
    {
        await process.Leads.Apply(Id, l => LeadDecider.Decide(l, command), default);
        return (await process.Leads.Find(Id, default))!;
    }

    private Task<IReadOnlyList<LeadSummary>> Waiting() => process.Lists.Waiting("shop", default);
}
