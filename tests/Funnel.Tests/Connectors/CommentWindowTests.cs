using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Outreach;
using Funnel.Reasons;

namespace Funnel.Tests.Connectors;

/// <summary>Where a comment itself may be answered in private, the person is invited without having opened a chat; where nobody can by API, staff does it by hand.</summary>
public sealed class CommentWindowTests
{
    private readonly Gram gram = new();

    [Fact]
    public async Task A_comment_that_may_be_answered_in_private_brings_reply_and_invitation_at_once()
    {
        var shop = Shop(new("gram", ConnectorLimits.Unknown with { LinksInChat = true }, gram));
        await Ask(shop, "c1");
        var anna = await shop.Lead("anna");
        Assert.Equal(["c1"], gram.Replies);
        Assert.Equal([$"Commented c1 点这里领取 https://example.com/c/{shop.TokenOf("anna")}"], gram.Messages);
        Assert.Equal((Stage.Invited, EffectStatus.Sent), (anna.Stage, anna.Find(Effect.InviteId)!.Status));
        Assert.False(LeadSummary.Of(anna).Talking);
    }

    [Fact]
    public async Task Whoever_asks_again_is_invited_once()
    {
        var shop = Shop(new("gram", ConnectorLimits.Unknown with { LinksInChat = true }, gram));
        await Ask(shop, "c1");
        await Ask(shop, "c2");
        Assert.Single(gram.Messages);
        Assert.Equal(2, (await shop.Lead("anna")).Asks.Length);
    }

    [Fact]
    public async Task A_message_whose_outcome_is_unknown_is_not_sent_to_the_next_comment()
    {
        var shop = Shop(new("gram", ConnectorLimits.Unknown with { LinksInChat = true }, gram));
        gram.Answer = new Failure(FailureKind.Unknown, "timeout", "no answer");
        await Ask(shop, "c1");
        gram.Answer = new SendReceipt("m");
        await Ask(shop, "c2");
        shop.Clock.Advance(TimeSpan.FromMinutes(30));
        await shop.Work();
        Assert.Single(gram.Messages);
        Assert.Equal(EffectStatus.Parked, (await shop.Lead("anna")).Find(Effect.InviteId)!.Status);
    }

    [Fact]
    public async Task A_private_answer_that_the_platform_refuses_waits_for_the_person_to_write()
    {
        var shop = Shop(new("gram", ConnectorLimits.Unknown with { LinksInChat = true }, gram));
        gram.Answer = new Failure(FailureKind.WindowClosed, "closed", "the comment is too old");
        await Ask(shop, "c1");
        Assert.Equal(EffectStatus.Wanted, (await shop.Lead("anna")).Find(Effect.InviteId)!.Status);

        gram.Answer = new SendReceipt("m");
        await shop.Get<ChatInbox>().Handle(new WorkMessage(LeadId.Of(TinyShop.Account, "anna"))
        {
            Window = new(WindowKind.Wrote, "chat", "w1", shop.Clock.Now.AddSeconds(1), shop.Clock.Now.AddDays(1), 6),
            Text = "在吗",
        }, CancellationToken.None);
        shop.Clock.Advance(TimeSpan.FromMinutes(1)); // messages keep a pace
        await shop.Work();
        Assert.Equal(2, gram.Messages.Count);
        Assert.StartsWith("Wrote w1", gram.Messages[1], StringComparison.Ordinal);
        Assert.Equal(EffectStatus.Sent, (await shop.Lead("anna")).Find(Effect.InviteId)!.Status);
    }

