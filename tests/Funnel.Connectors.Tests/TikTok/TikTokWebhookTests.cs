using Funnel.Connectors.Tests.Douyin;
using Funnel.Connectors.Tests.Http;
using static Funnel.Connectors.Tests.TikTok.TikTokSamples;

namespace Funnel.Connectors.Tests.TikTok;

public sealed class TikTokWebhookTests
{
    private const string Header = "Tiktok-Signature";
    private const string At = "1795352400"; // PlatformBench.Now

    private const string Comment = """
        {"client_key":"app","event":"comment.update","create_time":1763816400,"user_openid":"-000shop","content":"{\"comment_id\":7301234567890123457,\"video_id\":7209876543210987653,\"comment_type\":\"comment\",\"comment_action\":\"insert\",\"unique_identifier\":\"uid-anna\",\"timestamp\":1763816398,\"text\":\"怎么买？\"}"}
        """;

    private static string Event(string name, string content) => new System.Text.Json.Nodes.JsonObject
    {
        ["event"] = name, ["create_time"] = 1763816400, ["user_openid"] = "-000shop", ["content"] = content,
    }.ToJsonString();

    private static string Update(string action, string type, string more = "") => Event(
        "comment.update", $$$"""{"comment_id":5,"video_id":6,"comment_type":"{{{type}}}","comment_action":"{{{action}}}","unique_identifier":"uid-anna","timestamp":1763816398,"text":"x"{{{more}}}}""");

    private static WebhookRequest Signed(string body, string at = At) => SignedCalls.Post(Header, $"t={at},s={SignedCalls.Hmac(PlatformBench.Secret, at + "." + body)}", body);

    private static async Task<WebhookResult> Read(WebhookRequest request, params (string Key, string Value)[] settings)
    {
        await using var bench = await Start(settings);
        return bench.Connector.Find<IWebhook>()!.ReadWebhook(request);
    }

    private static async Task<ConnectorEvent> Event(string body) => Assert.Single(Assert.IsType<WebhookResult.Accepted>(await Read(Signed(body))).Events);

    /// <summary>Computed by another implementation of HMAC.</summary>
    [Fact]
    public async Task A_signature_of_the_apps_secret_over_time_and_body_is_genuine() => Assert.IsType<WebhookResult.Accepted>(
        await Read(SignedCalls.Post(Header, $"t={At},s=d7bfed7d69d45d19a95cc0af20c4eaf0b1012e83a09e94b9bba8166396a625f4", Comment)));

    [Theory]
    [InlineData("t=1795352401,s=d7bfed7d69d45d19a95cc0af20c4eaf0b1012e83a09e94b9bba8166396a625f4")]
    [InlineData("t=1795352400,s=d7bfed7d69d45d19a95cc0af20c4eaf0b1012e83a09e94b9bba8166396a625f5")]
    [InlineData("s=d7bfed7d69d45d19a95cc0af20c4eaf0b1012e83a09e94b9bba8166396a625f4")]
    [InlineData("t=x,s=d7bfed7d69d45d19a95cc0af20c4eaf0b1012e83a09e94b9bba8166396a625f4")]
    [InlineData("t=1795352400")]
    [InlineData("")]
    public async Task Anything_else_is_refused(string signature) => Assert.Equal(401, Assert.IsType<WebhookResult.Refused>(await Read(SignedCalls.Post(Header, signature, Comment))).Status);

    [Theory]
    [InlineData(-71, true)]
    [InlineData(-73, false)]
    [InlineData(73, false)]
    public async Task An_old_recording_is_refused(int hours, bool accepted)
    {
        var at = PlatformBench.Invariant(PlatformBench.Now.AddHours(hours).ToUnixTimeSeconds());
        Assert.Equal(accepted, await Read(Signed(Comment, at)) is WebhookResult.Accepted);
    }

    [Fact]
    public async Task What_is_told_again_under_another_time_is_the_same_delivery() => Assert.Equal(
        Assert.IsType<WebhookResult.Accepted>(await Read(Signed(Comment))).DeliveryId, Assert.IsType<WebhookResult.Accepted>(await Read(Signed(Comment, "1795352460"))).DeliveryId);

    [Fact]
    public async Task A_new_comment_is_told_of_with_ids_that_no_double_holds()
    {
        var told = Assert.IsType<SourceEvent.Commented>(await Event(Comment));
        Assert.Equal("-000shop", told.AccountOpenId);
        Assert.Equal(new Comment(CommentId, VideoId, "uid-anna", "怎么买？", DateTimeOffset.FromUnixTimeSeconds(1763816398)), told.Comment);
    }

    [Theory]
    [InlineData("reply", ",\"parent_comment_id\":4", "4")]
    [InlineData("reply", "", "")]
    [InlineData("comment", ",\"parent_comment_id\":0", null)]
    [InlineData("other", "", "")]
    public async Task An_answer_names_its_first_level_comment(string type, string more, string? parent) =>
        Assert.Equal(parent, Assert.IsType<SourceEvent.Commented>(await Event(Update("insert", type, more))).Comment.ParentId);

