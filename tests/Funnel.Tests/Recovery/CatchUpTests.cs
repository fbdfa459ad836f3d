using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Replay;
using Funnel.Storage;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.Recovery;

/// <summary>One person who asked before the store was lost, or while nobody was there.</summary>
public sealed class CatchUpTests : CatchUpBench
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(World.Start.UtcDateTime);
    [Fact]
    public async Task Who_was_answered_before_the_store_was_lost_is_not_answered_again()
    {
        Accepted("r1", Words);
        await Lose(LossKind.Replaced);
        await Works(lead => lead.Find(ReplyId)!.Status == EffectStatus.Sent);
        Assert.Equal(("r1", Stage.Replied, 1), ((await Lead()).Find(ReplyId)!.Receipt, (await Lead()).Stage, Replies.Count));
    }

    [Fact]
    public async Task A_dry_run_says_that_who_may_have_been_answered_is_looked_for_first()
    {
        await Lose(LossKind.Replaced);
        await Read();
        var parked = await after.Leads.Apply(Id, l => LeadDecider.Decide(l, new LeadCommand.Park(world.Clock.Now, ReplyId, Reason.WorkFailed)), default);
        var said = await after.Get<ParkedWork>().Preview(parked.State!, ReplyId, new("replay", "anna"), default);
        Assert.Equal((ReplayOutcome.Look, Reason.MayBeAnswered, EffectStatus.Parked), (said.Outcome, said.Why, (await Lead()).Find(ReplyId)!.Status));
        Assert.Equal(said, await after.Get<ParkedWork>().Replay(Id, ReplyId, new("replay", "anna"), default));
    }

    [Fact]
    public async Task Who_asks_anew_and_was_answered_under_an_earlier_comment_is_not_answered_again()
    {
        Accepted("r1", Words);
        await Lose(LossKind.Replaced);
        await AskAnew();
        await Works(lead => lead.Find(ReplyId)!.Status == EffectStatus.Sent, read: true);
        Assert.Equal(("c1", 0, 1), ((await Lead()).Find(ReplyId)!.CommentId, world.Platform.Comments[1].Replies.Count, Replies.Count));
    }

    [Fact]
    public async Task Who_asks_anew_while_nothing_is_read_because_the_account_is_paused_is_not_answered_again()
    {
        Accepted("r1", Words);
        await Lose(LossKind.Replaced);
        await AskAnew();
        world.Clock.Advance(TimeSpan.FromMinutes(20));
        foreach (var message in world.Queues.Receive(QueueNames.Replies, 32, TimeSpan.FromSeconds(1)))
        {
            await after.Handle(QueueNames.Replies, message.Body); // the account goes on, and nobody has read it yet
        }

        Assert.Equal(EffectStatus.Wanted, (await Lead()).Find(ReplyId)!.Status);
        await Works(lead => lead.Find(ReplyId)!.Status == EffectStatus.Sent, read: true);
        Assert.Equal(("c1", 0, 1), ((await Lead()).Find(ReplyId)!.CommentId, world.Platform.Comments[1].Replies.Count, Replies.Count));
    }

    [Fact]
    public async Task Who_asks_anew_is_not_answered_again_although_the_storage_knows_of_no_loss()
    {
        Accepted("r1", Words);
        await Lose(null);
        await AskAnew();
        await Works(lead => lead.Find(ReplyId)!.Status == EffectStatus.Sent, read: true);
        Assert.Equal(("c1", 0, 1), ((await Lead()).Find(ReplyId)!.CommentId, world.Platform.Comments[1].Replies.Count, Replies.Count));
    }

    [Fact]
    public async Task An_earlier_question_that_another_process_read_is_not_forgotten_over_what_this_one_remembers()
    {
        Accepted("r1", Words);
        await Lose(LossKind.Replaced);
        await AskAnew();
        var (remembering, other) = (after, new SimulatedProcess(world));
        await other.WatchSettings();
        after = other;
        await Read();
        Assert.Equal(2, (await Lead()).Asks.Length);

        after = remembering;
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        await after.Handle(QueueNames.Replies, new WorkMessage(Id, ReplyId));
        await Works(lead => lead.Find(ReplyId)!.Status == EffectStatus.Sent, read: false);
        Assert.Equal((0, 1), (world.Platform.Comments[1].Replies.Count, Replies.Count));
    }

    [Fact]
    public async Task What_was_sent_just_before_the_storage_was_emptied_and_is_not_listed_yet_is_waited_for()
    {
        await Lose(null);
        Accepted("r1", Words);
        await AskAnew();
        await Read();
        Assert.True(after.CatchUps.IsProbing("shop"));
        for (var i = 0; i < 4; i++)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(10));
            await after.Poll();
        }

        await Works(lead => lead.Find(ReplyId)!.Status == EffectStatus.Sent, read: true);
        Assert.Equal((0, 1), (world.Platform.Comments[1].Replies.Count, Replies.Count));
    }

    [Fact]
    public async Task Who_was_answered_for_an_offer_that_was_missing_when_the_comment_was_read_again_is_not_answered_again()
    {
        Accepted("r1", Words);
        world.Settings.Remove("material");
        await Lose(LossKind.Replaced);
        await Read();
        await Read();
        Assert.Equal("price", Assert.Single((await Lead()).Asks).OfferId);

        world.Settings.PutBack();
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        after = new(world);
        await after.WatchSettings();
        await AskAnew();
        await Works(lead => lead.Find(ReplyId)!.Status == EffectStatus.Sent, read: true);
        Assert.Equal((0, 1), (world.Platform.Comments[1].Replies.Count, Replies.Count));
    }

    [Fact]
    public async Task Whom_the_merchant_answered_by_hand_is_answered()
    {
        await Lose(LossKind.Replaced);
        Accepted("r1", "亲，已经私信你了");
        await Works(lead => lead.Find(ReplyId)!.Status == EffectStatus.Sent);
        Assert.Equal(("亲，已经私信你了", null), ((await Lead()).Find(ReplyId)!.Text, (await Lead()).Find(ReplyId)!.Variant));
    }

    [Fact]
    public async Task Under_whose_comment_no_answer_is_listed_waits_for_an_operator_who_may_send_it()
    {
        await Lose(LossKind.Replaced);
        await Recognised();
        await Works(lead => lead.Find(ReplyId)!.Status == EffectStatus.Parked);
        Assert.Equal(Reason.AnswerUnproven(Reason.MayBeHidden), (await Lead()).Find(ReplyId)!.Reason);
        Assert.Empty(Replies);

        await after.Parked.Replay(Id, ReplyId, new("1", "anna", Unsent: true), default);
        await Works(lead => lead.Find(ReplyId)!.Status == EffectStatus.Sent);
        Assert.Single(Replies);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, -120)]
    [InlineData(false, 0)]
    [InlineData(false, -120)]
    public async Task What_is_under_way_has_its_time_whatever_else_may_have_been_done(bool claimerKnew, int clockSetBy)
    {
        await Lose(null);
        await Recognised();
        await Read();
        world.Clock.Advance(world.Options.Outreach.ReadBackAfter * 2); // since the loss
        world.Clock.Set(TimeSpan.FromMinutes(clockSetBy));
        await after.Leads.Apply(
            Id, l => LeadDecider.Decide(l, new LeadCommand.Claim(world.Clock.Now, ReplyId, "first", Words, 0) { CaughtUp = claimerKnew ? after.CatchUps.Found : 0 }), default);
        Accepted("r1", Words); // and is listed in twenty seconds
        await after.Handle(QueueNames.Replies, new WorkMessage(Id, ReplyId));
        await Works(lead => lead.Find(ReplyId)!.Status == EffectStatus.Sent, read: false);
        Assert.Equal(("r1", 1), ((await Lead()).Find(ReplyId)!.Receipt, Replies.Count));
    }

    [Fact]
    public async Task Who_asks_after_the_store_was_lost_is_answered()
    {
        await Lose(LossKind.Behind);
        world.Clock.Advance(TimeSpan.FromSeconds(6));
        world.Platform.Comments[0] = new(world.Platform.Comments[0].Comment with { At = world.Clock.Now }, "shop");
        await Works(lead => lead.Find(ReplyId)!.Status == EffectStatus.Sent);
        Assert.Single(Replies);
    }

    [Fact]
    public async Task Who_opens_the_chat_just_after_the_loss_may_have_been_invited_before_it()
    {
        Accepted("r1", Words);
        await Lose(LossKind.Replaced);
        await Works(lead => lead.Find(ReplyId)!.Status == EffectStatus.Sent);
        await Open("w1");
        Assert.Equal((EffectStatus.Parked, Reason.MessageMayBeLost, 0), ((await Lead()).Find(Effect.InviteId)!.Status, (await Lead()).Find(Effect.InviteId)!.Reason, world.Platform.Cards.Count));
    }

    [Fact]
    public async Task Who_has_an_answer_since_and_may_have_one_from_before_the_loss_may_have_been_invited_before_it_too()
    {
        await Lose(LossKind.Replaced);
        await Recognised();
        await Works(lead => lead.Find(ReplyId)!.Status == EffectStatus.Parked);
        world.Clock.Advance(TimeSpan.FromSeconds(10));
        await AskAnew("多少钱一套");
        await Works(lead => lead.Find(Effect.ReplyId("price")) is { Status: EffectStatus.Sent }, read: true);
        await Open("w1");
        Assert.Equal((EffectStatus.Parked, 0), ((await Lead()).Find(Effect.InviteId)!.Status, world.Platform.Cards.Count));
    }

    [Fact]
    public async Task Who_opens_the_chat_an_hour_after_the_loss_is_invited()
    {
        Accepted("r1", Words);
        await Lose(LossKind.Replaced);
        await Works(lead => lead.Find(ReplyId)!.Status == EffectStatus.Sent);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await Open("w1");
        Assert.Single(world.Platform.Cards);
    }

    [Fact]
    public async Task Who_comes_by_the_link_of_an_invitation_that_is_forgotten_was_invited()
    {
        Accepted("r1", Words);
        await Lose(LossKind.Replaced);
        await Works(lead => lead.Find(ReplyId)!.Status == EffectStatus.Sent);
        await after.ContactEvents.Arrived("wecom", new("staff", "wx"), after.Tokens.Issue(TokenKind.Invitation, Id), code: null, codeExpiresAt: null, at: null, default);
        var lead = await Lead();
        Assert.Equal((EffectStatus.Sent, Stage.Added, Reason.WelcomeMayBeLost), (lead.Find(Effect.InviteId)!.Status, lead.Stage, lead.Find(Effect.WelcomeId)!.Reason));
    }

    [Fact]
    public async Task Comments_from_long_before_the_loss_are_counted_and_not_answered()
    {
        await Lose(LossKind.Replaced);
        world.Platform.Comments[0] = new(world.Platform.Comments[0].Comment with { At = world.Clock.Now.AddDays(-1.1) }, "shop");
        await Read();
        Assert.Null(await after.Leads.Find(Id, default));
        Assert.Equal(1, (await after.Funnel.Read(Day, Day.AddDays(1), default)).Comments);
    }

    [Fact]
    public async Task An_operator_is_told_by_the_health_check()
    {
        Accepted("r1", Words);
        await Lose(LossKind.Replaced);
        await Works(lead => lead.Find(ReplyId)!.Status == EffectStatus.Sent);
        Assert.Matches("^catching up since .*, because the database was empty or another one.*: .* 1 looked at, 0 parked$", after.CatchUps.Notice());
        world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(after.CatchUps.Notice());
    }
}
