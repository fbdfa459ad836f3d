using Funnel.Connectors;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Replay;
using Funnel.Storage;
using Funnel.Tests.Simulation;
using Microsoft.AspNetCore.Mvc;

namespace Funnel.Tests.Replay;

/// <summary>Replays of what is parked because nobody knows what became of its latest attempt, up to what the platform has of it.</summary>
public sealed class ParkedWorkTests
{
    private static readonly LeadId Id = LeadId.Of("shop", "person");
    private static readonly string ReplyId = Effect.ReplyId("material");
    private readonly World world = new(1);
    private readonly SimulatedProcess process;

    public ParkedWorkTests()
    {
        world.Chaos.On = false;
        world.Platform.Habits = SimulatedPlatform.PlatformHabits.Plain;
        world.Options.Outreach.TrustListsAfter = 1;
        world.Options.Outreach.ConfirmAfter = TimeSpan.FromMinutes(10);
        process = new(world);
        world.Platform.Comments.Add(new(new Comment("c1", "shop-v1", "person", "求资料", world.Clock.Now, Nick: "小明"), "shop"));
    }

    private List<SimulatedPlatform.PostedReply> Replies => world.Platform.Comments[0].Replies;

    [Fact]
    public async Task A_reply_that_happened_is_found_by_the_replay_and_not_sent_a_second_time()
    {
        await ParkReply();
        Replies.Add(new("r1", "open-shop", "material：好了", world.Clock.Now, world.Clock.Now));
        await Recognised();
        Assert.Equal(Reason.LooksFirst, Assert.Single(await ReplayAll()).Why);
        await Handle(QueueNames.Replies, ReplyId);
        await Handle(QueueNames.Replies, ReplyId);
        Assert.Equal((EffectStatus.Sent, "r1"), ((await Find(ReplyId)).Status, (await Find(ReplyId)).Receipt));
        Assert.Single(Replies);
    }

    [Fact]
    public async Task A_reply_that_is_certainly_not_there_is_sent_by_the_replay()
    {
        await ParkReply();
        await Recognised();
        await ReplayAll();
        await Handle(QueueNames.Replies, ReplyId);
        Assert.Equal(EffectStatus.Unknown, (await Find(ReplyId)).Status); // who attempted it, and by what clock, this process does not know
        world.Clock.Advance(world.Options.Outreach.ReadBackAfter);
        await Handle(QueueNames.Replies, ReplyId);
        await Handle(QueueNames.Replies, ReplyId);
        Assert.Equal(EffectStatus.Sent, (await Find(ReplyId)).Status);
        Assert.Single(Replies);
    }

