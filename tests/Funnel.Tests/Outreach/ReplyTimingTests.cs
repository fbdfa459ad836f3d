using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Tests.Outreach;

/// <summary>When a reply may go out, and when it has to wait.</summary>
public sealed class ReplyTimingTests : ReplyBench
{
    [Fact]
    public async Task A_process_that_stood_still_between_its_claim_and_its_call_does_not_post()
    {
        await Ask();
        world.Platform.BeforeReply = () => world.Clock.Advance(world.Options.Outreach.ReadBackAfter); // the first call renews the token meanwhile
        world.Platform.AccessTokens["open-shop"] = "another";
        await Handle();
        Assert.Empty(Replies);
        Assert.Equal(EffectStatus.Wanted, (await Lead()).Find(ReplyId)!.Status);

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await Handle();
        Assert.Single(Replies);
    }

    [Fact]
    public async Task While_sending_is_off_work_waits_in_its_queue()
    {
        world.Options.Outreach.Enabled = false;
        await Ask();
        var before = await world.Queues.Count(QueueNames.Replies, CancellationToken.None);
        await Handle();
        Assert.Equal(before + 1, await world.Queues.Count(QueueNames.Replies, CancellationToken.None));
        Assert.Empty(Replies);
        Assert.Equal(0, (await Lead()).Find(ReplyId)!.Attempts);
    }

    [Fact]
    public async Task For_a_paused_account_work_waits_without_attempts()
    {
        await Ask();
        world.Options.Accounts[0].Paused = true;
        for (var i = 0; i < 10; i++)
        {
            await Handle();
            world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(1, (await Lead()).Entries);
        world.Options.Accounts[0].Paused = false;
        await Handle();
        Assert.Single(Replies);
    }

    [Fact]
    public async Task A_message_that_is_quicker_than_its_commit_waits_a_minute_for_it()
    {
        var message = new WorkMessage(Id, ReplyId);
        for (var look = 0; look < 3; look++)
        {
            await process.Handle(QueueNames.Replies, message with { Retry = look });
            Assert.Equal(look + 1, await world.Queues.Count(QueueNames.Replies, CancellationToken.None));
        }

        await process.Handle(QueueNames.Replies, message with { Retry = 3 });
        Assert.Equal(3, await world.Queues.Count(QueueNames.Replies, CancellationToken.None));
    }

    [Fact]
    public async Task A_welcome_that_may_not_be_sent_is_parked_when_its_code_ends()
    {
        await Ask();
        world.Options.Outreach.Enabled = false;
        var contact = new ContactId("staff", "wx");
        var arrived = new DestinationEvent.Added(contact, process.Tokens.Issue(TokenKind.Invitation, Id), "code", false, world.Clock.Now);
        await process.ContactEvents.Handle("wecom", arrived, CancellationToken.None);
        for (var i = 0; i < 30; i++)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(1));
            foreach (var message in world.Queues.Receive(QueueNames.FollowUps, 32, TimeSpan.FromHours(1)))
            {
                await process.Handle(QueueNames.FollowUps, message.Body);
            }
        }

        var lead = await Lead();
        Assert.Equal(EffectStatus.Parked, lead.Find(Effect.WelcomeId)!.Status);
        Assert.Equal(EffectStatus.Sent, lead.Find(Effect.LabelId)!.Status);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(120)]
    public async Task After_the_clock_was_set_back_an_unknown_outcome_is_found_out_in_its_usual_time(int minutes)
    {
        await Recognised();
        await Ask();
        await process.Leads.Apply(Id, l => LeadDecider.Decide(l, new LeadCommand.Claim(world.Clock.Now, ReplyId, "lost", "material：好了", 0)), CancellationToken.None);
        world.Clock.Set(-TimeSpan.FromMinutes(minutes));
        var began = world.Clock.GetTimestamp();
        await Work(until: async () => (await Lead()).Find(ReplyId)!.Status == EffectStatus.Sent, atMost: TimeSpan.FromMinutes(5));
        Assert.Single(Replies);
        Assert.InRange(world.Clock.GetElapsedTime(began), world.Options.Outreach.ReadBackAfter, world.Options.Outreach.ReadBackAfter * 2);
    }

    [Fact]
    public async Task A_clock_that_was_set_forward_makes_no_reply_absent_that_is_only_late()
    {
        await Ask();
        await process.Leads.Apply(Id, l => LeadDecider.Decide(l, new LeadCommand.Claim(world.Clock.Now, ReplyId, "lost", "material：好了", 0)), CancellationToken.None);
        var listed = world.Clock.Now.AddHours(2).AddSeconds(20); // twenty seconds from now
        world.Platform.Comments[0].Replies.Add(new("r1", "open-shop", "material：好了", world.Clock.Now, listed));
        world.Clock.Set(TimeSpan.FromHours(2));
        await Work(until: async () => (await Lead()).Find(ReplyId)!.Status == EffectStatus.Sent, atMost: TimeSpan.FromMinutes(5));
        Assert.Equal("r1", (await Lead()).Find(ReplyId)!.Receipt);
        Assert.Single(Replies);
    }
}
