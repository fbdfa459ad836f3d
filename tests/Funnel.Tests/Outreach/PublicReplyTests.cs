using Funnel.Connectors;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Storage;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.Outreach;

/// <summary>Single steps of the pipeline in a world where nothing fails unless told.</summary>
public sealed class PublicReplyTests
{
    private static readonly LeadId Id = LeadId.Of("shop", "person");
    private static readonly string ReplyId = Effect.ReplyId("material");
    private readonly World world = new(1);
    private readonly SimulatedProcess process;

    public PublicReplyTests()
    {
        world.Chaos.On = false;
        world.Platform.Habits = SimulatedPlatform.PlatformHabits.Plain;
        world.Options.Outreach.TrustListsAfter = 2;
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
        await Recognised();
        await Ask();
        await Crash("text");
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
        await Crash("material：好了");
        Accepted("r1", "material：好了");
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await Handle();
        await Handle();
        Assert.Equal("r1", (await Lead()).Find(ReplyId)!.Receipt);
        Assert.Single(Replies);
    }

    [Theory]
    [InlineData("material：好了，打开私信")]
    [InlineData("  material: 好了 打开私…")]
    public async Task A_reply_that_is_listed_under_another_id_and_in_another_spelling_is_found(string listed)
    {
        world.Platform.Habits = SimulatedPlatform.PlatformHabits.Plain with { OwnId = _ => "never heard of" };
        await Ask();
        await Crash("material：好了，打开私信");
        Accepted("r1", listed);
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await Handle();
        Assert.Equal((EffectStatus.Sent, "r1"), ((await Lead()).Find(ReplyId)!.Status, (await Lead()).Find(ReplyId)!.Receipt));
        Assert.Single(Replies);
    }

    [Fact]
    public async Task A_reply_to_an_answer_is_found_in_its_thread()
    {
        Under("c0");
        await Ask();
        await Crash("material：好了");
        Accepted("r1", "material：好了");
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await Handle();
        Assert.Equal((EffectStatus.Sent, "r1"), ((await Lead()).Find(ReplyId)!.Status, (await Lead()).Find(ReplyId)!.Receipt));

        world.Clock.Advance(world.Options.Outreach.ConfirmAfter);
        await Confirm();
        Assert.True((await Lead()).Find(ReplyId)!.Visible);
    }

