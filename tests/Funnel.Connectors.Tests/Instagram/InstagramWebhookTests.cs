using Funnel.Connectors.Tests.Douyin;
using Funnel.Connectors.Tests.Http;
using static Funnel.Connectors.Tests.Instagram.InstagramSamples;

namespace Funnel.Connectors.Tests.Instagram;

public sealed class InstagramWebhookTests
{
    private const string Header = "X-Hub-Signature-256";
    private const string AccountId = "17841400000000001";

    private const string Comment = """
        {"object":"instagram","entry":[{"id":"17841400000000001","time":1763816400,"changes":[{"field":"comments","value":{"from":{"id":"1234567890","username":"anna"},"media":{"id":"18000000000000001","media_product_type":"REELS"},"id":"17900000000000001","text":"怎么买？"}}]}]}
        """;

    private static string Entry(string inside) => $$$"""{"object":"instagram","entry":[{"id":"{{{AccountId}}}","time":1763816400123,{{{inside}}}}]}""";

    private static string Message(string message) =>
        Entry($$$"""  "messaging":[{"sender":{"id":"1234567890"},"recipient":{"id":"{{{AccountId}}}"},"timestamp":1763816401000,"message":{{{message}}} }] """);

    private static WebhookRequest Signed(string body) => SignedCalls.Post(Header, "sha256=" + SignedCalls.Hmac(PlatformBench.Secret, body), body);

    private static async Task<WebhookResult> Read(WebhookRequest request, params (string Key, string Value)[] settings)
    {
        await using var bench = await Start(settings);
        return bench.Connector.Find<IWebhook>()!.ReadWebhook(request);
    }

    private static async Task<ConnectorEvent> Event(string body) => Assert.Single(Assert.IsType<WebhookResult.Accepted>(await Read(Signed(body))).Events);

    /// <summary>Computed by another implementation of HMAC.</summary>
    [Fact]
    public async Task A_signature_of_the_apps_secret_over_the_body_is_genuine() => Assert.IsType<WebhookResult.Accepted>(
        await Read(SignedCalls.Post(Header, "sha256=f0621d899bb6bdf5f8853e06baed4b073fd3196a8323947f33d395b0040e74ee", Comment)));

    [Theory]
    [InlineData("sha256=f0621d899bb6bdf5f8853e06baed4b073fd3196a8323947f33d395b0040e74ef")]
    [InlineData("sha1=f0621d899bb6bdf5f8853e06baed4b073fd3196a8323947f33d395b0040e74ee")]
    [InlineData("f0621d899bb6bdf5f8853e06baed4b073fd3196a8323947f33d395b0040e74ee")]
    [InlineData("sha256=")]
    [InlineData("")]
    public async Task Anything_else_is_refused(string signature) => Assert.Equal(401, Assert.IsType<WebhookResult.Refused>(await Read(SignedCalls.Post(Header, signature, Comment))).Status);

    [Fact]
    public async Task A_comment_is_told_of_without_knowing_whether_it_answers_another()
    {
        var told = Assert.IsType<SourceEvent.Commented>(await Event(Comment));
        Assert.Equal(AccountId, told.AccountOpenId);
        Assert.Equal(new Comment(CommentId, Media, "1234567890", "怎么买？", DateTimeOffset.FromUnixTimeSeconds(1763816400), "", "anna"), told.Comment);
    }

    [Fact]
    public async Task An_answer_names_its_first_level_comment()
    {
        var told = Assert.IsType<SourceEvent.Commented>(await Event(Entry(
            """ "changes":[{"field":"live_comments","value":{"id":"5","parent_id":"4","text":"x","from":{"username":"ben"},"media":{"id":"3"}}}] """)));
        Assert.Equal(("4", "@ben", DateTimeOffset.FromUnixTimeMilliseconds(1763816400123)), (told.Comment.ParentId, told.Comment.PersonId, told.Comment.At));
    }

