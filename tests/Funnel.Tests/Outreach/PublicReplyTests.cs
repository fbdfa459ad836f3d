using Funnel.Connectors;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Outreach.Standings;
using Funnel.Storage;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.Outreach;

/// <summary>Single steps of the pipeline in a world where nothing fails unless told.</summary>
public sealed class PublicReplyTests : ReplyBench
{
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
        Assert.Equal(1, process.Get<WordingTallies>().Recall("material").Wordings.Sum(w => w.Hidden));

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
}