    [Fact]
    public async Task A_reply_to_an_answer_whose_thread_is_not_known_is_never_sent_again()
    {
        await Recognised();
        Under("");
        await Ask();
        await Crash("text");
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await Handle();
        await Handle();
        Assert.Equal(EffectStatus.Parked, (await Lead()).Find(ReplyId)!.Status);
        Assert.Empty(Replies);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task While_too_few_replies_of_the_account_were_seen_an_attempt_is_looked_for_again_and_then_parked(int seen)
    {
        for (var i = 0; i < seen; i++)
        {
            await process.OwnReplies.Recognise("shop", "open-shop", CancellationToken.None);
            await process.OwnReplies.CountSeen("shop", CancellationToken.None);
        }

        await Ask();
        await Crash("text");
        for (var look = 0; look < world.Options.Outreach.MaxReadBacks; look++)
        {
            Assert.NotEqual(EffectStatus.Parked, (await Lead()).Find(ReplyId)!.Status);
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            await Handle();
        }

        Assert.Equal(EffectStatus.Parked, (await Lead()).Find(ReplyId)!.Status);
        Assert.Empty(Replies);
    }

    [Fact]
    public async Task The_first_replies_of_an_account_are_looked_for_early_to_learn_how_they_look()
    {
        world.Platform.Habits = SimulatedPlatform.PlatformHabits.Plain with { OwnId = _ => "as listed" };
        await Ask();
        await Handle();
        Assert.False((await process.OwnReplies.Read("shop", CancellationToken.None)).Recognised);

        world.Clock.Advance(world.Options.Outreach.ReadBackAfter);
        var early = Assert.Single(world.Queues.Receive(QueueNames.FollowUps, 32, TimeSpan.FromHours(1)));
        await process.Handle(QueueNames.FollowUps, early.Body);
        Assert.True((await process.OwnReplies.Read("shop", CancellationToken.None)).IsOwn("as listed"));
        Assert.Null((await Lead()).Find(ReplyId)!.Visible); // moderation may still take it away

        world.Clock.Advance(world.Options.Outreach.ConfirmAfter);
        var late = Assert.Single(world.Queues.Receive(QueueNames.FollowUps, 32, TimeSpan.FromHours(1)));
        await process.Handle(QueueNames.FollowUps, late.Body);
        Assert.True((await Lead()).Find(ReplyId)!.Visible);
    }

    [Fact]
    public async Task After_a_reply_was_hidden_one_that_is_not_listed_is_not_sent_again()
    {
        await Recognised();
        await Ask();
        await Handle();
        world.Platform.Comments[0].Replies.Clear(); // the audit took it
        world.Clock.Advance(world.Options.Outreach.ConfirmAfter);
        await Confirm();
        Assert.False((await Lead()).Find(ReplyId)!.Visible);

        var other = new SimulatedPlatform.PostedComment(new Comment("c2", "shop-v1", "other", "求资料", world.Clock.Now), "shop");
        world.Platform.Comments.Add(other);
        await process.Triage.Handle(new CommentsMessage("shop", Guid.CreateVersion7(world.Clock.Now).ToString("N"), [other.Comment]), CancellationToken.None);
        var id = LeadId.Of("shop", "other");
        await process.Leads.Apply(id, l => LeadDecider.Decide(l, new LeadCommand.Claim(world.Clock.Now, ReplyId, "lost", "text", 0)), CancellationToken.None);
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await process.Handle(QueueNames.Replies, new WorkMessage(id, ReplyId));
        Assert.Equal(EffectStatus.Parked, (await process.Leads.Find(id, CancellationToken.None))!.Find(ReplyId)!.Status);
        Assert.Empty(other.Replies);
    }

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
        var arrived = new DestinationEvent.Added(contact, process.Tokens.Issue(Id), "code", false, world.Clock.Now);
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

    /// <summary>Makes the inquiry an answer under a comment of somebody else's.</summary>
    private void Under(string thread)
    {
        world.Platform.Comments[0] = new(world.Platform.Comments[0].Comment with { ParentId = thread }, "shop");
        world.Platform.Comments.Add(new(new Comment("c0", "shop-v1", "first", "好看", world.Clock.Now), "shop"));
    }

    /// <summary>Replies of the account were seen in lists before.</summary>
    private async Task Recognised()
    {
        await process.OwnReplies.Recognise("shop", "open-shop", CancellationToken.None);
        await process.OwnReplies.CountSeen("shop", CancellationToken.None);
        await process.OwnReplies.CountSeen("shop", CancellationToken.None);
    }

    /// <summary>A claim of which nothing more is known.</summary>
    private async Task Crash(string text) =>
        await process.Leads.Apply(Id, l => LeadDecider.Decide(l, new LeadCommand.Claim(world.Clock.Now, ReplyId, "a crash", text, 0)), CancellationToken.None);

    /// <summary>The platform took it, and shows it after its lag.</summary>
    private void Accepted(string id, string text) =>
        world.Platform.Comments[0].Replies.Add(new(id, "open-shop", text, world.Clock.Now, world.Clock.Now.AddSeconds(20)));

    private Task Confirm() => process.Handle(QueueNames.FollowUps, new WorkMessage(Id, ReplyId));

    private Task Ask() => process.Triage.Handle(new CommentsMessage("shop", Guid.CreateVersion7(world.Clock.Now).ToString("N"), [world.Platform.Comments[0].Comment]), CancellationToken.None);

    private Task Handle() => process.Handle(QueueNames.Replies, new WorkMessage(Id, ReplyId));

    private async Task<Lead> Lead() => (await process.Leads.Find(Id, CancellationToken.None))!;
}
