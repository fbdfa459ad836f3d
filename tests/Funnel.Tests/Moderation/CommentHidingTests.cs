using Funnel.Audit;
using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Moderation;
using Funnel.Outreach;
using Funnel.Reasons;
using Funnel.Review;
using Funnel.Storage;
using Funnel.Tests.Connectors;
using Funnel.Triage;

namespace Funnel.Tests.Moderation;

/// <summary>An operator hides a comment: on the platform first, then in what we know.</summary>
public sealed class CommentHidingTests
{
    private static readonly Actor Anna = new("anna", "10.0.0.9");
    private readonly Wall wall = new();

    private TinyShop Shop() => new("wall", new Connector("wall", ConnectorLimits.Unknown, wall));

    private async Task<TinyShop> Asked()
    {
        var shop = Shop();
        wall.Comments.Add(new("c1", "v1", "anna", "求资料", shop.Clock.Now));
        await shop.Poll();
        return shop;
    }

    private static Task<Reason?> Hide(TinyShop shop, bool hide = true, string comment = "c1") =>
        shop.Get<CommentHiding>().OfLead(LeadId.Of(TinyShop.Account, "anna"), comment, hide, Anna, default);

    private static async Task<IReadOnlyList<AuditLine>> Audited(TinyShop shop) =>
        (await shop.Get<AuditLog>().Read(new(shop.Clock.Now.AddDays(-1), shop.Clock.Now.AddDays(1)), null, 100, default)).Lines;

    private static async Task<ReviewItem> Unsure(TinyShop shop)
    {
        var desk = shop.Get<ReviewDesk>();
        var comment = new Comment("c1", "v1", "anna", "也许", shop.Clock.Now);
        await desk.Add(TinyShop.Account, [new(comment, new(0.5f, InquiryKind.Material, Decision.Review, Tier.Model), shop.Get<OfferBook>().Find("guide"))], default);
        return Assert.Single(await desk.List(TinyShop.Account, 10, default));
    }

    [Fact]
    public async Task What_is_hidden_before_its_reply_goes_out_is_not_answered_until_it_is_shown()
    {
        var shop = await Asked();
        await shop.Work(QueueNames.Comments);
        Assert.Null(await Hide(shop));
        await shop.Work();
        Assert.Equal(["hide v1 c1"], wall.Did);
        Assert.Equal((EffectStatus.Dropped, Reason.CommentHidden), ((await shop.Lead("anna")).Find(TinyShop.ReplyId)!.Status, (await shop.Lead("anna")).Find(TinyShop.ReplyId)!.Reason));

        Assert.Null(await Hide(shop, hide: false));
        await shop.Work();
        Assert.Equal(["hide v1 c1", "unhide v1 c1", "reply v1 c1"], wall.Did);
        Assert.Equal(["comment-unhidden", "comment-hidden"], (await Audited(shop)).Select(l => l.What));
        Assert.All(await Audited(shop), l => Assert.Equal(("anna", "comment/shop/c1", "10.0.0.9", null), (l.By, l.On, l.Address, l.After)));
    }

    [Fact]
    public async Task What_is_hidden_already_is_hidden_once_more()
    {
        var shop = await Asked();
        await shop.Work();
        Assert.Null(await Hide(shop));
        Assert.Null(await Hide(shop));
        Assert.Equal(2, wall.Did.Count(d => d == "hide v1 c1"));
        Assert.Single(await shop.Get<LeadStore>().Journal(LeadId.Of(TinyShop.Account, "anna"), default), e => e.Kind == LeadEventKind.CommentHidden);
    }

    [Fact]
    public async Task A_refusal_of_the_platform_is_told_and_nothing_is_noted()
    {
        var shop = await Asked();
        await shop.Work(QueueNames.Comments);
        wall.Says = new Failure(FailureKind.Gone, "404", "the comment is gone");
        Assert.Equal(Reason.PlatformFailure("Gone", "404", "the comment is gone"), await Hide(shop));
        wall.Says = new Failure(FailureKind.Unknown, "timeout", "no answer");
        Assert.Equal("hiding-unknown", (await Hide(shop))!.Code);
        await shop.Work();
        Assert.Null((await shop.Lead("anna")).Asks[0].Hidden);
        Assert.Contains("reply v1 c1", wall.Did);
        Assert.Equal(["refused: hiding-unknown", "refused: platform-failure"], (await Audited(shop)).Select(l => l.After));
    }

