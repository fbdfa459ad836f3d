using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Storage;
using Funnel.Tests.Simulation;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.DoNotContact;

/// <summary>Whoever refuses in the chat is told once that nothing more comes, and then nothing more comes.</summary>
public sealed class RefusalConfirmationTests
{
    private const string Person = "person-of-few-words";
    private readonly World world = Enumerable.Range(1, 50).Select(seed => new World(seed)).First(w => w.Options.Accounts.Count == 2);
    private readonly SimulatedProcess process;

    public RefusalConfirmationTests()
    {
        world.Chaos.On = false;
        world.Platform.Habits = SimulatedPlatform.PlatformHabits.Plain;
        process = new(world);
    }

    [Fact]
    public async Task A_refusal_in_the_chat_is_confirmed_once_in_that_chat_and_what_the_person_writes_later_gets_nothing()
    {
        await process.WatchSettings();
        await Ask("shop", "c1");
        await Ask("studio", "c2");
        await Write("shop", "别再给我发了");
        await Write("shop", "退订");
        await Write("studio", "退订");
        await Work("shop");
        await Work("studio");

        Assert.Equal([("shop", Person, world.Options.Outreach.RefusalConfirmation)], world.Platform.Texts.Select(t => (t.Account, t.PersonId, t.Body)));
        Assert.Equal((EffectStatus.Sent, Exit.Declined), ((await Confirmation())!.Status, (await Lead("shop")).Exit));
        Assert.Empty(world.Platform.Cards);
    }

    [Fact]
    public async Task After_a_lift_and_another_refusal_it_is_not_said_again_in_any_account_for_a_month()
    {
        await process.WatchSettings();
        await Ask("shop", "c1");
        await Ask("studio", "c2");
        await Write("shop", "退订");
        await Work("shop");
        await process.Refused.Lift("shop", Person, "lin", null, default);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await Write("studio", "退订");
        await Work("studio");
        Assert.Single(world.Platform.Texts);

        await process.Refused.Lift("shop", Person, "lin", null, default);
        world.Clock.Advance(TimeSpan.FromDays(31));
        await Write("shop", "退订");
        await Work("shop");
        Assert.Equal(2, world.Platform.Texts.Count);
    }

    [Fact]
    public async Task Who_refuses_in_a_comment_or_by_an_operator_or_where_it_is_switched_off_is_told_nothing()
    {
        await process.WatchSettings();
        await Say("shop", "c1", "求资料");
        await Say("shop", "c2", "别再私信我了", parent: "c1");
        await Write("shop", "退订");
        await Work("shop");
        Assert.Null(await Confirmation());

        await process.Refused.Lift("shop", Person, "lin", null, default);
        world.Clock.Advance(TimeSpan.FromDays(31));
        world.Options.Outreach.RefusalConfirmation = "";
        await Write("shop", "退订");
        await Work("shop");
        Assert.Null(await Confirmation());
        Assert.Empty(world.Platform.Texts);
    }

    [Fact]
    public async Task A_switch_holds_it_back_and_when_that_goes_on_it_is_given_up_without_a_task()
    {
        await process.WatchSettings();
        await Ask("shop", "c1");
        await process.Settings.Put("switches", Switches.All, """{"paused":false,"held":true}""", 0, "lin", default);
        await Write("shop", "退订");
        await Work("shop");
        Assert.Equal((EffectStatus.Wanted, null), ((await Confirmation())!.Status, (await Confirmation())!.Held));

        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await Work("shop");
        Assert.Equal((EffectStatus.Dropped, Reason.NotSaidInTime), ((await Confirmation())!.Status, (await Confirmation())!.Reason));
        Assert.False((await Lead("shop")).NeedsPerson);
        Assert.Empty(world.Platform.Texts);
    }

    [Fact]
    public async Task Who_is_taken_off_the_list_before_it_went_out_is_not_told_that_nothing_more_comes()
    {
        await process.WatchSettings();
        await Ask("shop", "c1");
        await Write("shop", "退订");
        await process.Refused.Lift("shop", Person, "lin", null, default);
        await Work("shop");
        Assert.Equal((EffectStatus.Dropped, Reason.RefusalLifted), ((await Confirmation())!.Status, (await Confirmation())!.Reason));
        Assert.Empty(world.Platform.Texts);
    }

    [Theory]
    [InlineData(FailureKind.Unknown, 1)]
    [InlineData(FailureKind.Transient, 0)]
    [InlineData(FailureKind.WindowClosed, 0)]
    public void An_attempt_that_failed_or_of_which_nobody_knows_is_the_last(FailureKind kind, int used)
    {
        const string id = Effect.RefusalConfirmationId;
        var lead = Inquired().After(Refuses());
        Assert.Equal(EffectStatus.Wanted, lead.Find(id)!.Status);
        var over = lead.After(Claim(id), Settle(id, Failed(kind)));
        Assert.Equal((EffectStatus.Dropped, used), (over.Find(id)!.Status, over.WindowUsed));
        Assert.Equal(kind == FailureKind.Unknown, over.Find(id)!.MayHaveBeenSent);
        var found = lead.After(Claim(id), ReadBack(id, ReadBackResult.Impossible));
        Assert.Equal((EffectStatus.Dropped, false), (found.Find(id)!.Status, found.NeedsPerson));
    }

    [Fact]
    public void Where_the_chat_is_over_nothing_is_wanted()
    {
        var late = Refuses() with { Now = Noon.AddDays(2) };
        Assert.Null(Inquired().After(late).Find(Effect.RefusalConfirmationId));
    }

    private static LeadCommand.Decline Refuses() => new(Noon, "退订")
    {
        Refused = new(Noon, RefusalSource.Chat, "system", "shop"),
        Message = new(Noon, Wrote(), "退订"),
        Confirms = true,
    };

    private async Task<Lead> Lead(string account) => (await process.Leads.Find(LeadId.Of(account, Person), default))!;

    private async Task<Effect?> Confirmation() => (await Lead("shop")).Find(Effect.RefusalConfirmationId);

    private Task Work(string account) => process.Handle(QueueNames.Chats, new WorkMessage(LeadId.Of(account, Person), Effect.RefusalConfirmationId));

    private Task Ask(string account, string id) => Say(account, id, "求资料");

    private async Task Say(string account, string id, string text, string? parent = null)
    {
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        var comment = new Comment(id, account + "-v1", Person, text, world.Clock.Now, parent);
        await process.Triage.Handle(new CommentsMessage(account, "page-" + id, [comment]), default);
    }

    private async Task Write(string account, string text)
    {
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        var when = world.Clock.Now;
        var window = new ChatWindow(WindowKind.Wrote, "chat-" + account, "w-" + when.Ticks, when, when.AddDays(1), 6);
        world.Platform.Windows.Add(window.MessageId, new(window, Person));
        await process.Events.Queue("douyin", [new SourceEvent.ChatOpened("open-" + account, Person, window, text, null, null)], default);
    }
}
