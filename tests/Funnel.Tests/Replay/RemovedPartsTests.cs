using Funnel.Connectors;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Reasons;
using Funnel.Replay;
using Funnel.Review;
using Funnel.Settings;
using Funnel.Storage;
using Funnel.Tests.Simulation;
using Funnel.Triage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Funnel.Tests.Replay;

/// <summary>An offer or an account is taken out of the configuration while people are under way, and put back later. Each time the host starts anew.</summary>
public sealed class RemovedPartsTests
{
    private static readonly LeadId Id = LeadId.Of("shop", "person");
    private static readonly string ReplyId = Effect.ReplyId("material");
    private static readonly Reason OfferGone = Reason.OfferRemoved("material");
    private static readonly Reason AccountGone = Reason.AccountRemoved("shop");

    private readonly World world = new(1);
    private readonly ContactId contact = new("staff", "wx");
    private readonly FunnelOptions all;
    private SimulatedProcess process;

    public RemovedPartsTests()
    {
        world.Chaos.On = false;
        process = new(world);
        all = new() { Offers = [.. world.Options.Offers], Accounts = [.. world.Options.Accounts] };
        Comment("c1", "求资料");
    }

    [Fact]
    public async Task A_reply_of_an_offer_that_is_gone_waits_for_it()
    {
        await Ask("c1");
        Start(without: "material");
        await Reply();
        await Waits(ReplyId, OfferGone);
        Assert.Empty(world.Platform.Comments[0].Replies);
        await BackAndReplay(ReplyId);
        await Reply();
        Assert.Single(world.Platform.Comments[0].Replies);
    }

    [Fact]
    public async Task A_reply_in_an_account_that_is_gone_waits_for_it()
    {
        await Ask("c1");
        StartWithoutAccount();
        await Reply();
        await Waits(ReplyId, AccountGone);
        await BackAndReplay(ReplyId);
        await Reply();
        Assert.Single(world.Platform.Comments[0].Replies);
    }

    [Fact]
    public async Task A_reply_whose_outcome_nobody_knows_is_never_said_to_be_unsent_because_the_account_is_gone()
    {
        await Ask("c1");
        await process.Leads.Apply(Id, l => LeadDecider.Decide(l, new LeadCommand.Claim(world.Clock.Now, ReplyId, "a crash", "text", 0)), default);
        StartWithoutAccount();
        for (var look = 0; look < 10; look++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(2));
            await Reply();
        }

