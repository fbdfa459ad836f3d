using System.Text.Json.Nodes;
using Funnel.Connectors.Tests.Http;
using static Funnel.Connectors.FailureKind;
using static Funnel.Connectors.Tests.TikTok.TikTokSamples;

namespace Funnel.Connectors.Tests.TikTok;

public sealed class TikTokSendTests
{
    private static readonly ReplyTarget Target = new(VideoId, CommentId, CommentId, "uid-anna");
    private static readonly ChatWindow Wrote = new(WindowKind.Wrote, "conversation-1", "m1", PlatformBench.Now, PlatformBench.Now.AddDays(2), 10);
    private static readonly ChatWindow Commented = new(WindowKind.Commented, "", CommentId, PlatformBench.Now, PlatformBench.Now.AddDays(2), 1);
    private static readonly Grant Old = new("-000shop", "old-token", PlatformBench.Now, "refresh-1", PlatformBench.Now.AddDays(5), ["s"]);

    private static IChat Chat(PlatformBench bench) => bench.Connector.Find<IChat>()!;

    private static void Json(string expected, string found) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(found)), found);

    [Fact]
    public async Task A_reply_names_account_video_and_comment()
    {
        await using var bench = await Start();
        bench.Server.Answer("""{"code":0,"data":{"comment_id":"99","unique_identifier":"uid-shop"}}""");
        Assert.Equal(new SendReceipt("99"), (await bench.Mouth.Reply(Account, Target, "私信我", default)).Value);
        Assert.Equal(("POST", "/business/comment/reply/create/", PlatformBench.Token), (bench.Request.Method, bench.Request.Target, bench.Request.Header("Access-Token")));
        Json($$$"""{"business_id":"1700000000000001","video_id":"{{{VideoId}}}","comment_id":"{{{CommentId}}}","text":"私信我"}""", bench.Request.Body);
    }

    [Theory]
    [InlineData("""{"message":{"message_id":"m9"}}""")]
    [InlineData("""{"message_id":"m9"}""")]
    public async Task A_message_goes_to_its_conversation(string data)
    {
        await using var bench = await Start();
        bench.Server.Answer($$$"""{"code":0,"data":{{{data}}}}""");
        Assert.Equal(new SendReceipt("m9"), (await Chat(bench).SendMessage(Account, Wrote, "uid-anna", new MessageContent.Text("你好"), default)).Value);
        Assert.Equal("/business/message/send/", bench.Request.Target);
        Json("""{"business_id":"1700000000000001","message_type":"TEXT","text":{"body":"你好"},"recipient_type":"CONVERSATION","recipient":"conversation-1"}""", bench.Request.Body);
    }

    [Fact]
    public async Task A_private_answer_names_the_comment()
    {
        await using var bench = await Start();
        bench.Server.Answer("""{"code":0,"data":{"message":{"message_id":"m9"}}}""");
        Assert.True((await Chat(bench).SendMessage(Account, Commented, "uid-anna", new MessageContent.Text("你好"), default)).Ok);
        Json(
            $$$"""{"business_id":"1700000000000001","message_type":"TEXT","text":{"body":"你好"},"direct_reply":{"reply_type":"COMMENT_REPLY","comment_reply":{"comment_id":"{{{CommentId}}}"} } }""",
            bench.Request.Body);
    }

    /// <summary>For which comments it holds TikTok decides, and says so by refusing: then the person has to write first.</summary>
    [Theory]
    [InlineData("40001", WindowClosed, Forbidden)]
    [InlineData("40002", WindowClosed, Rejected)]
    [InlineData("12345", WindowClosed, Rejected)]
    [InlineData("40105", AuthExpired, AuthExpired)]
    [InlineData("40100", RateLimited, RateLimited)]
    [InlineData("50000", Unknown, Unknown)]
    public async Task A_private_answer_that_is_refused_finds_its_window_closed(string code, FailureKind toComment, FailureKind toPerson)
    {
        await using var bench = await Start();
        bench.Server.Answer(Error(code));
        Assert.Equal(toComment, (await Chat(bench).SendMessage(Account, Commented, "p", new MessageContent.Text("你好"), default)).Failure!.Kind);
        Assert.Equal(toPerson, (await Chat(bench).SendMessage(Account, Wrote, "p", new MessageContent.Text("你好"), default)).Failure!.Kind);
    }

    [Theory]
    [InlineData("false", null, "00:00:00", false)]
    [InlineData("true", null, "00:00:00", true)]
    [InlineData("true", null, "1.23:59:00", true)]
    [InlineData("true", null, "2.00:00:00", false)]
    [InlineData("true", "7", "00:00:00", false)] // an answer
    [InlineData("true", "", "00:00:00", false)] // perhaps one
    public async Task A_comment_opens_a_window_where_that_is_switched_on(string on, string? parent, string age, bool open)
    {
        await using var bench = await Start(("CommentToMessage", on));
        var at = PlatformBench.Now - TimeSpan.Parse(age, System.Globalization.CultureInfo.InvariantCulture);
        var window = bench.Connector.Find<ICommentWindow>()!.WindowOf(new(CommentId, VideoId, "p", "求资料", at, parent), PlatformBench.Now);
        Assert.Equal(open ? (WindowKind.Commented, CommentId, 1) : default, window is null ? default : (window.Kind, window.MessageId, window.Allowance));
    }

    [Fact]
    public async Task What_cannot_be_sent_never_leaves()
    {
        await using var bench = await Start();
        Assert.Equal("reply-too-long", (await bench.Mouth.Reply(Account, Target, new string('长', 151), default)).Failure!.Code);
        Assert.Equal("message-too-long", (await Chat(bench).SendMessage(Account, Wrote, "p", new MessageContent.Text(new string('长', 6001)), default)).Failure!.Code);
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Mouth.Reply(Account, Target with { VideoId = "" }, "好", default));
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Mouth.Reply(Account, Target with { CommentId = "" }, "好", default));
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Mouth.Reply(Account, Target, " ", default));
        await Assert.ThrowsAsync<ArgumentException>(() => Chat(bench).SendMessage(Account, Wrote with { ConversationId = "" }, "p", new MessageContent.Text("好"), default));
        await Assert.ThrowsAsync<ArgumentException>(() => Chat(bench).SendMessage(Account, Commented with { MessageId = "" }, "p", new MessageContent.Text("好"), default));
        await Assert.ThrowsAsync<ArgumentException>(() => Chat(bench).SendMessage(Account, Wrote, "p", new MessageContent.Card("t", "a", "p", "q"), default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Chat(bench).SendMessage(Account, Wrote with { Kind = WindowKind.Opened }, "p", new MessageContent.Text("好"), default));
        Assert.Empty(bench.Server.Requests);
    }

    [Fact]
    public async Task The_merchant_is_sent_to_the_page_and_comes_back_to_an_address_with_a_slash()
    {
        await using var bench = await Start(("Scopes:0", "comment.list"));
        Assert.Equal(
            "https://www.tiktok.com/v2/auth/authorize?client_key=the-client&response_type=code&scope=comment.list&redirect_uri=https%3A%2F%2Fshop.example%2Fback%2F&state=s%26t&disable_auto_auth=1",
            bench.Grants.AuthorizeUrl(Redirect, "s&t").AbsoluteUri);
        Assert.Equal(bench.Grants.AuthorizeUrl(Redirect, "s"), bench.Grants.AuthorizeUrl(new Uri("https://shop.example/back"), "s"));
        Assert.Throws<ArgumentException>(() => bench.Grants.AuthorizeUrl(new Uri("https://shop.example/back/?x=1"), "s"));
    }

    [Fact]
    public async Task A_code_becomes_a_grant_and_a_refresh_gives_a_new_refresh_token()
    {
        await using var bench = await Start();
        bench.Server.Answer("""{"code":0,"data":{"access_token":"at","expires_in":86400,"refresh_token":"rt","refresh_token_expires_in":31536000,"open_id":"-000shop","scope":"comment.list,video.list"}}""");
        var grant = (await bench.Grants.ExchangeCode("the-code", Redirect, default)).Value;
        Assert.Equal(("-000shop", "at", "rt"), (grant.OpenId, grant.AccessToken, grant.RefreshToken));
        Assert.Equal((PlatformBench.Now.AddDays(1), PlatformBench.Now.AddDays(365)), (grant.AccessExpiresAt, grant.RefreshExpiresAt));
        var fresh = (await bench.Grants.Refresh(Old, default)).Value;
        Assert.Equal(("at", "rt"), (fresh.AccessToken, fresh.RefreshToken));

        var requests = bench.Server.Requests.ToList();
        Assert.Equal(["/tt_user/oauth2/token/", "/tt_user/oauth2/refresh_token/"], requests.Select(r => r.Target));
        Json("""{"client_id":"the-client","client_secret":"the-secret-4712","grant_type":"authorization_code","auth_code":"the-code","redirect_uri":"https://shop.example/back/"}""", requests[0].Body);
        Json("""{"client_id":"the-client","client_secret":"the-secret-4712","grant_type":"refresh_token","refresh_token":"refresh-1"}""", requests[1].Body);
    }

    [Fact]
    public async Task Another_accounts_token_is_refused()
    {
        await using var bench = await Start();
        bench.Server.Answer("""{"code":0,"data":{"access_token":"at","expires_in":86400,"open_id":"-000other"}}""");
        Assert.Equal("other-account", (await bench.Grants.Renew(Old, default)).Failure!.Code);
    }
}
