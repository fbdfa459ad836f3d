using Funnel.Outreach;
using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Review;
using Funnel.Tests.Simulation;
using Funnel.Triage;

namespace Funnel.Tests.Review;

public sealed class ReviewDeskTests
{
    private readonly World world = new(1);
    private readonly SimulatedProcess process;
    private readonly Judged unsure;

    public ReviewDeskTests()
    {
        world.Chaos.On = false;
        process = new(world);
        var comment = new Comment("c1", "shop-v1", "person", "这个怎么弄", world.Clock.Now);
        unsure = new(comment, new Verdict(0.5f, InquiryKind.HowTo, Decision.Review, Tier.Model), null);
    }

    [Fact]
    public async Task A_comment_lies_on_the_desk_once()
    {
        await Add();
        await Add();
        Assert.Equal("c1", Assert.Single(await List()).Comment.Id);
    }

    [Fact]
    public async Task An_inquiry_opens_its_lead_and_leaves_the_desk()
    {
        await Add();
        Assert.Equal(ReviewResult.NoOffer, await Decide(true, null));
        Assert.Equal(ReviewResult.Done, await Decide(true, "material"));
        Assert.Empty(await List());
        var lead = await process.Leads.Find(LeadId.Of("shop", "person"), CancellationToken.None);
        Assert.Equal(Tier.Person, lead!.Asks[0].Tier);
    }

    [Fact]
    public async Task The_second_of_two_operators_is_told_that_it_is_done()
    {
        await Add();
        Assert.Equal(ReviewResult.Done, await Decide(false, null));
        Assert.Equal(ReviewResult.NotThere, await Decide(true, "material"));
        Assert.Null(await process.Leads.Find(LeadId.Of("shop", "person"), CancellationToken.None));
    }

    [Fact]
    public async Task What_was_decided_does_not_come_back_when_the_comment_is_read_again()
    {
        await Add();
        await Decide(false, null);
        await Add();
        Assert.Empty(await List());
    }

    [Theory]
    [InlineData(true, "material")]
    [InlineData(false, null)]
    public async Task It_is_kept_who_decided_what_and_when(bool inquiry, string? offer)
    {
        await Add();
        await Decide(inquiry, offer);
        var decision = Assert.Single(await process.Reviews.Decisions("shop", CancellationToken.None));
        Assert.Equal(new(1, decision.Id, "c1", inquiry, offer, "小王", world.Clock.Now), decision);
    }

    private Task Add() => process.Reviews.Add("shop", [unsure], CancellationToken.None);

    private Task<IReadOnlyList<ReviewItem>> List() => process.Reviews.List("shop", 10, CancellationToken.None);

    private async Task<ReviewResult> Decide(bool inquiry, string? offer)
    {
        var id = (await List()).FirstOrDefault()?.Id ?? "0-0";
        return await process.Reviews.Decide("shop", id, inquiry, offer, "小王", CancellationToken.None);
    }
}