        var effect = (await Lead()).Find(ReplyId)!;
        Assert.Equal(EffectStatus.Parked, effect.Status);
        Assert.Equal(Reason.OutcomeUnproven(Reason.AccountUnknown("shop")), effect.Reason);
    }

    [Fact]
    public async Task A_later_look_at_a_reply_in_an_account_that_is_gone_does_no_harm()
    {
        await Ask("c1");
        await Reply();
        StartWithoutAccount();
        await process.Handle(QueueNames.FollowUps, new WorkMessage(Id, ReplyId));
        Assert.Equal(EffectStatus.Sent, (await Lead()).Find(ReplyId)!.Status);
    }

    [Fact]
    public async Task Who_opens_the_chat_for_an_offer_that_is_gone_is_noted_and_invited_when_it_is_back()
    {
        await Ask("c1");
        Start(without: "material");
        await Open(Wrote());
        await Waits(Effect.InviteId, OfferGone);
        Assert.Equal(Stage.Talking, (await Lead()).Stage);
        await BackAndReplay(Effect.InviteId);
        await process.Handle(QueueNames.Chats, new WorkMessage(Id, Effect.InviteId));
        Assert.Single(world.Platform.Cards);
    }

    [Fact]
    public async Task Who_opened_the_chat_of_an_account_that_is_gone_waits()
    {
        await Ask("c1");
        StartWithoutAccount();
        await Open(Wrote());
        await Waits(Effect.InviteId, AccountGone);
        await BackAndReplay(Effect.InviteId);
        await process.Handle(QueueNames.Chats, new WorkMessage(Id, Effect.InviteId));
        Assert.Single(world.Platform.Cards);
    }

    [Fact]
    public async Task Who_adds_us_for_an_offer_that_is_gone_is_a_contact_and_waits_for_the_material()
    {
        await Ask("c1");
        Start(without: "material");
        await Add("code");
        await FollowUp();
        await Waits(Effect.WelcomeId, OfferGone);
        await Waits(Effect.LabelId, OfferGone);
        Assert.Equal((Stage.Added, contact), ((await Lead()).Stage, (await Lead()).Contact));
        Assert.Contains(await process.Leads.Journal(Id, default), e => e.Kind == LeadEventKind.Arrived);
        Assert.Empty(world.WeChat.Welcomed);
        await BackAndReplay(Effect.LabelId);
        await FollowUp();
        Assert.Equal(EffectStatus.Sent, (await Lead()).Find(Effect.LabelId)!.Status);
    }

    [Fact]
    public async Task While_the_code_lives_the_welcome_itself_can_be_replayed()
    {
        await Ask("c1");
        Start(without: "material");
        await Add("code");
        await BackAndReplay(Effect.WelcomeId);
        await FollowUp();
        Assert.Single(world.WeChat.Welcomed);
    }

    [Fact]
    public async Task Who_is_found_in_the_list_of_arrivals_is_a_contact_whatever_is_configured()
    {
        await Ask("c1");
        Start(without: "material");
        world.WeChat.Arrivals.Add(new(contact, process.Tokens.Issue(Id)));
        await process.Reconcile();
        await FollowUp();
        Assert.Equal(contact, (await Lead()).Contact);
        await Waits(Effect.LabelId, OfferGone);
    }

    [Fact]
    public async Task An_older_promise_that_is_gone_does_not_hold_up_the_newer_one()
    {
        await Ask("c1");
        Comment("c2", "多少钱一套");
        await Ask("c2");
        Start(without: "material");
        await Add("code");
        Assert.Single(world.WeChat.Welcomed);
    }

    [Fact]
    public async Task An_account_that_is_gone_does_not_keep_a_contact_from_the_material()
    {
        await Ask("c1");
        StartWithoutAccount();
        await Add("code");
        Assert.Single(world.WeChat.Welcomed);
    }

    [Fact]
    public async Task What_the_platform_tells_about_an_account_that_is_gone_is_passed_over()
    {
        StartWithoutAccount();
        await process.Events.Queue("douyin", [new SourceEvent.Commented("open-shop", world.Platform.Comments[0].Comment), new SourceEvent.ChatOpened("open-shop", "person", Wrote(), null, null, null)], default);
        Assert.Equal(0, await world.Queues.Count(QueueNames.Comments, default) + await world.Queues.Count(QueueNames.Chats, default));
        await Ask("c1");
        Assert.Null(await process.Leads.Find(Id, default));
    }

    [Fact]
    public async Task A_comment_to_review_for_an_offer_that_is_gone_asks_for_another()
    {
        var verdict = new Verdict(0.5f, InquiryKind.Material, Decision.Review, Tier.Model);
        await process.Reviews.Add("shop", [new(world.Platform.Comments[0].Comment, verdict, Offers(NewSettings()).Find("material"))], default);
        Start(without: "material");
        var item = Assert.Single(await process.Reviews.List("shop", 10, default));
        Assert.Equal(ReviewResult.NoOffer, await process.Reviews.Decide("shop", item.Id, true, null, "anna", default));
        Assert.Equal(ReviewResult.Done, await process.Reviews.Decide("shop", item.Id, true, "price", "anna", default));
    }

    [Fact]
    public async Task Whom_it_concerns_is_counted_once_each()
    {
        Comment("c2", "求资料", "second");
        Comment("c3", "多少钱一套", "third");
        Comment("c4", "求资料", "fourth");
        Assert.Empty(await Removed());
        foreach (var comment in new[] { "c1", "c2", "c3", "c4" })
        {
            await Ask(comment);
        }

        await process.Leads.Apply(LeadId.Of("shop", "fourth"), l => LeadDecider.Decide(l, new LeadCommand.Decline(world.Clock.Now, "no")), default);
        await Reply(); // sent, but they are still to be invited and welcomed
        Start(without: "material");
        Assert.Equal([new RemovedPart(RemovedParts.OfferKind, "material", 2)], await Removed());
        Start(without: null);
        Assert.Empty(await Removed());
        StartWithoutAccount();
        Assert.Contains(new RemovedPart(RemovedParts.AccountKind, "shop", 3), await Removed());
    }

    [Fact]
    public async Task What_concerns_nobody_is_forgotten()
    {
        Assert.Empty(await Removed());
        Start(without: "material");
        Assert.Empty(await Removed());
        Assert.DoesNotContain((await world.Rows.Query(Tables.Accounts, "offers", KeyRange.All, 100, null, default)).Rows, r => r.Key == "material");
    }

    private Task<IReadOnlyList<RemovedPart>> Removed()
    {
        var settings = NewSettings();
        return Flushed(() => new RemovedParts(process.Accounts, Offers(settings), settings, process.Lists, world.Rows, new(Options.Create(world.Options), world.Clock), NullLogger<RemovedParts>.Instance).Find(default));
    }

    private SettingsStore NewSettings() => new(world.Rows, world.Clock);

    private OfferBook Offers(SettingsStore settings) => new(Options.Create(world.Options), settings, NullLogger<OfferBook>.Instance);

    private async Task<T> Flushed<T>(Func<Task<T>> then)
    {
        await process.Accounts.Health(default); // the accounts are known from their first use on
        await process.Lists.Flush(default);
        return await then();
    }

    private void Start(string? without)
    {
        Flush();
        world.Options.Offers = [.. all.Offers.Where(o => o.Id != without)];
        world.Options.Accounts = [.. all.Accounts];
        process = new(world);
    }

    private void StartWithoutAccount()
    {
        Flush();
        world.Options.Accounts.RemoveAll(a => a.Id == "shop");
        process = new(world);
    }

    private void Flush() => process.Lists.Flush(default).GetAwaiter().GetResult();

    private async Task BackAndReplay(string effect)
    {
        Start(without: null);
        Assert.True(Assert.Single(await process.Parked.Replay([Id], effect, dryRun: false, "anna", default)).Done);
    }

    private async Task Waits(string effect, Reason reason)
    {
        var found = (await Lead()).Find(effect)!;
        Assert.Equal((EffectStatus.Parked, reason), (found.Status, found.Reason));
        await process.Lists.Flush(default);
        Assert.Contains(new WaitingEffect(effect, reason), (await process.Lists.Waiting("shop", default)).Single(l => l.Id == Id).Waiting);
    }

    private void Comment(string id, string text, string person = "person") =>
        world.Platform.Comments.Add(new(new Comment(id, "shop-v1", person, text, world.Clock.Now, Nick: "小明"), "shop"));

    private Task Ask(string comment) => process.Triage.Handle(
        new CommentsMessage("shop", Guid.CreateVersion7(world.Clock.Now).ToString("N"), [world.Platform.Comments.Single(c => c.Comment.Id == comment).Comment]), default);

    private Task Reply() => process.Handle(QueueNames.Replies, new WorkMessage(Id, ReplyId));

    private Task Open(ChatWindow window)
    {
        world.Platform.Windows[window.MessageId] = new(window, "person");
        return process.Handle(QueueNames.Chats, new WorkMessage(Id) { Window = window });
    }

    private ChatWindow Wrote() => new(WindowKind.Wrote, "chat", "m1", world.Clock.Now, world.Clock.Now.AddDays(1), 6);

    private Task Add(string code)
    {
        world.WeChat.Codes[code] = new(contact, world.Clock.Now.AddSeconds(20));
        return process.ContactEvents.Handle("wecom", new DestinationEvent.Added(contact, process.Tokens.Issue(Id), code, false, world.Clock.Now), default);
    }

    private async Task FollowUp()
    {
        for (var second = 0; second < 6; second++)
        {
            foreach (var message in world.Queues.Receive(QueueNames.FollowUps, 32, TimeSpan.FromHours(1)))
            {
                await process.Handle(QueueNames.FollowUps, message.Body);
            }

            world.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private async Task<Lead> Lead() => (await process.Leads.Find(Id, default))!;
}
