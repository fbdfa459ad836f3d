using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Funnel.Connectors.Tests.Douyin;

public sealed class DouyinWebhookTests
{
    private const string Comment = """
        {"event":"item_comment_reply","client_key":"aw-test-key","from_user_id":"43ea","to_user_id":"ba25","log_id":"l",
         "content":"{\"comment_id\":\"@c==\",\"comment_user_id\":\"43ea\",\"content\":\"多少钱\",\"create_time\":1673507751,\"reply_to_comment_id\":\"\",\"reply_to_item_id\":\"@v==\",\"at_user_id\":\"\",\"parent_id\":\"\",\"nick_name\":\"x\"}"}
        """;

    internal static WebhookRequest Signed(string body, string secret = Connector.Secret, string? messageId = "m-1")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return Request(bytes, Signature(bytes, secret), messageId);
    }

    internal static WebhookRequest Request(byte[] body, string? signature, string? messageId = null, string method = "POST")
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (signature is not null)
        {
            headers["x-douyin-signature"] = signature;
        }

        if (messageId is not null)
        {
            headers["msg-id"] = messageId;
        }

        return new(method, headers, new Dictionary<string, string>(), body);
    }

    internal static string Signature(byte[] body, string secret) =>
        Convert.ToHexStringLower(SHA1.HashData([.. Encoding.UTF8.GetBytes(secret), .. body]));

    private static void Refused(int status, WebhookResult result) => Assert.Equal(status, Assert.IsType<WebhookResult.Refused>(result).Status);

    [Fact]
    public async Task A_signature_is_sha1_of_secret_and_body()
    {
        await using var douyin = await Connector.Start(("WebhookSecret", "abc"));

        // sha1("abc" + "{}"), computed with another tool.
        Refused(400, douyin.Source.ReadWebhook(Request("{}"u8.ToArray(), "a7d7505c8fc606002f97884621e4f05f5f1405d2")));
    }

    [Fact]
    public async Task A_signed_event_is_accepted_with_its_delivery_id()
    {
        await using var douyin = await Connector.Start();

        var accepted = Assert.IsType<WebhookResult.Accepted>(douyin.Source.ReadWebhook(Signed(Comment)));

        Assert.Single(accepted.Events);
        string? IdOf(string body, string? header) => Assert.IsType<WebhookResult.Accepted>(douyin.Source.ReadWebhook(Signed(body, messageId: header))).DeliveryId;
        Assert.Equal(64, accepted.DeliveryId!.Length);
        Assert.Equal(accepted.DeliveryId, IdOf(Comment, null));
        Assert.Equal(accepted.DeliveryId, IdOf(Comment, "another")); // which is not signed, so it says nothing
        Assert.Equal(accepted.DeliveryId, IdOf(Comment.TrimStart().Insert(1, "\"log_id\":\"another try\","), "m-1"));
        Assert.NotEqual(accepted.DeliveryId, IdOf(Comment.Replace("to_user_id\":\"", "to_user_id\":\"x", StringComparison.Ordinal), "m-1"));
    }

    [Fact]
    public async Task A_wrong_or_missing_signature_is_refused()
    {
        await using var douyin = await Connector.Start();
        var body = Encoding.UTF8.GetBytes(Comment);
        var good = Signature(body, Connector.Secret);

        Refused(401, douyin.Source.ReadWebhook(Request(body, null)));
        Refused(401, douyin.Source.ReadWebhook(Request(body, "")));
        Refused(401, douyin.Source.ReadWebhook(Request(body, "ß" + good[1..])));
        Refused(401, douyin.Source.ReadWebhook(Request(body, good.ToUpperInvariant())));
        Refused(401, douyin.Source.ReadWebhook(Request(body, good[..39])));
        Refused(401, douyin.Source.ReadWebhook(Request(body, Signature(body, "other secret"))));
        Refused(401, douyin.Source.ReadWebhook(Request([.. body, (byte)' '], good)));
        Refused(405, douyin.Source.ReadWebhook(Request(body, good, method: "GET")));
    }

    [Fact]
    public async Task A_webhook_secret_of_its_own_replaces_the_client_secret()
    {
        await using var douyin = await Connector.Start(("WebhookSecret", "other"));
        Assert.IsType<WebhookResult.Accepted>(douyin.Source.ReadWebhook(Signed(Comment, "other")));
        Refused(401, douyin.Source.ReadWebhook(Signed(Comment)));
    }

    [Theory]
    [InlineData("""{"event":"verify_webhook","client_key":"","content":{"challenge":12345}}""", "12345")]
    [InlineData("""{"event":"verify_webhook","client_key":"aw-test-key","content":"{\"challenge\":\"9007199254740993\"}"}""", "9007199254740993")]
    public async Task A_handshake_is_answered_with_its_number_signed_or_not(string body, string number)
    {
        await using var douyin = await Connector.Start();
        var expected = new WebhookResult.Handshake("application/json", $$"""{"challenge":{{number}}}""");

        Assert.Equal(expected, douyin.Source.ReadWebhook(Signed(body)));
        Assert.Equal(expected, douyin.Source.ReadWebhook(Request(Encoding.UTF8.GetBytes(body), null)));
        Refused(401, douyin.Source.ReadWebhook(Signed(body, "wrong secret")));
    }

    [Theory]
    [InlineData("""{"event":"verify_webhook","content":{}}""")]
    [InlineData("""{"event":"verify_webhook","content":{"challenge":"<script>"}}""")]
    [InlineData("""{"event":"verify_webhook","content":{"challenge":99999999999999999999}}""")]
    [InlineData("""{"event":"verify_webhook"}""")]
    public async Task A_handshake_without_a_number_is_refused(string body)
    {
        await using var douyin = await Connector.Start();
        Refused(400, douyin.Source.ReadWebhook(Signed(body)));
        Refused(401, douyin.Source.ReadWebhook(Request(Encoding.UTF8.GetBytes(body), null)));
    }

    [Fact]
    public async Task A_body_over_its_limit_is_refused()
    {
        await using var douyin = await Connector.Start();
        Refused(413, douyin.Source.ReadWebhook(Signed(new string(' ', 1024 * 1024) + "{}")));
        var handshake = """{"event":"verify_webhook","content":{"challenge":1}}""" + new string(' ', 4096);
        Refused(401, douyin.Source.ReadWebhook(Request(Encoding.UTF8.GetBytes(handshake), null)));
    }

    [Fact]
    public async Task An_event_for_another_app_is_refused()
    {
        await using var douyin = await Connector.Start();
        Refused(403, douyin.Source.ReadWebhook(Signed(Comment.Replace("aw-test-key", "aw-other", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"event":"item_comment_reply","content":"{"}""")]
    [InlineData("""{"event":"im_receive_msg","content":"[1]"}""")]
    [InlineData("""{"event":"im_receive_msg","content":"\ud800"}""")]
    [InlineData("""{"event":"\ud800"}""")]
    [InlineData("""{"\ud800":1,"event":"x"}""")]
    public async Task A_signed_body_that_is_no_event_is_refused_or_other(string body)
    {
        await using var douyin = await Connector.Start();
        var result = douyin.Source.ReadWebhook(Signed(body));
        Assert.True(result is WebhookResult.Refused { Status: 400 } or WebhookResult.Accepted { Events: [SourceEvent.Other] }, result.ToString());
    }

    [Fact]
    public async Task Deep_nesting_is_refused()
    {
        await using var douyin = await Connector.Start();
        Refused(400, douyin.Source.ReadWebhook(Signed(new string('[', 500_000))));
        var inner = string.Concat(Enumerable.Repeat("[", 1000)) + string.Concat(Enumerable.Repeat("]", 1000));
        Refused(400, douyin.Source.ReadWebhook(Signed($$"""{"event":"im_receive_msg","content":"{\"text\":{{inner}}}"}""")));
    }

    [Fact]
    public async Task Mutated_bodies_never_throw()
    {
        await using var douyin = await Connector.Start();
        string[] seeds = [Comment, DouyinEventTests.Received, DouyinEventTests.Entered, DouyinEventTests.Sent, DouyinEventTests.Authorized];
        var random = new Random(4711);
        for (var i = 0; i < 20_000; i++)
        {
            var body = Mutations.Of(seeds[random.Next(seeds.Length)], random);
            try
            {
                _ = douyin.Source.ReadWebhook(Signed(body));
            }
            catch (Exception e)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"round {i}: {body}\n{e}"));
            }
        }
    }
}
