using System.Text.Json.Nodes;
using Funnel.Accounts;
using Funnel.Connectors.Tests.Http;
using static Funnel.Connectors.Tests.YouTube.YouTubeSamples;

namespace Funnel.Connectors.Tests.YouTube;

public sealed class YouTubeSendTests
{
    private static readonly Grant Old = new("UCshop", "old-token", PlatformBench.Now.AddMinutes(5), "refresh-1", PlatformBench.Now.AddDays(5), ["s"]);

    [Theory]
    [InlineData("UgxAnna", "UgxAnna")]
    [InlineData("UgxThread", "UgxThread")]
    [InlineData(null, "UgxAnna")]
    public async Task A_reply_stands_under_the_threads_first_comment(string? thread, string parent)
    {
        await using var bench = await Start();
        bench.Server.Answer("""{"id":"UgxAnna.9","snippet":{"parentId":"UgxAnna"}}""");
        Assert.Equal(new SendReceipt("UgxAnna.9"), (await bench.Mouth.Reply(Account, new("v1", CommentId, thread, "UCanna"), "有的哦", default)).Value);
        Assert.Equal(("POST", "/youtube/v3/comments?part=snippet"), (bench.Request.Method, bench.Request.Target));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$$"""{"snippet":{"parentId":"{{{parent}}}","textOriginal":"有的哦"}}"""), JsonNode.Parse(bench.Request.Body)), bench.Request.Body);
    }

    [Fact]
    public async Task What_cannot_be_sent_never_leaves()
    {
        await using var bench = await Start(("ReplyChars", "5"));
        Assert.Equal("reply-too-long", (await bench.Mouth.Reply(Account, new("v", "c", null, "p"), "六个字太长了", default)).Failure!.Code);
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Mouth.Reply(Account, new("v", " ", null, "p"), "好", default));
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Mouth.Reply(Account, new("v", "c", null, "p"), " ", default));
        Assert.Empty(bench.Server.Requests);
    }

    [Fact]
    public async Task Nobody_can_be_written_to_and_a_reply_may_hold_a_link()
    {
        await using var bench = await Start();
        Assert.Null(bench.Connector.Find<IChat>());
        Assert.Null(bench.Connector.Find<IWebhook>());
        Assert.Equal((true, false), (bench.Connector.Limits.LinksInReplies, bench.Connector.Limits.LinksInChat));
    }

    [Fact]
    public async Task The_merchant_is_sent_to_the_page_for_a_grant_that_lasts()
    {
        await using var bench = await Start();
        Assert.Equal(
            "https://accounts.google.com/o/oauth2/v2/auth?client_id=the-client&response_type=code&access_type=offline&prompt=consent"
                + "&scope=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fyoutube.force-ssl&redirect_uri=https%3A%2F%2Fshop.example%2Fback&state=s%26t",
            bench.Grants.AuthorizeUrl(Redirect, "s&t").AbsoluteUri);
        Assert.Throws<ArgumentException>(() => bench.Grants.AuthorizeUrl(new Uri("/back", UriKind.Relative), "s"));
    }

    [Fact]
    public async Task A_code_becomes_a_grant_of_the_channel_that_it_is()
    {
        await using var bench = await Connected();
        bench.Server.Answer("""{"access_token":"at","expires_in":3599,"refresh_token":"rt","scope":"a b","token_type":"Bearer"}""").Answer("""{"items":[{"id":"UCshop"}]}""");
        var grant = (await bench.Grants.ExchangeCode("the&code", Redirect, default)).Value;
        Assert.Equal(("UCshop", "at", "rt", AccountHealth.Never), (grant.OpenId, grant.AccessToken, grant.RefreshToken, grant.RefreshExpiresAt));
        Assert.Equal(PlatformBench.Now.AddSeconds(3599), grant.AccessExpiresAt);
        Assert.Equal(["a", "b"], grant.Scopes);
        var requests = bench.Server.Requests.ToList();
        Assert.Equal(
            "client_id=the-client&client_secret=the-secret-4712&grant_type=authorization_code&code=the%26code&redirect_uri=https%3A%2F%2Fshop.example%2Fback", requests[0].Body);
        Assert.Equal(("/youtube/v3/channels?part=id&mine=true", "Bearer at"), (requests[1].Target, requests[1].Header("Authorization")));
        Assert.DoesNotContain(PlatformBench.Secret, bench.Logs, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"access_token":"fresh","expires_in":"3599"}""", "refresh-1", null)]
    [InlineData("""{"access_token":"fresh","expires_in":3599,"refresh_token":"refresh-2","refresh_token_expires_in":604800}""", "refresh-2", 604800)]
    public async Task A_refresh_keeps_the_refresh_token_unless_there_is_a_new_one(string answer, string token, int? ends)
    {
        await using var bench = await Connected();
        bench.Server.Answer(answer);
        var fresh = (await bench.Grants.Refresh(Old, default)).Value;
        Assert.Equal(("fresh", token, ends is { } s ? PlatformBench.Now.AddSeconds(s) : AccountHealth.Never), (fresh.AccessToken, fresh.RefreshToken, fresh.RefreshExpiresAt));
        Assert.Contains("grant_type=refresh_token&refresh_token=refresh-1", bench.Request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grant_that_was_withdrawn_is_lost()
    {
        await using var bench = await Connected();
        bench.Server.Answer("""{"error":"invalid_grant","error_description":"Token has been expired or revoked."}""", 400);
        var failure = (await bench.Grants.Renew(Old, default)).Failure!;
        Assert.Equal((FailureKind.AuthExpired, "invalid_grant"), (failure.Kind, failure.Code));
    }
}
