using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Replay;
using Funnel.Storage;

namespace Funnel.Tests.Replay;

/// <summary>An invitation needs an open chat. What an operator has run again comes back to them when there is none, and never waits where nobody sees it.</summary>
public sealed class ReplayedInvitationTests
{
    private readonly ReplayShop shop = new();

    [Fact]
    public async Task Without_an_open_chat_it_is_refused_and_goes_on_waiting_for_a_person()
    {
        await Park(lifetime: TimeSpan.FromSeconds(30));
        shop.World.Clock.Advance(TimeSpan.FromMinutes(1));
        var said = Assert.Single(await shop.Process.RunReplay(ReplayShop.DryRun));
        var done = Assert.Single(await shop.Process.RunReplay(ReplayShop.Everybody));
        Assert.Equal((ReplayOutcome.Refused, Reason.NoWindowToReplay), (said.Outcome, said.Why));
        Assert.Equal((said.Outcome, said.Why), (done.Outcome, done.Why));
        Assert.Equal(EffectStatus.Parked, (await shop.Effect(0, Effect.InviteId)).Status);
    }

    [Fact]
    public async Task A_dry_run_says_the_words_and_the_link_that_are_sent()
    {
        await Park(lifetime: TimeSpan.FromHours(1));
        var said = Assert.Single(await shop.Process.RunReplay(ReplayShop.DryRun));
        Assert.Equal((ReplayOutcome.Send, "点开就能领"), (said.Outcome, said.Text));
        await shop.Process.RunReplay(ReplayShop.Everybody);
        await shop.Work(QueueNames.Chats);
        Assert.Contains(Uri.EscapeDataString(said.Link!.AbsoluteUri), Assert.Single(shop.World.Platform.Cards).Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_chat_ends_before_its_turn_comes_it_goes_back_to_the_operator()
    {
        await Park(lifetime: TimeSpan.FromSeconds(30));
        Assert.Equal(ReplayOutcome.Send, Assert.Single(await shop.Process.RunReplay(ReplayShop.Everybody)).Outcome);
        shop.World.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.Work(QueueNames.Chats);
        await IsBack();
    }

    [Fact]
    public async Task Also_when_its_message_was_lost_with_a_killed_process()
    {
        await Park(lifetime: TimeSpan.FromSeconds(30));
        await shop.Process.RunReplay(ReplayShop.Everybody);
        await shop.Drop(QueueNames.Chats);
        shop.World.Clock.Advance(TimeSpan.FromMinutes(2));
        shop.Restart();
        await shop.Process.Reconcile();
        await shop.Work(QueueNames.Chats);
        await IsBack();
    }

    [Fact]
    public async Task Also_when_it_is_the_platform_that_says_so()
    {
        await Park(lifetime: TimeSpan.FromHours(1));
        shop.World.Platform.Windows["m1"].Used = 6;
        await shop.Process.RunReplay(ReplayShop.Everybody);
        await shop.Work(QueueNames.Chats);
        await IsBack();
    }

    [Fact]
    public async Task An_operators_word_is_about_the_attempt_they_knew_of()
    {
        await Park(lifetime: TimeSpan.FromHours(1));
        await shop.Process.RunReplay(ReplayShop.Everybody);
        await Lose("first");
        var id = await shop.Process.Begin($$"""{"selection":{"lead":"{{ReplayShop.Id(0)}}"},"step":"invite","dryRun":false,"unsent":true}""", "anna");
        await shop.Apply(0, new LeadCommand.Replay(shop.World.Clock.Now, Effect.InviteId, shop.World.Options.Outreach.Rules) { Unsent = true });
        await Lose("second");
        await shop.Process.WorkOn(id);
        Assert.Equal(Reason.StaleAttempt(Effect.InviteId, "first"), Assert.Single(await shop.Process.Told(id)).Why);
    }

    private async Task Lose(string attempt)
    {
        await shop.Drop(QueueNames.Chats);
        await shop.Apply(0, new LeadCommand.Claim(shop.World.Clock.Now, Effect.InviteId, attempt, "点", 0));
        shop.World.Clock.Advance(TimeSpan.FromMinutes(2));
        await shop.Apply(0, new LeadCommand.ReadBack(shop.World.Clock.Now, Effect.InviteId, attempt, ReadBackResult.Impossible, null, shop.World.Options.Outreach.Rules));
    }

    private async Task Park(TimeSpan lifetime)
    {
        await shop.Ask(0);
        await shop.Work(QueueNames.Replies);
        var window = new ChatWindow(WindowKind.Wrote, "chat", "m1", shop.World.Clock.Now, shop.World.Clock.Now + lifetime, 6);
        shop.World.Platform.Windows[window.MessageId] = new(window, ReplayShop.Person(0));
        await shop.Apply(0, new LeadCommand.OpenChat(shop.World.Clock.Now, window, "你好"));
        await shop.Apply(0, new LeadCommand.Park(shop.World.Clock.Now, Effect.InviteId, Reason.WorkFailed));
        await shop.Drop(QueueNames.Chats);
        await shop.Process.Lists.Flush(default);
    }

    private async Task IsBack()
    {
        var effect = await shop.Effect(0, Effect.InviteId);
        Assert.Equal((EffectStatus.Parked, Reason.NoWindowToReplay), (effect.Status, effect.Reason));
        await shop.Process.Lists.Flush(default);
        Assert.Contains((await shop.Process.Lists.Waiting("shop", default)).Single().Waiting, w => w.Effect == Effect.InviteId);
        Assert.Empty(shop.World.Platform.Cards);
    }
}
