using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Storage;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.Clocks;

/// <summary>Windows and welcome codes count from when their events come, by our clock: the platforms' clocks may be others, and they refuse what is over.</summary>
public sealed class ReceiptTests
{
    private static readonly LeadId Id = LeadId.Of("shop", "person");
    private static readonly ContactId Contact = new("staff", "wx");
    private readonly World world = new(1);
    private readonly SimulatedProcess process;

    public ReceiptTests()
    {
        world.Chaos.On = false;
        world.Options.Accounts.RemoveRange(1, world.Options.Accounts.Count - 1);
        process = new(world);
        var comment = new Comment("c1", "shop-v1", "person", "求资料", world.Clock.Now);
        world.Platform.Comments.Add(new(comment, "shop"));
    }

    /// <param name="seconds">How far our clock is ahead, or how late the event comes.</param>
    [Theory]
    [InlineData(-45)]
    [InlineData(0)]
    [InlineData(25)]
    [InlineData(45)]
    [InlineData(3600)]
    public async Task An_open_chat_is_answered_however_the_clocks_differ(int seconds)
    {
        await Ask();
        await Open(seconds, isOpen: true);
        Assert.Single(world.Platform.Cards);
        Assert.Equal(Stage.Invited, (await Lead()).Stage);
        Assert.Equal(world.Clock.Now.AddSeconds(30), (await Lead()).Window!.ExpiresAt);
    }

    [Fact]
    public async Task A_window_that_the_platform_has_closed_costs_one_refused_call_and_the_next_is_used()
    {
        await Ask();
        await Open(25, isOpen: false);
        Assert.Equal(EffectStatus.Wanted, (await Lead()).Find(Effect.InviteId)!.Status);
        Assert.Equal(1, (await Lead()).Find(Effect.InviteId)!.Attempts);
        await Open(25, isOpen: true);
        Assert.Single(world.Platform.Cards);
    }

    [Theory]
    [InlineData(-45)]
    [InlineData(0)]
    [InlineData(25)]
    [InlineData(45)]
    [InlineData(3600)]
    public async Task A_live_welcome_code_is_used_however_the_clocks_differ(int seconds)
    {
        await Ask();
        world.WeChat.Codes.Add("code", new(Contact, world.Clock.Now.AddSeconds(20)));
        await Add(seconds);
        Assert.Single(world.WeChat.Welcomed);
        Assert.Equal(Stage.Served, (await Lead()).Stage);
    }

    [Fact]
    public async Task A_dead_welcome_code_is_parked_with_what_the_platform_says()
    {
        await Ask();
        world.WeChat.Codes.Add("code", new(Contact, world.Clock.Now.AddSeconds(-5)));
        await Add(25);
        var welcome = (await Lead()).Find(Effect.WelcomeId)!;
        Assert.Equal((EffectStatus.Parked, 1), (welcome.Status, welcome.Attempts));
        Assert.Equal(("welcome-failed", "41050"), (welcome.Reason!.Code, welcome.Reason.Cause!.Args["code"]));
    }

    [Fact]
    public async Task A_welcome_of_unknown_outcome_is_tried_again_while_its_code_lives_by_our_clock()
    {
        await Ask();
        world.WeChat.Codes.Add("code", new(Contact, world.Clock.Now.AddSeconds(20)));
        await process.Leads.Apply(Id, l => LeadDecider.Decide(l, new LeadCommand.Arrive(world.Clock.Now, Contact, "code", world.Clock.Now.AddSeconds(19), world.Clock.Now.AddSeconds(-40)))
            .Then(new LeadCommand.Claim(world.Clock.Now, Effect.WelcomeId, "crashed", "text", 0)), CancellationToken.None);
        world.Clock.Advance(TimeSpan.FromSeconds(8));
        foreach (var message in world.Queues.Receive(QueueNames.FollowUps, 32, TimeSpan.FromMinutes(1)))
        {
            await process.Handle(QueueNames.FollowUps, message.Body);
        }

        Assert.Single(world.WeChat.Welcomed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_code_that_nobody_tried_is_tried_once_whatever_our_clock_says_by_then(bool lives)
    {
        await Ask();
        world.WeChat.Codes.Add("code", new(Contact, world.Clock.Now.AddSeconds(lives ? 7220 : -1)));
        await process.Leads.Apply(Id, l => LeadDecider.Decide(l, new LeadCommand.Arrive(world.Clock.Now, Contact, "code", world.Clock.Now.AddSeconds(19), world.Clock.Now)), CancellationToken.None);
        world.Clock.Set(TimeSpan.FromHours(2));
        foreach (var message in world.Queues.Receive(QueueNames.FollowUps, 32, TimeSpan.FromMinutes(1)))
        {
            await process.Handle(QueueNames.FollowUps, message.Body);
        }

        Assert.Equal(lives ? 1 : 0, world.WeChat.Welcomed.Count);
        Assert.Equal(lives ? EffectStatus.Sent : EffectStatus.Parked, (await Lead()).Find(Effect.WelcomeId)!.Status);
    }

    private Task Ask() => process.Triage.Handle(new("shop", Guid.CreateVersion7(world.Clock.Now).ToString("N"), [world.Platform.Comments[0].Comment]), CancellationToken.None);

    private async Task Open(int secondsAgo, bool isOpen)
    {
        var theirs = world.Clock.Now.AddSeconds(-secondsAgo);
        var window = new ChatWindow(WindowKind.Opened, "chat", world.Platform.NewId("w"), theirs, theirs.AddSeconds(30), 3);
        world.Platform.Windows.Add(window.MessageId, new(window with { ExpiresAt = world.Clock.Now.AddSeconds(isOpen ? 30 : -1) }, "person"));
        await process.Events.Queue("douyin", [new SourceEvent.ChatOpened("open-shop", "person", window, null, null, null)], CancellationToken.None);
        foreach (var message in world.Queues.Receive(QueueNames.Chats, 32, TimeSpan.FromMinutes(1)))
        {
            await process.Handle(QueueNames.Chats, message.Body);
            world.Queues.Delete(QueueNames.Chats, message);
        }
    }

    private Task Add(int secondsAgo) => process.ContactEvents.Handle("wecom",
        new DestinationEvent.Added(Contact, process.Tokens.Issue(TokenKind.Invitation, Id), "code", false, world.Clock.Now.AddSeconds(-secondsAgo)), CancellationToken.None);

    private async Task<Lead> Lead() => (await process.Leads.Find(Id, CancellationToken.None))!;
}
