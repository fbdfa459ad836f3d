using Funnel.DoNotContact;
using Funnel.Leads;
using Funnel.Storage;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.Outreach;

/// <summary>Whoever takes the message of a reply that another process attempted sees to it that somebody finds out what came of it.</summary>
public sealed class TakenMessageTests : ReplyBench
{
    [Fact]
    public async Task The_message_of_a_turn_over_which_a_process_died_after_its_claim_leads_to_a_look()
    {
        await Ask();
        Drop();
        await Crash("material");
        await process.Handle(QueueNames.Replies, new WorkMessage(Id, ReplyId) { Turn = new SendTurn(world.Clock.Now, "shop", "t|1") });
        var look = Assert.Single(await Queued());
        Assert.Equal((ReplyId, null), (look.Effect, look.Turn));
    }

    [Fact]
    public async Task A_process_that_remembers_it_as_wanted_looks_although_the_person_said_no_meanwhile()
    {
        await Ask();
        Drop();
        var other = new SimulatedProcess(world);
        await other.Leads.Apply(Id, l => LeadDecider.Decide(l, new LeadCommand.Claim(world.Clock.Now, ReplyId, "lost", "material", 0)), default);
        await process.Get<RefusedPeople>().Note("shop", "person", RefusalSource.Operator, "anna", world.Clock.Now, default);
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        await process.Handle(QueueNames.Replies, new WorkMessage(Id, ReplyId) { Waited = "lost" });
        Assert.Equal(ReplyId, Assert.Single(await Queued()).Effect);
    }

    /// <summary>The delayed ones too.</summary>
    private async Task<List<WorkMessage>> Queued()
    {
        var bodies = new List<WorkMessage>();
        await world.Queues.Rewrite(
            QueueNames.Replies,
            body =>
            {
                bodies.Add(WorkMessage.Parse(body));
                return null;
            },
            default);
        return bodies;
    }

    private void Drop()
    {
        foreach (var message in world.Queues.Receive(QueueNames.Replies, 32, TimeSpan.FromMinutes(1)))
        {
            world.Queues.Delete(QueueNames.Replies, message);
        }
    }
}
