using Funnel.Connectors;
using Funnel.DoNotContact;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Storage;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.DoNotContact;

/// <summary>Who wants to be left alone is, in every account, in every process, until an operator says otherwise.</summary>
public sealed class DoNotContactTests
{
    private const string Person = "person-of-many-words";
    private static readonly string ReplyId = Effect.ReplyId("material");
    private readonly World world = Enumerable.Range(1, 50).Select(seed => new World(seed)).First(w => w.Options.Accounts.Count == 2);
    private readonly SimulatedProcess process;

    public DoNotContactTests()
    {
        world.Chaos.On = false;
        world.Platform.Habits = SimulatedPlatform.PlatformHabits.Plain;
        process = new(world);
    }

    [Fact]
    public async Task A_refusal_in_the_chat_drops_what_is_wanted_in_every_account_and_later_comments_get_no_answer()
    {
        await Start(process);
        await Ask("shop", "c1");
        await Ask("studio", "c2");
        await Write("shop", "别再给我发了");

        foreach (var account in (string[])["shop", "studio"])
        {
            var lead = await Lead(account);
            Assert.Equal((Exit.Declined, RefusalSource.Chat, "shop"), (lead.Exit, lead.Refusal!.Source, lead.Refusal.AccountId));
            Assert.Equal((EffectStatus.Dropped, Reason.PersonDeclined), (lead.Find(ReplyId)!.Status, lead.Find(ReplyId)!.Reason));
        }

        await Ask("studio", "c3");
        await process.Handle(QueueNames.Replies, new WorkMessage(LeadId.Of("studio", Person), ReplyId));
        Assert.Equal(EffectStatus.Dropped, (await Lead("studio")).Find(ReplyId)!.Status);
        Assert.Null((await Lead("shop")).Find(Effect.InviteId));
    }

    [Fact]
    public async Task What_is_said_to_one_merchant_is_not_said_to_another()
    {
        (world.Options.Accounts[0].Merchant, world.Options.Accounts[1].Merchant) = ("dawn", "hill");
        world.Options.Offers.ForEach(o => o.Merchant = "hill");
        await Start(process);
        await Write("shop", "退订");
        await Ask("studio", "c1");
        Assert.Equal((Exit.None, EffectStatus.Wanted), ((await Lead("studio")).Exit, (await Lead("studio")).Find(ReplyId)!.Status));
        await Write("studio", "退订");
        Assert.Equal(Exit.Declined, (await Lead("studio")).Exit);
    }

    [Fact]
    public async Task Who_refuses_without_ever_having_asked_is_known_when_they_ask()
    {
        await Start(process);
        await Write("shop", "退订");
        await Ask("studio", "c1");
        var lead = await Lead("studio");
        Assert.Equal((Exit.Declined, true), (lead.Exit, lead.Effects.IsEmpty));
    }

    [Fact]
    public async Task A_refusal_in_a_comment_counts_where_it_is_meant_for_us()
    {
        await Start(process);
        await Say("shop", "c1", "别再私信我了", parent: "somebody-elses");
        Assert.Null(process.DoNotContact.Find("shop", Person));
        await Ask("shop", "c2");
        await Say("shop", "c3", "别再私信我了", parent: "c2");
        Assert.Equal(RefusalSource.Comment, process.DoNotContact.Find("studio", Person)?.Refusal.Source);
    }

