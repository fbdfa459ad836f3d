using Funnel.Arrival;
using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Reasons;

namespace Funnel.Tests.Connectors;

/// <summary>
/// A connector is a name and what it is capable of; what it lacks becomes a task for a person. Held by connectors unlike those that are shipped: a list
/// of comments by account without a chat, and contacts who are welcomed without a code, or not at all.
/// </summary>
public sealed class TinyConnectorsTests
{
    private static readonly ContactId Contact = new("staff", "qr-1");

    private readonly Ads ads = new();
    private readonly Greeter greeter = new();

    [Fact]
    public async Task Comments_listed_by_account_are_read_and_answered_under_their_own_videos()
    {
        var shop = new TinyShop("ads", new Connector("ads", ConnectorLimits.Unknown, ads));
        ads.Comments.Add(new("c1", "ad-1", "anna", "求资料", shop.Clock.Now, Nick: "安娜"));
        await shop.Poll();
        await shop.Work();
        ads.Comments.Insert(0, new("c2", "ad-2", "ben", "求资料", shop.Clock.Now.AddSeconds(30)));
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.Poll();
        await shop.Work();

        Assert.Equal(["ad-1 c1", "ad-2 c2"], ads.Replies);
        Assert.Equal((Stage.Replied, "ad-1"), ((await shop.Lead("anna")).Stage, (await shop.Lead("anna")).Asks[0].VideoId));
    }

    [Fact]
    public async Task A_reply_that_cannot_be_sent_is_a_task_with_its_text_and_done_moves_the_lead()
    {
        var shop = new TinyShop("list", new Connector("list", ConnectorLimits.Unknown, new ListOnly(ads)));
        ads.Comments.Add(new("c1", "v1", "anna", "求资料", shop.Clock.Now));
        await shop.Poll();
        await shop.Work();
        var task = (await shop.Lead("anna")).Find(TinyShop.ReplyId)!;
        Assert.Equal((EffectStatus.Parked, "打开私信就能领取"), (task.Status, task.Text));
        Assert.Equal(Reason.CannotReply("shop"), task.Reason);

        await shop.Decide("anna", new LeadCommand.DoneByHand(shop.Clock.Now, TinyShop.ReplyId) { By = "小王" });
        Assert.Equal(Stage.Replied, (await shop.Lead("anna")).Stage);
    }

    [Fact]
    public async Task An_invitation_without_a_chat_is_a_task_with_the_persons_own_link()
    {
        var shop = new TinyShop("ads", new Connector("ads", ConnectorLimits.Unknown, ads), new("qr", ConnectorLimits.Unknown, new Qr()));
        await Ask(shop);
        await shop.Get<ChatInbox>().Handle(new WorkMessage(LeadId.Of(TinyShop.Account, "anna"))
        {
            Window = new(WindowKind.Wrote, "chat", "m1", shop.Clock.Now, shop.Clock.Now.AddDays(1), 6),
            Text = "在吗",
        }, CancellationToken.None);
        var task = (await shop.Lead("anna")).Find(Effect.InviteId)!;
        Assert.Equal((EffectStatus.Parked, $"点这里领取 https://example.com/c/{shop.TokenOf("anna")}"), (task.Status, task.Text));
    }

    [Fact]
    public async Task Who_was_added_by_an_operators_word_is_welcomed_by_hand_with_the_text_ready()
    {
        var shop = new TinyShop("list", new Connector("list", ConnectorLimits.Unknown, new ListOnly(ads)));
        ads.Comments.Add(new("c1", "v1", "anna", "求资料", shop.Clock.Now));
        await shop.Poll();
        await shop.Work();
        var (id, arrivals) = (LeadId.Of(TinyShop.Account, "anna"), shop.Get<HandArrivals>());
        Assert.Equal(Reason.NotAnsweredYet, await arrivals.Confirm(id, "小王", null, default));
        await shop.Decide("anna", new LeadCommand.DoneByHand(shop.Clock.Now, TinyShop.ReplyId) { By = "小王" });
        Assert.True(arrivals.MayConfirm(await shop.Lead("anna")));
        Assert.Null(await arrivals.Confirm(id, "小王", null, default));
        await shop.Work();
        var task = (await shop.Lead("anna")).Find(Effect.WelcomeId)!;
        Assert.Equal((EffectStatus.Parked, "你好，资料在这里", Reason.NobodyWelcomes), (task.Status, task.Text, task.Reason));
        await shop.Decide("anna", new LeadCommand.DoneByHand(shop.Clock.Now, Effect.WelcomeId) { By = "小王" });
        Assert.Equal(Stage.Served, (await shop.Lead("anna")).Stage);
    }

