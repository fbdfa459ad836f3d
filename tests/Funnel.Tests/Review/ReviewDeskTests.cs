using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Review;
using Funnel.Storage;
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

    [Fact]
    public async Task Of_two_operators_at_once_one_decides()
    {
        await Add();
        var slow = DeskOver(new RowsInBetween(world.Rows, commit: 1, () => Decide(false, null)));
        var id = (await List())[0].Id;
        Assert.Equal(ReviewResult.NotThere, await slow.Decide("shop", id, true, "material", "小李", CancellationToken.None));
        Assert.Null(await process.Leads.Find(LeadId.Of("shop", "person"), CancellationToken.None));
    }

    [Fact]
    public async Task What_was_decided_is_carried_out_by_the_next_operator_when_the_first_did_not_come_to_it()
    {
        await Add();
        var broken = DeskOver(new RowsInBetween(world.Rows, commit: 2, () => throw new StorageException("gone")));
        var id = (await List())[0].Id;
        await Assert.ThrowsAsync<StorageException>(() => broken.Decide("shop", id, true, "material", "小李", CancellationToken.None));
        Assert.Equal(ReviewResult.NotThere, await Decide(false, null));
        Assert.Empty(await List());
        Assert.Equal("material", (await process.Leads.Find(LeadId.Of("shop", "person"), CancellationToken.None))!.Asks[0].OfferId);
        Assert.Contains(id, (await process.Corrections.Of("shop", CancellationToken.None)).Ids);
    }

    [Fact]
    public async Task A_comment_that_was_put_back_after_its_decision_is_not_decided_again()
    {
        var late = new SimulatedProcess(world);
        await late.Corrections.Of("shop", CancellationToken.None);
        await Add();
        await Decide(false, null);
        var id = (await process.Reviews.Decisions("shop", CancellationToken.None))[0].Id;
        await late.Reviews.Add("shop", [unsure], CancellationToken.None);
        Assert.Empty(await List());
        Assert.Equal(ReviewResult.NotThere, await process.Reviews.Decide("shop", id, true, "material", "小李", CancellationToken.None));
        Assert.Null(await process.Leads.Find(LeadId.Of("shop", "person"), CancellationToken.None));
    }

    private ReviewDesk DeskOver(IRows rows) => new(rows, process.Offers, process.Inquiries, new Corrections(TriageModel.Shipped, rows, world.Clock), world.Clock);

    private Task Add() => process.Reviews.Add("shop", [unsure], CancellationToken.None);

    private Task<IReadOnlyList<ReviewItem>> List() => process.Reviews.List("shop", 10, CancellationToken.None);

    private async Task<ReviewResult> Decide(bool inquiry, string? offer)
    {
        var id = (await List()).FirstOrDefault()?.Id ?? "0-0";
        return await process.Reviews.Decide("shop", id, inquiry, offer, "小王", CancellationToken.None);
    }

    /// <summary>Something happens before a commit, counted from 1.</summary>
    private sealed class RowsInBetween(IRows inner, int commit, Func<Task> happens) : IRows
    {
        private int commits;

        public ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct) => inner.Find(table, partition, key, ct);

        public ValueTask<RowPage> Query(string table, string partition, KeyRange range, int take, string? continuation, CancellationToken ct) =>
            inner.Query(table, partition, range, take, continuation, ct);

        public ValueTask<RowPage> QueryKey(string table, string key, int take, string? continuation, CancellationToken ct) => inner.QueryKey(table, key, take, continuation, ct);

        public async ValueTask<CommitResult> Commit(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken ct)
        {
            if (++commits == commit)
            {
                await happens();
            }

            return await inner.Commit(table, partition, changes, ct);
        }
    }
}