    [Fact]
    public async Task A_reply_of_which_still_nothing_is_proved_is_parked_again_with_its_reason()
    {
        await ParkReply();
        await ReplayAll();
        for (var look = 0; look < 20 && (await Find(ReplyId)).Status == EffectStatus.Unknown; look++)
        {
            await Handle(QueueNames.Replies, ReplyId);
            world.Clock.Advance(TimeSpan.FromMinutes(1)); // the read budget is a minute's
        }

        Assert.Equal((EffectStatus.Parked, Reason.OutcomeUnproven(Reason.NoneRecognised)), ((await Find(ReplyId)).Status, (await Find(ReplyId)).Reason));
        Assert.Empty(Replies);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_come_of_it_and_moves_nothing()
    {
        await ParkReply();
        await ParkInvitation();
        var said = await Replay(All(dryRun: true));
        Assert.Equal(
            [(ReplyId, ReplayOutcome.Look, Reason.LooksFirst), (Effect.InviteId, ReplayOutcome.Refused, Reason.MayHaveBeenSent(Effect.InviteId))],
            said.Select(r => (r.Effect, r.Outcome, r.Why)));
        Assert.All((await Lead()).Effects, e => Assert.Equal(EffectStatus.Parked, e.Status));
    }

    [Fact]
    public async Task An_invitation_that_may_have_been_sent_needs_the_word_of_somebody_with_a_name()
    {
        await ParkReply();
        await ParkInvitation();
        var refused = Assert.Single(await Replay(Invite(unsent: false)));
        Assert.Equal((ReplayOutcome.Refused, Reason.MayHaveBeenSent(Effect.InviteId)), (refused.Outcome, refused.Why));
        Assert.Equal(400, await Status(Invite(unsent: true)));
        Assert.Equal(400, await Status(Invite(unsent: true), new string('a', 101)));
        Assert.Equal(400, await Status("""{"selection":{"account":"shop"},"dryRun":false,"unsent":true}""", "anna"));
        Assert.Equal(400, await Status($$"""{"selection":{"lead":"{{Id}}"},"dryRun":false,"unsent":true}""", "anna"));
        Assert.Equal(EffectStatus.Parked, (await Find(Effect.InviteId)).Status);

        var done = Assert.Single(await Replay(Invite(unsent: true), "anna"));
        Assert.Equal((ReplayOutcome.Send, Reason.SaidUnsent), (done.Outcome, done.Why));
        var told = (await process.Leads.Journal(Id, default))[^1];
        Assert.Equal((LeadEventKind.Replayed, "anna", Reason.SaidUnsent), (told.Kind, told.By, told.Reason));
        await Handle(QueueNames.Chats, Effect.InviteId);
        Assert.Single(world.Platform.Cards);
    }

    [Fact]
    public async Task What_the_platform_refused_is_sent_again_at_once()
    {
        await Ask();
        await Apply(new LeadCommand.Claim(world.Clock.Now, ReplyId, "a", "text", 0));
        await Apply(new LeadCommand.Settle(world.Clock.Now, ReplyId, "a", new Failure(FailureKind.Rejected, "1", "no"), world.Options.Outreach.Rules));
        Assert.Equal(Reason.SendsAgain, Assert.Single(await ReplayAll()).Why);
        await Handle(QueueNames.Replies, ReplyId);
        Assert.Single(Replies);
    }

    [Fact]
    public async Task A_reply_in_an_account_that_can_list_nothing_any_more_is_refused()
    {
        await ParkReply();
        world.Options.Accounts.RemoveAll(a => a.Id == "shop");
        var later = new SimulatedProcess(world);
        Assert.Equal(Reason.MayHaveBeenSent(ReplyId), Assert.Single(await later.RunReplay($$"""{"selection":{"lead":"{{Id}}"},"dryRun":false}""")).Why);
    }

    private static string All(bool dryRun) => $$"""{"selection":{"account":"shop"},"dryRun":{{(dryRun ? "true" : "false")}}}""";

    private static string Invite(bool unsent) => $$"""{"selection":{"lead":"{{Id}}"},"step":"invite","dryRun":false,"unsent":{{(unsent ? "true" : "false")}}}""";

    private async Task<int?> Status(string json, string? by = null) => Assert.IsType<ContentResult>(await process.StartReplay(json, by)).StatusCode;

    private Task<IReadOnlyList<ReplayItem>> Replay(string json, string? by = null) => process.RunReplay(json, by);

    private async Task<IReadOnlyList<ReplayItem>> ReplayAll()
    {
        await process.Lists.Flush(default);
        var replayed = await Replay(All(dryRun: false));
        Assert.All(replayed, r => Assert.True(r.Outcome is ReplayOutcome.Send or ReplayOutcome.Look));
        return replayed;
    }

    /// <summary>Claimed by a process that died; then a person has to look.</summary>
    private async Task ParkReply()
    {
        await Ask();
        await Lose(ReplyId, "material：好了");
    }

    private async Task ParkInvitation()
    {
        var window = new ChatWindow(WindowKind.Wrote, "chat", "m1", world.Clock.Now, world.Clock.Now.AddDays(1), 6);
        world.Platform.Windows[window.MessageId] = new(window, "person");
        await Apply(new LeadCommand.OpenChat(world.Clock.Now, window, "你好"));
        await Lose(Effect.InviteId, "点");
        await process.Lists.Flush(default);
    }

    private async Task Lose(string effect, string text)
    {
        await Apply(new LeadCommand.Claim(world.Clock.Now, effect, "a crash", text, 0));
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await Apply(new LeadCommand.ReadBack(world.Clock.Now, effect, "a crash", ReadBackResult.Impossible, null, world.Options.Outreach.Rules));
        Assert.Equal((EffectStatus.Parked, Reason.OutcomeUnknown), ((await Find(effect)).Status, (await Find(effect)).Reason));
    }

    private async Task Recognised()
    {
        await process.OwnReplies.Recognise("shop", "open-shop", default);
        await process.OwnReplies.CountSeen("shop", default);
    }

    private async Task Apply(LeadCommand command) => Assert.Null((await process.Leads.Apply(Id, l => LeadDecider.Decide(l, command), default)).Refusal);

    private Task Ask() => process.Triage.Handle(new CommentsMessage("shop", Guid.CreateVersion7(world.Clock.Now).ToString("N"), [world.Platform.Comments[0].Comment]), default);

    private Task Handle(string queue, string effect) => process.Handle(queue, new WorkMessage(Id, effect));

    private async Task<Effect> Find(string effect) => (await Lead()).Find(effect)!;

    private async Task<Lead> Lead() => (await process.Leads.Find(Id, default))!;
}