    [Fact]
    public async Task Without_any_chat_staff_writes_by_hand_and_has_the_words_and_the_persons_own_link()
    {
        var shop = Shop(new("list", ConnectorLimits.Unknown, new ListOnly(gram)));
        await Ask(shop, "c1");
        var task = (await shop.Lead("anna")).Find(Effect.InviteId)!;
        Assert.Equal((EffectStatus.Parked, $"点这里领取 https://example.com/c/{shop.TokenOf("anna")}"), (task.Status, task.Text));
        Assert.Equal(Reason.CannotChat(TinyShop.Account), task.Reason);
        Assert.Equal(Stage.Inquired, (await shop.Lead("anna")).Stage);

        await shop.Decide("anna", new LeadCommand.DoneByHand(shop.Clock.Now, Effect.InviteId) { By = "小王" });
        Assert.Equal(Stage.Invited, (await shop.Lead("anna")).Stage);
    }

    [Fact]
    public async Task Where_a_link_may_stand_in_public_the_reply_invites_as_well()
    {
        var shop = Shop(new("tube", ConnectorLimits.Unknown with { LinksInReplies = true }, new ReplyOnly(gram)));
        await Ask(shop, "c1");
        var anna = await shop.Lead("anna");
        var reply = anna.Find(TinyShop.ReplyId)!;
        Assert.Equal((EffectStatus.Sent, $"打开私信就能领取 https://example.com/c/{shop.TokenOf("anna")}"), (reply.Status, reply.Text));
        Assert.Equal(Stage.Invited, anna.Stage);
        Assert.True(LeadSummary.Of(anna) is { Replied: true, Invited: true, Talking: false });
        Assert.Null(anna.Find(Effect.InviteId));
    }

    /// <summary>A link to hand out is what such a task consists of.</summary>
    [Fact]
    public async Task Without_a_contact_path_nobody_is_asked_to_write_by_hand()
    {
        var shop = new TinyShop("list", new Connector("list", ConnectorLimits.Unknown, new ListOnly(gram)));
        await Ask(shop, "c1");
        Assert.Null((await shop.Lead("anna")).Find(Effect.InviteId));
    }

    private static TinyShop Shop(Connector source) => new(source.Name, source, new("qr", ConnectorLimits.Unknown, new Qr()));

    private async Task Ask(TinyShop shop, string comment)
    {
        gram.Comments.Insert(0, new(comment, "v1", "anna", "求资料", shop.Clock.Now));
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.Poll();
        await shop.Work();
    }

    /// <summary>A platform on which a comment may be answered in private, once, with a text that holds a link.</summary>
    private sealed class Gram : IAccountFeed, ICommentReply, IChat, ICommentWindow
    {
        public List<Comment> Comments { get; } = [];

        public List<string> Replies { get; } = [];

        public List<string> Messages { get; } = [];

        public Outcome<SendReceipt> Answer { get; set; } = new SendReceipt("m");

        public ChatWindow? WindowOf(Comment comment, DateTimeOffset now) => new(WindowKind.Commented, "", comment.Id, comment.At, now.AddDays(7), 1);

        public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct) =>
            Task.FromResult<Outcome<Page<Comment>>>(new Page<Comment>([.. Comments], null));

        public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct)
        {
            Replies.Add(to.CommentId);
            return Task.FromResult<Outcome<SendReceipt>>(new SendReceipt(null));
        }

        public Task<Outcome<SendReceipt>> SendMessage(SourceAccount account, ChatWindow window, string personId, MessageContent content, CancellationToken ct)
        {
            Messages.Add($"{window.Kind} {window.MessageId} {((MessageContent.Text)content).Body}");
            return Task.FromResult(Answer);
        }
    }

    private sealed class ListOnly(Gram gram) : IAccountFeed
    {
        public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct) => gram.ListComments(account, cursor, ct);
    }

    private sealed class ReplyOnly(Gram gram) : IAccountFeed, ICommentReply
    {
        public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct) => gram.ListComments(account, cursor, ct);

        public Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct) => gram.Reply(account, to, text, ct);
    }

    private sealed class Qr : IContactPath
    {
        public Task<Outcome<ContactLink>> ContactLink(string token, CancellationToken ct) => Task.FromResult<Outcome<ContactLink>>(new ContactLink(new Uri("https://example.com/c/" + token)));
    }
}
