using Funnel.Accounts;
using Funnel.Arrival;
using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Tasks;

namespace Funnel.Tests.Connectors;

/// <summary>An offer names ways to a contact in its order; the first that can be used is taken, and a person is needed only where none can.</summary>
public sealed class ContactPathsTests
{
    private static readonly Failure UsedUp = new(FailureKind.QuotaExhausted, "41045", "the quota is used up");
    private static readonly Failure Busy = new(FailureKind.Transient, "-1", "busy");

    private readonly Way first = new("https://first.example/");
    private readonly Way second = new("https://second.example/");

    [Fact]
    public async Task The_first_that_is_switched_on_is_taken()
    {
        var shop = await Asked(o => Names(o, "fax", "first", "second"));
        Assert.Equal($"点这里领取 https://first.example/{shop.TokenOf("anna")}", await Invited(shop));
    }

    [Fact]
    public async Task One_that_no_waiting_repairs_is_passed_over()
    {
        first.Failure = UsedUp;
        var shop = await Asked(o => Names(o, "first", "second"));
        Assert.Equal($"点这里领取 https://second.example/{shop.TokenOf("anna")}", await Invited(shop));
    }

    [Fact]
    public async Task One_that_may_work_in_a_while_is_waited_for()
    {
        first.Failure = Busy;
        var shop = await Asked(o => Names(o, "first", "second"));
        Assert.Empty(Source.Messages);
        first.Failure = null;
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.Work();
        Assert.Equal($"点这里领取 https://first.example/{shop.TokenOf("anna")}", await Invited(shop));
    }

    [Fact]
    public async Task Where_none_works_the_reason_is_that_of_the_first()
    {
        (first.Failure, second.Failure) = (UsedUp, new(FailureKind.Forbidden, "48002", "not allowed"));
        var shop = await Asked(o => Names(o, "first", "second"));
        Assert.Equal(UsedUp.ToReason(), (await shop.Lead("anna")).Find(Effect.InviteId)!.Reason);
    }

    [Fact]
    public async Task A_picture_without_a_page_that_shows_it_is_passed_over_too()
    {
        first.Form = ContactForm.Picture;
        var shop = await Asked(o => Names(o, "first", "second"));
        Assert.Equal($"点这里领取 https://second.example/{shop.TokenOf("anna")}", await Invited(shop));
        Assert.Equal(0, first.Made);
    }

