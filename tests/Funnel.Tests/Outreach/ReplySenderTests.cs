using Funnel.Arrival;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Platforms;
using Funnel.Storage;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.Outreach;

/// <summary>Single steps of the pipeline in a world where nothing fails unless told.</summary>
public sealed class ReplySenderTests
{
    private static readonly LeadId Id = LeadId.Of("shop", "person");
    private static readonly string ReplyId = Effect.ReplyId("material");
    private readonly World world = new(1);
    private readonly SimulatedProcess process;

    public ReplySenderTests()
    {
        world.Chaos.On = false;
        process = new(world);
        var comment = new Comment("c1", "shop-v1", "person", "求资料", world.Clock.Now, Nick: "小明");
        world.Platform.Comments.Add(new(comment, "shop"));
    }

    private IReadOnlyList<SimulatedPlatform.PostedReply> Replies => world.Platform.Comments[0].Replies;

    [Fact]
    public async Task A_reply_is_sent_once_however_often_its_message_comes()
    {
        await Ask();
        await Handle();
        await Handle();
        Assert.Single(Replies);
        Assert.Equal(Stage.Replied, (await Lead()).Stage);
    }

    [Fact]
    public async Task A_look_before_the_platform_had_time_concludes_nothing()
    {
        await Ask();
        await process.Leads.Apply(Id, l => LeadDecider.Decide(l, new LeadCommand.Claim(world.Clock.Now, ReplyId, "a crash", "text", 0)), CancellationToken.None);
        world.Clock.Advance(world.Options.Outreach.ReadBackAfter - TimeSpan.FromSeconds(1));
        await Handle();
        Assert.Equal(EffectStatus.Sending, (await Lead()).Find(ReplyId)!.Status);

        world.Clock.Advance(TimeSpan.FromSeconds(2));
        await Handle();
        Assert.Equal(EffectStatus.Wanted, (await Lead()).Find(ReplyId)!.Status);
        await Handle();
        Assert.Single(Replies);
    }

    [Fact]
    public async Task A_reply_whose_answer_was_lost_is_found_and_not_sent_again()
    {
        await Ask();
        await process.Leads.Apply(Id, l => LeadDecider.Decide(l, new LeadCommand.Claim(world.Clock.Now, ReplyId, "lost", "material：好了", 0)), CancellationToken.None);
        world.Platform.Comments[0].Replies.Add(new("r1", "open-shop", "material：好了", world.Clock.Now, world.Clock.Now.AddSeconds(20)));
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await Handle();
        await Handle();
        Assert.Equal("r1", (await Lead()).Find(ReplyId)!.Receipt);
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
            await process.Replies.Handle(message with { Look = look }, CancellationToken.None);
            Assert.Equal(look + 1, await world.Queues.Count(QueueNames.Replies, CancellationToken.None));
        }

        await process.Replies.Handle(message with { Look = 3 }, CancellationToken.None);
        Assert.Equal(3, await world.Queues.Count(QueueNames.Replies, CancellationToken.None));
    }

    [Fact]
    public async Task A_welcome_that_may_not_be_sent_is_parked_when_its_code_ends()
    {
        await Ask();
        world.Options.Outreach.Enabled = false;
        var contact = new ContactId("staff", "wx");
        var arrived = new DestinationEvent.Added(contact, process.Tokens.Issue(Id), "code", false, world.Clock.Now);
        await process.Reception.Handle(arrived, CancellationToken.None);
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

    /// <summary>Works on what is visible in the queue, second by second.</summary>
    private async Task Work(Func<Task<bool>> until, TimeSpan atMost)
    {
        await Handle();
        for (var seconds = 0; !await until(); seconds++)
        {
            Assert.True(seconds < atMost.TotalSeconds, $"after {atMost} it is still {(await Lead()).Find(ReplyId)}");
            world.Clock.Advance(TimeSpan.FromSeconds(1));
            foreach (var message in world.Queues.Receive(QueueNames.Replies, 32, TimeSpan.FromSeconds(30)))
            {
                await process.Handle(QueueNames.Replies, message.Body);
                world.Queues.Delete(QueueNames.Replies, message);
            }
        }
    }

    private Task Ask() => process.Triage.Handle(new CommentsMessage("shop", Guid.CreateVersion7(world.Clock.Now).ToString("N"), [world.Platform.Comments[0].Comment]), CancellationToken.None);

    private Task Handle() => process.Replies.Handle(new WorkMessage(Id, ReplyId), CancellationToken.None);

    private async Task<Lead> Lead() => (await process.Leads.Find(Id, CancellationToken.None))!;
}
