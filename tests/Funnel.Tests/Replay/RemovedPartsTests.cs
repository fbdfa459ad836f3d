using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Replay;
using Funnel.Review;
using Funnel.Storage;
using Funnel.Triage;

namespace Funnel.Tests.Replay;

/// <summary>An offer or an account is taken out of the configuration while people are under way, and put back later. Each time the host starts anew.</summary>
public sealed class RemovedPartsTests : RemovedPartsBench
{
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
}