    [Fact]
    public async Task A_message_opens_a_window_of_a_day()
    {
        var told = Assert.IsType<SourceEvent.ChatOpened>(await Event(Message("""{"mid":"m1","text":"在吗"}""")));
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1763816401000);
        Assert.Equal(("1234567890", "在吗", AccountId), (told.PersonId, told.Text, told.AccountOpenId));
        Assert.Equal((WindowKind.Wrote, "", "m1", at, at.AddDays(1)), (told.Window.Kind, told.Window.ConversationId, told.Window.MessageId, told.Window.OpenedAt, told.Window.ExpiresAt));
        Assert.Null(Assert.IsType<SourceEvent.ChatOpened>(await Event(Message("""{"mid":"m2","attachments":[]}"""))).Text);
    }

    [Theory]
    [InlineData(AppId, true)]
    [InlineData("777", false)]
    [InlineData("", false)]
    public async Task What_the_account_sent_comes_back_as_a_receipt(string app, bool byUs)
    {
        var told = Assert.IsType<SourceEvent.MessageSent>(await Event(Entry(
            $$$""" "messaging":[{"sender":{"id":"{{{AccountId}}}"},"recipient":{"id":"99"},"timestamp":1,"message":{"mid":"m3","text":"好","is_echo":true,"app_id":"{{{app}}}"}}] """)));
        Assert.Equal(("99", "m3", "", byUs), (told.PersonId, told.MessageId, told.ConversationId, told.ByUs));
    }

    [Theory]
    [InlineData(""" "changes":[{"field":"mentions","value":{"id":"1"}}] """)]
    [InlineData(""" "changes":[{"field":"comments","value":{"id":"1","from":{"id":"2"}}}] """)]
    [InlineData(""" "changes":[{"field":"comments","value":"x"}] """)]
    [InlineData(""" "changes":[7] """)]
    [InlineData(""" "messaging":[{"sender":{"id":"1"},"recipient":{"id":"2"},"read":{"mid":"m"}}] """)]
    [InlineData(""" "messaging":[{"sender":{"id":"1"},"recipient":{"id":"2"},"message":{"mid":"m","is_deleted":true}}] """)]
    [InlineData(""" "messaging":[{"message":{"mid":"m","text":"x"}}] """)]
    public async Task What_is_of_no_use_is_taken_and_left(string inside) => Assert.IsType<SourceEvent.Other>(await Event(Entry(inside)));

    [Fact]
    public async Task One_delivery_may_tell_of_several_accounts_and_the_same_bytes_are_the_same_delivery()
    {
        var two = Comment.Trim().Replace("]}]}", "]},{\"id\":\"2\",\"messaging\":[{\"sender\":{\"id\":\"1\"},\"recipient\":{\"id\":\"2\"},\"message\":{\"mid\":\"m\"}}]}]}", StringComparison.Ordinal);
        var first = Assert.IsType<WebhookResult.Accepted>(await Read(Signed(two)));
        Assert.Equal(["17841400000000001", "2"], first.Events.Cast<SourceEvent>().Select(e => e.AccountOpenId));
        Assert.Equal(first.DeliveryId, Assert.IsType<WebhookResult.Accepted>(await Read(Signed(two))).DeliveryId);
        Assert.NotEqual(first.DeliveryId, Assert.IsType<WebhookResult.Accepted>(await Read(Signed(Comment))).DeliveryId);
    }

    [Theory]
    [InlineData("subscribe", "verify-me", "1158201444", 200)]
    [InlineData("subscribe", "verify-you", "1158201444", 403)]
    [InlineData("subscribe", "", "1158201444", 403)]
    [InlineData("unsubscribe", "verify-me", "1158201444", 403)]
    [InlineData("subscribe", "verify-me", "", 400)]
    [InlineData("subscribe", "verify-me", "<script>", 400)]
    public async Task The_handshake_shows_the_verify_token(string mode, string token, string challenge, int status)
    {
        var result = await Read(SignedCalls.Get(("hub.mode", mode), ("hub.verify_token", token), ("hub.challenge", challenge)));
        Assert.Equal(status, result is WebhookResult.Refused refused ? refused.Status : 200);
        Assert.Equal(status == 200 ? new WebhookResult.Handshake("text/plain", challenge) : null, result as WebhookResult.Handshake);
    }

    [Fact]
    public async Task Without_a_verify_token_nobody_can_set_the_webhook_up() =>
        Assert.Equal(403, Assert.IsType<WebhookResult.Refused>(await Read(SignedCalls.Get(("hub.mode", "subscribe"), ("hub.verify_token", ""), ("hub.challenge", "1")), ("VerifyToken", ""))).Status);

    [Fact]
    public async Task Other_methods_other_objects_and_huge_bodies_are_refused()
    {
        Assert.Equal(405, Assert.IsType<WebhookResult.Refused>(await Read(SignedCalls.Request("PUT", Comment))).Status);
        Assert.Equal(413, Assert.IsType<WebhookResult.Refused>(await Read(Signed(new string(' ', (1024 * 1024) + 1)))).Status);
        Assert.Equal(400, Assert.IsType<WebhookResult.Refused>(await Read(Signed("""{"object":"page","entry":[]}"""))).Status);
        Assert.Equal(400, Assert.IsType<WebhookResult.Refused>(await Read(Signed("x"))).Status);
    }

    [Fact]
    public async Task Nothing_that_is_signed_and_broken_throws()
    {
        await using var bench = await Start();
        var random = new Random(5);
        for (var i = 0; i < 3000; i++)
        {
            bench.Connector.Find<IWebhook>()!.ReadWebhook(Signed(Mutations.Of(i % 2 == 0 ? Comment : Message("""{"mid":"m1","text":"在吗"}"""), random)));
        }
    }
}
