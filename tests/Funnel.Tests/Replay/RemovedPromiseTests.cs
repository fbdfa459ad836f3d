using Funnel.Leads;

namespace Funnel.Tests.Replay;

/// <summary>People who come for an offer, or by an account, that is no longer configured.</summary>
public sealed class RemovedPromiseTests : RemovedPartsBench
{
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
        world.WeChat.Arrivals.Add(new(contact, process.Tokens.Issue(TokenKind.Invitation, Id)));
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
}
