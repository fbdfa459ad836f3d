using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Storage;

namespace Funnel.Tests.Replay;

/// <summary>A chat that closed before the invitation went out: nobody is forgotten for it.</summary>
public sealed class MissedWindowTests
{
    private readonly ReplayShop shop = new();

    [Fact]
    public async Task Whoever_was_missed_waits_for_an_operator_with_words_and_link_ready()
    {
        await Miss();
        var effect = await shop.Effect(0, Effect.InviteId);
        Assert.Equal((EffectStatus.Parked, Reason.WindowMissed), (effect.Status, effect.Reason));
        Assert.Matches("^点开就能领 https?://", effect.Text);
        await shop.Process.Lists.Flush(default);
        Assert.Contains((await shop.Process.Lists.Waiting("shop", default)).Single().Waiting, w => w.Effect == Effect.InviteId);
        Assert.Empty(shop.World.Platform.Cards);
    }

    [Fact]
    public async Task Also_when_the_platform_closed_it_before_its_time()
    {
        await Open("m1", TimeSpan.FromHours(1));
        shop.World.Platform.Windows["m1"].Used = 6;
        await shop.Work(QueueNames.Chats);
        await Reconcile();
        Assert.Equal(Reason.WindowMissed, (await shop.Effect(0, Effect.InviteId)).Reason);
    }

    [Fact]
    public async Task When_the_person_writes_again_it_goes_out_by_itself_once()
    {
        await Miss();
        await Open("m2", TimeSpan.FromHours(1));
        await shop.Work(QueueNames.Chats);
        Assert.Single(shop.World.Platform.Cards);
        Assert.Equal(EffectStatus.Sent, (await shop.Effect(0, Effect.InviteId)).Status);
        await Open("m3", TimeSpan.FromHours(1));
        await shop.Work(QueueNames.Chats);
        await Reconcile();
        Assert.Single(shop.World.Platform.Cards);
    }

    [Fact]
    public async Task What_may_have_been_sent_does_not_go_out_by_itself()
    {
        await Open("m1", TimeSpan.FromHours(1));
        await shop.Drop(QueueNames.Chats);
        await shop.Apply(0, new LeadCommand.Claim(shop.World.Clock.Now, Effect.InviteId, "a", "点", 0));
        shop.World.Clock.Advance(TimeSpan.FromMinutes(2));
        await shop.Apply(0, new LeadCommand.Park(shop.World.Clock.Now, Effect.InviteId, Reason.WindowMissed));
        await Open("m2", TimeSpan.FromHours(1));
        await shop.Work(QueueNames.Chats);
        Assert.Empty(shop.World.Platform.Cards);
        Assert.Equal(EffectStatus.Parked, (await shop.Effect(0, Effect.InviteId)).Status);
    }

    [Fact]
    public async Task Whoever_said_no_or_came_another_way_is_nobodys_task()
    {
        await Open("m1", TimeSpan.FromSeconds(30));
        await shop.Drop(QueueNames.Chats);
        await shop.Apply(0, new LeadCommand.Decline(shop.World.Clock.Now, "不要了"));
        await Reconcile();
        Assert.False((await shop.Process.Leads.Find(ReplayShop.Id(0), default))!.NeedsPerson);
    }

    private async Task Miss()
    {
        await Open("m1", TimeSpan.FromSeconds(30));
        await shop.Drop(QueueNames.Chats);
        await Reconcile();
    }

    private async Task Reconcile()
    {
        shop.World.Clock.Advance(TimeSpan.FromMinutes(2));
        await shop.Process.Reconcile();
    }

    private async Task Open(string message, TimeSpan lifetime)
    {
        if (await shop.Process.Leads.Find(ReplayShop.Id(0), default) is null)
        {
            await shop.Ask(0);
            await shop.Work(QueueNames.Replies);
        }

        var window = new ChatWindow(WindowKind.Wrote, "chat", message, shop.World.Clock.Now, shop.World.Clock.Now + lifetime, 6);
        shop.World.Platform.Windows[window.MessageId] = new(window, ReplayShop.Person(0));
        await shop.Apply(0, new LeadCommand.OpenChat(shop.World.Clock.Now, window, "你好"));
    }
}