    [Fact]
    public async Task Who_adds_us_after_a_refusal_is_a_task_for_staff_and_a_later_lift_lets_the_machine_answer_again()
    {
        await Start(process);
        await Ask("shop", "c1");
        await Write("shop", "不要了");
        var state = new LeadToken(System.Text.Encoding.UTF8.GetBytes(World.TokenKey)).Issue(TokenKind.Invitation, LeadId.Of("shop", Person));
        world.WeChat.Codes.Add("code", new(new("staff", "wx"), world.Clock.Now.AddSeconds(20)));
        await process.ContactEvents.Handle("wecom", new DestinationEvent.Added(new("staff", "wx"), state, "code", false, world.Clock.Now), default);
        var lead = await Lead("shop");
        Assert.Equal((EffectStatus.Parked, Reason.RefusedAndAdded, Exit.Declined), (lead.Find(Effect.WelcomeId)!.Status, lead.Find(Effect.WelcomeId)!.Reason, lead.Exit));
        Assert.Empty(world.WeChat.Welcomed);

        await process.Refused.Lift("shop", Person, "lin", null, default);
        Assert.Null(process.DoNotContact.Find("studio", Person));
        await Ask("shop", "c2");
        Assert.Equal(EffectStatus.Wanted, (await Lead("shop")).Find(ReplyId)!.Status);
    }

    [Fact]
    public async Task Another_process_knows_at_its_next_look_and_words_that_are_told_twice_do_not_undo_a_lift()
    {
        var other = new SimulatedProcess(world);
        await Start(process);
        await Start(other);
        var at = world.Clock.Now;
        await Write("shop", "退订");
        Assert.Null(other.DoNotContact.Find("shop", Person));
        await other.DoNotContact.Refresh(default);
        Assert.NotNull(other.DoNotContact.Find("shop", Person));

        world.Clock.Advance(TimeSpan.FromSeconds(10));
        await other.Refused.Lift("shop", Person, "lin", null, default);
        await Write("shop", "退订", at);
        Assert.Null(process.DoNotContact.Find("shop", Person));
        await process.DoNotContact.Refresh(default);
        Assert.Equal(0, process.DoNotContact.Count);
    }

    [Fact]
    public async Task What_is_listed_and_not_yet_told_to_the_lead_is_dropped_before_it_is_claimed()
    {
        await Start(process);
        await Ask("shop", "c1");
        await process.Refused.Note("shop", Person, RefusalSource.Operator, "lin", world.Clock.Now, default);
        await process.Handle(QueueNames.Replies, new WorkMessage(LeadId.Of("shop", Person), ReplyId));
        var lead = await Lead("shop");
        Assert.Equal((EffectStatus.Dropped, Exit.Declined, 0), (lead.Find(ReplyId)!.Status, lead.Exit, lead.Find(ReplyId)!.Attempts));
    }

    [Fact]
    public async Task The_list_holds_nothing_by_which_a_person_is_known()
    {
        await Start(process);
        await Ask("shop", "c1");
        await Write("shop", "别再给我发了");
        var stored = await world.Rows.QueryAll(Tables.Accounts, ListRows.Partition, KeyRange.All, default).ToListAsync();
        Assert.Equal(3, stored.Count);
        Assert.All(stored, r => Assert.DoesNotContain(Person, r.Key + r.Payload, StringComparison.Ordinal));
        Assert.All(stored, r => Assert.DoesNotContain("别再", r.Payload, StringComparison.Ordinal));
        Assert.All(stored, r => Assert.DoesNotContain(LeadId.Of("shop", Person).ToString(), r.Key + r.Payload, StringComparison.Ordinal));
    }

    private static Task Start(SimulatedProcess one) => one.WatchSettings();

    private async Task<Lead> Lead(string account) => (await process.Leads.Find(LeadId.Of(account, Person), default))!;

    private Task Ask(string account, string id) => Say(account, id, "求资料");

    private async Task Say(string account, string id, string text, string? parent = null)
    {
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        var comment = new Comment(id, account + "-v1", Person, text, world.Clock.Now, parent);
        await process.Triage.Handle(new CommentsMessage(account, "page-" + id, [comment]), default);
    }

    private async Task Write(string account, string text, DateTimeOffset? at = null)
    {
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        var when = at ?? world.Clock.Now;
        var window = new ChatWindow(WindowKind.Wrote, "chat-" + account, "w-" + when.Ticks, when, when.AddDays(1), 6);
        await process.Events.Queue("douyin", [new SourceEvent.ChatOpened("open-" + account, Person, window, text, null, null)], default);
    }
}
