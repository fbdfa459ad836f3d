using Funnel.Connectors.Tests.Http;
using static Funnel.Connectors.Tests.Instagram.InstagramSamples;

namespace Funnel.Connectors.Tests.Instagram;

public sealed class InstagramTokenTests
{
    private static readonly Grant Old = new("17841400000000001", "old-token", PlatformBench.Now.AddDays(5), "", PlatformBench.Now.AddDays(5), ["x"]);

    [Fact]
    public async Task The_merchant_is_sent_to_the_page_with_permissions_and_state()
    {
        await using var bench = await Start(("AuthorizePage", "https://login.example/authorize"));
        Assert.Equal(
            "https://login.example/authorize?client_id=1800000000000009&response_type=code&scope=instagram_business_basic,instagram_business_manage_comments,"
                + "instagram_business_manage_messages&redirect_uri=https%3A%2F%2Fshop.example%2Fback&state=s%26t",
            bench.Grants.AuthorizeUrl(Redirect, "s&t").AbsoluteUri);
        Assert.Throws<ArgumentException>(() => bench.Grants.AuthorizeUrl(new Uri("/back", UriKind.Relative), "s"));
    }

    [Theory]
    [InlineData("""{"access_token":"brief","user_id":1,"permissions":"a,b"}""")]
    [InlineData("""{"data":[{"access_token":"brief","user_id":"1","permissions":["a","b"]}]}""")]
    public async Task A_code_becomes_a_token_for_60_days_of_the_account_that_it_is(string brief)
    {
        await using var bench = await Connected();
        bench.Server.Answer(brief).Answer("""{"access_token":"lasting","token_type":"bearer","expires_in":"5183944"}""").Answer("""{"user_id":"17841400000000001","id":"9"}""");
        var grant = (await bench.Grants.ExchangeCode("the&code", Redirect, default)).Value;

        Assert.Equal(("17841400000000001", "lasting", ""), (grant.OpenId, grant.AccessToken, grant.RefreshToken));
        Assert.Equal(PlatformBench.Now.AddSeconds(5183944), grant.AccessExpiresAt);
        Assert.Equal(["a", "b"], grant.Scopes);
        var requests = bench.Server.Requests.ToList();
        Assert.Equal(["POST /oauth/access_token", "GET /access_token", "GET /v23.0/me"], requests.Select(r => $"{r.Method} {r.Target.Split('?')[0]}"));
        Assert.Equal(
            "client_id=1800000000000009&client_secret=the-secret-4712&grant_type=authorization_code&redirect_uri=https%3A%2F%2Fshop.example%2Fback&code=the%26code",
            requests[0].Body);
        Assert.Equal(("ig_exchange_token", "brief", PlatformBench.Secret),
            (PlatformBench.Query(requests[1], "grant_type"), PlatformBench.Query(requests[1], "access_token"), PlatformBench.Query(requests[1], "client_secret")));
        Assert.Equal("Bearer lasting", requests[2].Header("Authorization"));
        Assert.DoesNotContain(PlatformBench.Secret, bench.Logs, StringComparison.Ordinal);
        Assert.DoesNotContain("lasting", bench.Logs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_was_used_is_refused_and_tried_once()
    {
        await using var bench = await Connected();
        bench.Server.Answer("""{"error_type":"OAuthException","code":400,"error_message":"This authorization code has been used"}""", 400);
        var failure = (await bench.Grants.ExchangeCode("c", Redirect, default)).Failure!;
        Assert.Equal((FailureKind.Rejected, "400"), (failure.Kind, failure.Code));
        Assert.Single(bench.Server.Requests);
    }

    [Fact]
    public async Task A_token_renews_itself()
    {
        await using var bench = await Start();
        bench.Server.Answer("""{"access_token":"fresh","token_type":"bearer","expires_in":5184000}""");
        var fresh = (await bench.Grants.Refresh(Old, default)).Value;
        Assert.Equal(Old with { AccessToken = "fresh", AccessExpiresAt = PlatformBench.Now.AddDays(60), RefreshExpiresAt = PlatformBench.Now.AddDays(60) }, fresh);
        Assert.Equal(("/refresh_access_token", "ig_refresh_token", "old-token"),
            (bench.Request.Target.Split('?')[0], PlatformBench.Query(bench.Request, "grant_type"), PlatformBench.Query(bench.Request, "access_token")));
    }

    [Theory]
    [InlineData("""{"access_token":"","expires_in":5}""")]
    [InlineData("""{"access_token":"x"}""")]
    [InlineData("""{"access_token":"x","expires_in":-1}""")]
    [InlineData("[]")]
    public async Task A_token_that_is_none_is_not_stored(string answer)
    {
        await using var bench = await Start();
        bench.Server.Answer(answer);
        Assert.Equal("bad-answer", (await bench.Grants.Refresh(Old, default)).Failure!.Code);
    }

    [Fact]
    public async Task A_dead_token_is_not_renewed()
    {
        await using var bench = await Start();
        bench.Server.Answer(Error("190"), 401);
        Assert.Equal(FailureKind.AuthExpired, (await bench.Grants.Renew(Old, default)).Failure!.Kind);
    }

    /// <summary>With the address of the code's exchange at the same server.</summary>
    private static async Task<PlatformBench> Connected()
    {
        var server = await Douyin.DouyinStub.Start();
        return PlatformBench.At(server, "instagram",
            ("AppId", AppId), ("AppSecret", PlatformBench.Secret), ("TokenUrl", new Uri(server.Address, "/oauth/access_token").AbsoluteUri));
    }
}