    [Fact]
    public async Task A_picture_alone_is_a_task_with_the_picture_that_names_the_setting()
    {
        first.Form = ContactForm.Picture;
        var shop = await Asked(o => Names(o, "first"));
        var task = await OnlyTask(shop);
        Assert.Equal((Reason.PictureNeedsPage("first"), "点这里领取", $"https://first.example/{shop.TokenOf("anna")}"), (task.Cause, task.Text, task.Picture?.AbsoluteUri));
        Assert.Null(task.Link);
        Assert.Contains("outreach.landingUrl", task.Cause.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_page_the_text_leads_there_and_the_picture_is_made_when_it_is_opened()
    {
        first.Form = ContactForm.Picture;
        var shop = await Asked(o =>
        {
            Names(o, "first");
            o.Outreach.LandingUrl = new("https://shop.example/at");
        });
        Assert.Equal($"点这里领取 https://shop.example/at/c/{shop.TokenOf("anna")}", await Invited(shop));
        Assert.Equal(0, first.Made);
        var landing = await shop.Get<LandingDesk>().Open(shop.TokenOf("anna"), isPerson: true, CancellationToken.None);
        Assert.Equal((null, $"https://first.example/{shop.TokenOf("anna")}"), (landing!.Contact!.Link, landing.Contact.Picture?.AbsoluteUri));
    }

    [Fact]
    public async Task The_page_passes_over_whatever_does_not_work_now()
    {
        var shop = await Asked(o =>
        {
            Names(o, "first", "second");
            o.Outreach.LandingUrl = new("https://shop.example/");
        });
        first.Failure = Busy;
        var landing = await shop.Get<LandingDesk>().Open(shop.TokenOf("anna"), isPerson: true, CancellationToken.None);
        Assert.Equal($"https://second.example/{shop.TokenOf("anna")}", landing!.Contact!.Link?.AbsoluteUri);
    }

    /// <summary>Whoever is led to a page that can show nothing is lost.</summary>
    [Fact]
    public async Task Nobody_is_led_to_a_page_on_which_nothing_can_be_shown()
    {
        first.Failure = UsedUp;
        var shop = await Asked(o =>
        {
            Names(o, "first");
            o.Outreach.LandingUrl = new("https://shop.example/");
        });
        Assert.Equal(UsedUp.ToReason(), (await shop.Lead("anna")).Find(Effect.InviteId)!.Reason);
    }

    [Theory]
    [InlineData(InviteBy.Reply, false)]
    [InlineData(InviteBy.Reply, true)]
    [InlineData(null, false)]
    [InlineData(null, true)]
    public async Task What_is_handed_on_by_hand_is_a_task_and_stands_in_no_public_text(InviteBy? invite, bool hasPage)
    {
        (first.Form, first.Id) = (ContactForm.ByHand, "xiaowang_88");
        var shop = await Asked(o =>
        {
            Names(o, "first", "second");
            o.Accounts[0].Invite = invite;
            o.Outreach.LandingUrl = hasPage ? new("https://shop.example/") : null;
        });
        var anna = await shop.Lead("anna");
        Assert.Equal((EffectStatus.Sent, "打开私信就能领取"), (anna.Find(TinyShop.ReplyId)!.Status, anna.Find(TinyShop.ReplyId)!.Text));
        var task = await OnlyTask(shop);
        Assert.Equal(("点这里领取 xiaowang_88", TaskKind.Message, Reason.HandedOnByHand("first")), (task.Text, task.Kind, task.Cause));
        Assert.Equal($"https://first.example/{shop.TokenOf("anna")}", task.Picture?.AbsoluteUri);
        Assert.Empty(Source.Messages);
    }

    [Fact]
    public async Task A_way_that_must_be_named_is_taken_only_where_it_is()
    {
        second.MustBeNamed = true;
        var unnamed = await Asked(_ => { });
        Assert.Equal($"点这里领取 https://first.example/{unnamed.TokenOf("anna")}", await Invited(unnamed));
        var named = await Asked(o => o.Offers[0].ContactPath = "second");
        Assert.Equal($"点这里领取 https://second.example/{named.TokenOf("anna")}", await Invited(named));
    }

    private Platform Source { get; } = new();

    private static void Names(FunnelOptions options, params string[] paths) => options.Offers[0].ContactPaths = [.. paths];

    private async Task<string> Invited(TinyShop shop)
    {
        Assert.Equal(EffectStatus.Sent, (await shop.Lead("anna")).Find(Effect.InviteId)!.Status);
        return Source.Messages[^1];
    }

    private static async Task<OpenTask> OnlyTask(TinyShop shop)
    {
        await shop.Get<LeadLists>().Flush(CancellationToken.None);
        return Assert.Single((await shop.Get<TaskBook>().Page(new(), null, 10, CancellationToken.None)).Tasks);
    }

    private async Task<TinyShop> Asked(Action<FunnelOptions> configure)
    {
        var shop = new TinyShop("platform", configure, new("platform", ConnectorLimits.Unknown with { LinksInChat = true, LinksInReplies = true }, Source),
            new("first", ConnectorLimits.Unknown, first), new("second", ConnectorLimits.Unknown, second));
        Source.Comments = [new("c1", "v1", "anna", "求资料", shop.Clock.Now)];
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.Poll();
        await shop.Work();
        return shop;
    }

    private sealed class Way(string root) : IContactPath
    {
        public ContactForm Form { get; set; } = ContactForm.Link;

        public string? Id { get; set; }

        public bool MustBeNamed { get; set; }

        public Failure? Failure { get; set; }

        public int Made { get; private set; }

        public Task<Outcome<ContactLink>> ContactLink(string token, CancellationToken ct)
        {
            Made++;
            return Task.FromResult(Failure is { } failure ? failure : (Outcome<ContactLink>)new ContactLink(new Uri(root + token), Id));
        }

        public Task<Failure?> Trouble(CancellationToken ct) => Task.FromResult(Failure);
    }

    private sealed class Platform : IAccountFeed, ICommentReply, IChat, ICommentWindow
    {
        public IReadOnlyList<Comment> Comments { get; set; } = [];

        public List<string> Messages { get; } = [];

        public ChatWindow? WindowOf(Comment comment, DateTimeOffset now) => new(WindowKind.Commented, "", comment.Id, comment.At, now.AddDays(7), 1);

        public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct) =>
            Task.FromResult<Outcome<Page<Comment>>>(new Page<Comment>(Comments, null));

        public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct) =>
            Task.FromResult<Outcome<SendReceipt>>(new SendReceipt(null));

        public Task<Outcome<SendReceipt>> SendMessage(SourceAccount account, ChatWindow window, string personId, MessageContent content, CancellationToken ct)
        {
            Messages.Add(((MessageContent.Text)content).Body);
            return Task.FromResult<Outcome<SendReceipt>>(new SendReceipt("m"));
        }
    }
}