    [Fact]
    public async Task Where_the_platform_cannot_that_is_said()
    {
        var shop = new TinyShop("deaf", new Connector("deaf", ConnectorLimits.Unknown, new Deaf(wall)));
        wall.Comments.Add(new("c1", "v1", "anna", "求资料", shop.Clock.Now));
        await shop.Poll();
        await shop.Work();
        Assert.Equal(HidingAbility.None, shop.Get<CommentHiding>().Of(TinyShop.Account));
        Assert.Equal(Reason.CannotHide("shop"), await Hide(shop));
        Assert.Equal(Reason.CannotUnhide("shop"), await Hide(shop, hide: false));
        Assert.Equal(Reason.NoSuchComment, await Hide(shop, comment: "another"));
        Assert.Equal(Reason.NoSuchComment, await shop.Get<CommentHiding>().InReview(TinyShop.Account, "decided|x", true, Anna, default));
    }

    [Fact]
    public async Task A_comment_that_waits_for_a_decision_is_hidden_and_as_an_inquiry_not_answered_in_public()
    {
        var shop = Shop();
        var item = await Unsure(shop);
        Assert.Equal(HidingAbility.BothWays, shop.Get<CommentHiding>().Of(TinyShop.Account));
        Assert.Null(await shop.Get<CommentHiding>().InReview(TinyShop.Account, item.Id, true, Anna, default));
        Assert.Equal("anna", (await shop.Get<ReviewDesk>().Find(TinyShop.Account, item.Id, default))!.Hidden!.By);
        Assert.Null(await shop.Get<CommentHiding>().InReview(TinyShop.Account, item.Id, false, Anna, default));
        Assert.Null((await shop.Get<ReviewDesk>().Find(TinyShop.Account, item.Id, default))!.Hidden);
        Assert.Null(await shop.Get<CommentHiding>().InReview(TinyShop.Account, item.Id, true, Anna, default));

        Assert.Equal(ReviewResult.Done, await shop.Get<ReviewDesk>().Decide(TinyShop.Account, item.Id, true, null, "ben", default));
        await shop.Work();
        Assert.Equal(["hide v1 c1", "unhide v1 c1", "hide v1 c1"], wall.Did);
        var lead = await shop.Lead("anna");
        Assert.Equal(("anna", Reason.CommentHidden), (lead.Asks[0].Hidden!.By, lead.Find(TinyShop.ReplyId)!.Reason));
    }

    [Fact]
    public async Task A_reply_under_a_comment_that_we_hid_is_not_taken_for_one_that_the_platform_hid()
    {
        var shop = await Asked();
        await shop.Work();
        Assert.Null(await Hide(shop));
        shop.Clock.Advance(TimeSpan.FromHours(1));
        await shop.Work();
        Assert.Null((await shop.Lead("anna")).Find(TinyShop.ReplyId)!.Visible);
        Assert.Equal(0, wall.Looks);
    }

    /// <summary>A platform with one list of comments, on which all can be done.</summary>
    private sealed class Wall : IAccountFeed, IReplyFeed, ICommentReply, ICommentHide, ICommentUnhide
    {
        public List<Comment> Comments { get; } = [];

        public List<string> Did { get; } = [];

        public int Looks { get; private set; }

        public Outcome<Done> Says { get; set; } = default(Done);

        public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct) =>
            Task.FromResult<Outcome<Page<Comment>>>(new Page<Comment>([.. Comments], null));

        public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct)
        {
            Looks++;
            return Task.FromResult<Outcome<Page<Comment>>>(new Page<Comment>([], null));
        }

        public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct)
        {
            Did.Add($"reply {to.VideoId} {to.CommentId}");
            return Task.FromResult<Outcome<SendReceipt>>(new SendReceipt("r1"));
        }

        public Task<Outcome<Done>> Hide(SourceAccount account, HiddenTarget comment, CancellationToken ct) => Do("hide", comment);

        public Task<Outcome<Done>> Unhide(SourceAccount account, HiddenTarget comment, CancellationToken ct) => Do("unhide", comment);

        private Task<Outcome<Done>> Do(string what, HiddenTarget comment)
        {
            Did.Add($"{what} {comment.VideoId} {comment.CommentId}");
            return Task.FromResult(Says);
        }
    }

    private sealed class Deaf(Wall wall) : IAccountFeed
    {
        public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct) => wall.ListComments(account, cursor, ct);
    }
}
