using Funnel.Leads;
using Funnel.Storage;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.Outreach;

/// <summary>An attempt of a host whose clock is another one than that of the host which looks for it.</summary>
public sealed class OtherHostTests : ReplyBench
{
    [Fact]
    public async Task An_attempt_that_only_seems_to_be_old_may_still_be_made_and_is_not_repeated()
    {
        await Recognised();
        await Ask();
        await ClaimElsewhere(behind: TimeSpan.FromSeconds(45));
        await Go(TimeSpan.FromSeconds(59));
        Assert.Equal((EffectStatus.Sending, 0), ((await Lead()).Find(ReplyId)!.Status, Replies.Count));

        await Go(TimeSpan.FromSeconds(5));
        Assert.Equal((EffectStatus.Sent, 1), ((await Lead()).Find(ReplyId)!.Status, Replies.Count));
    }

    [Fact]
    public async Task Whoever_gets_a_message_that_has_waited_for_it_looks_at_once()
    {
        await Recognised();
        await Ask();
        await ClaimElsewhere(behind: TimeSpan.FromSeconds(45));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await new SimulatedProcess(world).Handle(QueueNames.Replies, new WorkMessage(Id, ReplyId) { Waited = "elsewhere" });
        Assert.Equal(EffectStatus.Wanted, (await new SimulatedProcess(world).Leads.Find(Id, default))!.Find(ReplyId)!.Status);
    }

    [Fact]
    public async Task A_message_that_has_waited_for_an_earlier_attempt_says_nothing_of_this_one()
    {
        await Recognised();
        await Ask();
        await ClaimElsewhere(behind: TimeSpan.FromSeconds(70));
        await process.Handle(QueueNames.Replies, new WorkMessage(Id, ReplyId) { Waited = "an earlier one" });
        Assert.Equal(EffectStatus.Sending, (await Lead()).Find(ReplyId)!.Status);
    }

    [Fact]
    public async Task A_message_that_is_quicker_than_the_commit_which_revives_what_is_parked_waits_for_it()
    {
        await Ask();
        await process.Leads.Apply(Id, l => LeadDecider.Decide(l, new LeadCommand.Park(world.Clock.Now, ReplyId, Funnel.Reasons.Reason.OutcomeUnknown)), default);
        var before = await world.Queues.Count(QueueNames.Replies, default);
        await Handle(); // a repeat
        Assert.Equal(before, await world.Queues.Count(QueueNames.Replies, default));
        await process.Handle(QueueNames.Replies, new WorkMessage(Id, ReplyId) { Revives = true });
        Assert.Equal(before + 1, await world.Queues.Count(QueueNames.Replies, default));
    }

    private async Task ClaimElsewhere(TimeSpan behind) => await process.Leads.Apply(
        Id, l => LeadDecider.Decide(l, new LeadCommand.Claim(world.Clock.Now - behind, ReplyId, "elsewhere", "求资料的朋友点头像进来聊：material", 0)), default);

    private async Task Go(TimeSpan span)
    {
        for (var until = world.Clock.Now + span; world.Clock.Now < until; world.Clock.Advance(TimeSpan.FromSeconds(1)))
        {
            foreach (var message in world.Queues.Receive(QueueNames.Replies, 32, TimeSpan.FromSeconds(30)))
            {
                await process.Handle(QueueNames.Replies, message.Body);
                world.Queues.Delete(QueueNames.Replies, message);
            }
        }
    }
}