    [Fact]
    public async Task Nobody_is_added_by_word_where_the_connector_tells_it_or_nobody_asked()
    {
        var shop = new TinyShop("ads", new Connector("ads", ConnectorLimits.Unknown, ads), new("qr", ConnectorLimits.Unknown, new Qr(), new Teller()));
        await Ask(shop);
        var (id, arrivals) = (LeadId.Of(TinyShop.Account, "anna"), shop.Get<HandArrivals>());
        Assert.False(arrivals.MayConfirm(await shop.Lead("anna")));
        Assert.Equal(Reason.ArrivalIsTold("qr"), await arrivals.Confirm(id, "小王", null, default));
        Assert.Equal(Reason.NoLead, await arrivals.Confirm(LeadId.Of(TinyShop.Account, "nobody"), "小王", null, default));
    }

    [Fact]
    public async Task A_contact_is_welcomed_without_a_code_where_none_is_needed()
    {
        var shop = Welcoming();
        await Arrive(shop);
        Assert.Equal(["qr-1 你好，资料在这里"], greeter.Welcomed);
        Assert.Equal((Stage.Served, "qr"), ((await shop.Lead("anna")).Stage, (await shop.Lead("anna")).ContactVia));
        Assert.Equal(EffectStatus.Sent, (await shop.Lead("anna")).Find(Effect.LabelId)!.Status);
    }

    /// <summary>No code keeps it single, so nothing may repeat it.</summary>
    [Fact]
    public async Task A_welcome_without_a_code_whose_outcome_is_unknown_is_never_sent_again()
    {
        var shop = Welcoming();
        greeter.Answer = new Failure(FailureKind.Unknown, "timeout", "no answer");
        await Arrive(shop);
        for (var minute = 0; minute < 30; minute++)
        {
            shop.Clock.Advance(TimeSpan.FromMinutes(1));
            await shop.Work();
        }

        Assert.Single(greeter.Welcomed);
        Assert.Equal(EffectStatus.Parked, (await shop.Lead("anna")).Find(Effect.WelcomeId)!.Status);
    }

    [Fact]
    public async Task Where_nobody_can_be_welcomed_it_is_a_task_with_its_text()
    {
        var shop = new TinyShop("ads", new Connector("ads", ConnectorLimits.Unknown, ads), new("qr", ConnectorLimits.Unknown, new Qr()));
        await Ask(shop);
        await Arrive(shop);
        var task = (await shop.Lead("anna")).Find(Effect.WelcomeId)!;
        Assert.Equal((EffectStatus.Parked, "你好，资料在这里"), (task.Status, task.Text));
        Assert.Equal(Reason.CannotWelcome("qr"), task.Reason);
    }

    [Fact]
    public async Task The_second_to_come_by_a_link_is_welcomed_too_as_a_person_of_their_own()
    {
        var shop = Welcoming();
        await Arrive(shop);
        await shop.Told("qr", new DestinationEvent.Added(new("staff", "qr-2"), shop.TokenOf("anna"), null, false, shop.Clock.Now));
        shop.Clock.Advance(TimeSpan.FromSeconds(30));
        await shop.Work();

        Assert.Equal(["qr-1 你好，资料在这里", "qr-2 你好，资料在这里"], greeter.Welcomed);
        var friend = await shop.Lead("qr:qr-2");
        Assert.Equal(LeadId.Of(TinyShop.Account, "anna"), friend.CameBy!.Lead);
        Assert.Equal(friend.Id, Assert.Single((await shop.Lead("anna")).Friends));

        await shop.Told("qr", new DestinationEvent.DeletedByPerson(new("staff", "qr-2"), shop.Clock.Now));
        Assert.Equal((Exit.Lost, Exit.None), ((await shop.Lead("qr:qr-2")).Exit, (await shop.Lead("anna")).Exit));
    }