    [Theory]
    [InlineData("delete")]
    [InlineData("set_to_hidden")]
    [InlineData("set_to_friends_only")]
    [InlineData("set_to_public")]
    public async Task What_became_of_a_comment_is_none(string action) => Assert.IsType<SourceEvent.Other>(await Event(Update(action, "comment")));

    [Fact]
    public async Task The_accounts_own_comments_are_known_once_a_list_or_an_answer_has_shown_them()
    {
        await using var bench = await Start();
        var shop = PlatformBench.Account with { OpenId = "-000shop" };
        var own = Update("insert", "reply").Replace("uid-anna", "uid-shop", StringComparison.Ordinal);
        string Person()
        {
            var told = Assert.IsType<WebhookResult.Accepted>(bench.Connector.Find<IWebhook>()!.ReadWebhook(Signed(own)));
            return Assert.IsType<SourceEvent.Commented>(Assert.Single(told.Events)).Comment.PersonId;
        }

        Assert.Equal("uid-shop", Person());
        bench.Server.Answer(Comments);
        await bench.Connector.Find<ICommentFeed>()!.ListComments(shop, VideoId, null, default);
        Assert.Equal("-000shop", Person());
    }

    [Fact]
    public async Task A_message_opens_a_window_of_two_days()
    {
        var told = Assert.IsType<SourceEvent.ChatOpened>(await Event(Event(
            "im_receive_msg",
            """{"conversation_id":"c==","message_id":"m1","timestamp":1763816401000,"unique_identifier":"uid-anna","from":"anna01","from_user":{"id":"other"},"type":"text","text":{"body":"在吗"}}""")));
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1763816401000);
        Assert.Equal(("uid-anna", "在吗", "anna01"), (told.PersonId, told.Text, told.Nick));
        Assert.Equal(new ChatWindow(WindowKind.Wrote, "c==", "m1", at, at.AddHours(48), 10), told.Window);
    }

    [Fact]
    public async Task A_picture_opens_it_too_and_the_sender_is_the_person_where_nothing_else_is_said()
    {
        var told = Assert.IsType<SourceEvent.ChatOpened>(await Event(Event("im_receive_msg", """{"conversation_id":"c","message_id":"m","from_user":{"id":"u"},"type":"image"}""")));
        Assert.Equal(("u", null, PlatformBench.Now), (told.PersonId, told.Text, told.Window.OpenedAt));
    }

    [Fact]
    public async Task What_was_sent_and_a_grant_that_was_withdrawn_are_told_of()
    {
        var sent = Assert.IsType<SourceEvent.MessageSent>(await Event(Event("im_send_msg", """{"conversation_id":"c","message_id":"m","to_user":{"id":"u"},"type":"text","text":{"body":"好"}}""")));
        Assert.Equal(("u", "c", "m", "好", false), (sent.PersonId, sent.ConversationId, sent.MessageId, sent.Text, sent.ByUs));
        var removed = Assert.IsType<WebhookResult.Accepted>(await Read(Signed(Event("authorization.removed", """{"reason":1}"""))));
        Assert.False(Assert.IsType<SourceEvent.AccessChanged>(Assert.Single(removed.Events)).Granted);
        Assert.Null(removed.DeliveryId);
    }

    [Theory]
    [InlineData("""{"event":"comment.update","user_openid":"a"}""", 200)]
    [InlineData("""{"event":"post.publish.complete","user_openid":"a","content":"{}"}""", 200)]
    [InlineData("""{"event":"im_receive_msg","user_openid":"a","content":"{}"}""", 200)]
    [InlineData("""{"event":"comment.update","user_openid":"a","content":"no json"}""", 400)]
    [InlineData("""{"user_openid":"a"}""", 400)]
    [InlineData("[]", 400)]
    [InlineData("x", 400)]
    public async Task What_is_of_no_use_is_taken_and_what_is_no_event_refused(string body, int status)
    {
        var result = await Read(Signed(body));
        Assert.Equal(status, result is WebhookResult.Refused refused ? refused.Status : 200);
        Assert.Equal(status == 200, result is WebhookResult.Accepted { Events: [SourceEvent.Other] });
    }

    [Fact]
    public async Task Only_posts_of_a_size_are_read()
    {
        Assert.Equal(405, Assert.IsType<WebhookResult.Refused>(await Read(SignedCalls.Get(("challenge", "1")))).Status);
        Assert.Equal(413, Assert.IsType<WebhookResult.Refused>(await Read(Signed(new string(' ', (1024 * 1024) + 1)))).Status);
    }

    [Fact]
    public async Task Nothing_that_is_signed_and_broken_throws()
    {
        await using var bench = await Start();
        var random = new Random(5);
        for (var i = 0; i < 3000; i++)
        {
            bench.Connector.Find<IWebhook>()!.ReadWebhook(Signed(Mutations.Of(Comment, random)));
        }
    }
}