    [Fact]
    public async Task Of_several_contact_paths_an_offer_has_to_name_one()
    {
        var shop = new TinyShop("ads", new Connector("ads", ConnectorLimits.Unknown, ads), new("qr", ConnectorLimits.Unknown, new Qr()), new("link", ConnectorLimits.Unknown, new Qr()));
        await Ask(shop);
        var window = new ChatWindow(WindowKind.Opened, "chat", "m1", shop.Clock.Now, shop.Clock.Now.AddSeconds(30), 3);
        await shop.Get<ChatInbox>().Handle(new WorkMessage(LeadId.Of(TinyShop.Account, "anna")) { Window = window }, CancellationToken.None);
        Assert.Equal(Reason.ContactPathUnclear("guide", "qr, link"), (await shop.Lead("anna")).Find(Effect.InviteId)!.Reason);
    }

    private TinyShop Welcoming()
    {
        var shop = new TinyShop("ads", new Connector("ads", ConnectorLimits.Unknown, ads), new("qr", ConnectorLimits.Unknown, new Qr(), greeter));
        Ask(shop).GetAwaiter().GetResult();
        return shop;
    }

    private async Task Ask(TinyShop shop)
    {
        ads.Comments.Add(new("c1", "ad-1", "anna", "求资料", shop.Clock.Now));
        await shop.Poll();
        await shop.Work();
    }

    private static async Task Arrive(TinyShop shop)
    {
        await shop.Told("qr", new DestinationEvent.Added(Contact, shop.TokenOf("anna"), null, false, shop.Clock.Now));
        shop.Clock.Advance(TimeSpan.FromSeconds(30));
        await shop.Work();
    }

    /// <summary>An ads account: one list of comments for all its ads, and replies.</summary>
    private sealed class Ads : IAccountFeed, IReplyFeed, ICommentReply
    {
        public List<Comment> Comments { get; } = [];

        public List<string> Replies { get; } = [];

        public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct) =>
            Task.FromResult<Outcome<Page<Comment>>>(new Page<Comment>([.. Comments], null));

        public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct) =>
            Task.FromResult<Outcome<Page<Comment>>>(new Page<Comment>([], null));

        public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct)
        {
            Replies.Add($"{to.VideoId} {to.CommentId}");
            return Task.FromResult<Outcome<SendReceipt>>(new SendReceipt("r-" + to.CommentId));
        }
    }

    /// <summary>What a platform allows that only lets comments be read.</summary>
    private sealed class ListOnly(Ads ads) : IAccountFeed
    {
        public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct) => ads.ListComments(account, cursor, ct);
    }

    /// <summary>A code on paper: people come by it, and that is all.</summary>
    private sealed class Qr : IContactPath
    {
        public Task<Outcome<ContactLink>> ContactLink(string token, CancellationToken ct) => Task.FromResult<Outcome<ContactLink>>(new ContactLink(new Uri("https://example.com/c/" + token)));
    }

    /// <summary>Writes to contacts whenever it likes.</summary>
    private sealed class Greeter : IWelcome
    {
        public bool NeedsCode => false;

        public int MaxChars => 600;

        public Outcome<WelcomeReceipt> Answer { get; set; } = new WelcomeReceipt(false);

        public List<string> Welcomed { get; } = [];

        public Task<Outcome<WelcomeReceipt>> Welcome(ContactId contact, string? code, Welcome welcome, CancellationToken ct)
        {
            Welcomed.Add($"{contact.PersonId} {welcome.Text}");
            return Task.FromResult(Answer);
        }
    }

    /// <summary>Lists who was added.</summary>
    private sealed class Teller : IArrivalFeed
    {
        public Task<Outcome<Page<ArrivedContact>>> ListArrivals(string? cursor, CancellationToken ct) => Task.FromResult<Outcome<Page<ArrivedContact>>>(new Page<ArrivedContact>([], null));
    }
}
