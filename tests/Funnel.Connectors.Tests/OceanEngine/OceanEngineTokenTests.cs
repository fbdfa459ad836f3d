using System.Text.Json;
using Funnel.Connectors.Tests.Http;
using static Funnel.Connectors.Tests.OceanEngine.OceanEngineSamples;

namespace Funnel.Connectors.Tests.OceanEngine;

public sealed class OceanEngineTokenTests
{
    private static readonly Grant Old = new("1700000000000002", "at-old", PlatformBench.Now, "rt-old", PlatformBench.Now.AddDays(3), []);

    private static Task<PlatformBench> Start() => PlatformBench.Start("oceanengine");

    private static Dictionary<string, string> Body(PlatformBench bench) =>
        JsonDocument.Parse(bench.Request.Body).RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString(), StringComparer.Ordinal);

    [Fact]
    public async Task The_advertiser_is_sent_to_the_page_with_app_and_state()
    {
        await using var bench = await Start();
        Assert.Equal(
            "https://open.oceanengine.com/audit/oauth.html?app_id=1800000000000009&material_auth=1&state=s%26t&redirect_uri=https%3A%2F%2Fshop.example%2Fback",
            bench.Grants.AuthorizeUrl(new Uri("https://shop.example/back"), "s&t").AbsoluteUri);
        Assert.Throws<ArgumentException>(() => bench.Grants.AuthorizeUrl(new Uri("/back", UriKind.Relative), "s"));
    }

    [Fact]
    public async Task A_code_becomes_a_grant_for_all_advertisers_that_it_names()
    {
        await using var bench = await Start();
        bench.Server.Answer(Token);
        var grant = (await bench.Grants.ExchangeCode("the-code", new("https://shop.example/back"), default)).Value;

        Assert.Equal(("POST", "/open_api/oauth2/access_token/", ""), (bench.Request.Method, bench.Request.Target, bench.Request.Header("Access-Token")));
        Assert.Equal(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["app_id"] = "1800000000000009", ["secret"] = PlatformBench.Secret, ["auth_code"] = "the-code", ["grant_type"] = "auth_code",
            },
            Body(bench));
        Assert.Equal(
            ("1700000000000001", "at-new", PlatformBench.Now.AddDays(1), "rt-new", PlatformBench.Now.AddDays(30)),
            (grant.OpenId, grant.AccessToken, grant.AccessExpiresAt, grant.RefreshToken, grant.RefreshExpiresAt));
        Assert.True(grant.IsFor("1700000000000001") && grant.IsFor("1700000000000002") && !grant.IsFor("1700000000000003"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("[null,\"x\",-1]")]
    public async Task A_grant_for_nobody_is_none(string advertisers)
    {
        await using var bench = await Start();
        bench.Server.Answer(Token.Replace("[1700000000000001,1700000000000002]", advertisers, StringComparison.Ordinal));
        Assert.Equal(FailureKind.Unknown, (await bench.Grants.ExchangeCode("the-code", new Uri("https://shop.example/back"), default)).Failure!.Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refreshing_and_renewing_are_one_call_that_gives_both_tokens(bool renew)
    {
        await using var bench = await Start();
        bench.Server.Answer(Token);
        var grant = (await (renew ? bench.Grants.Renew(Old, default) : bench.Grants.Refresh(Old, default))).Value;

        Assert.Equal("/open_api/oauth2/refresh_token/", bench.Request.Target);
        Assert.Equal(("rt-old", "refresh_token"), (Body(bench)["refresh_token"], Body(bench)["grant_type"]));
        Assert.Equal(
            (Old.OpenId, "at-new", PlatformBench.Now.AddDays(1), "rt-new", PlatformBench.Now.AddDays(30)),
            (grant.OpenId, grant.AccessToken, grant.AccessExpiresAt, grant.RefreshToken, grant.RefreshExpiresAt));
    }

    [Fact]
    public async Task What_an_answer_leaves_out_stays_as_it_was()
    {
        await using var bench = await Start();
        bench.Server.Answer("""{"code":0,"data":{"access_token":"at-2","expires_in":99999999999999}}""");
        var grant = (await bench.Grants.Refresh(Old, default)).Value;
        Assert.Equal(("rt-old", Old.RefreshExpiresAt), (grant.RefreshToken, grant.RefreshExpiresAt));
        Assert.True(grant.AccessExpiresAt < PlatformBench.Now.AddYears(11));
    }

    [Theory]
    [InlineData("""{"code":0,"data":{}}""", FailureKind.Unknown)]
    [InlineData("""{"code":0,"data":{"access_token":"","expires_in":1}}""", FailureKind.Unknown)]
    [InlineData("<html>", FailureKind.Unknown)]
    [InlineData("""{"code":40103,"message":"x"}""", FailureKind.AuthExpired)]
    [InlineData("""{"code":40107,"message":"x"}""", FailureKind.AuthExpired)]
    [InlineData("""{"code":50000,"message":"x"}""", FailureKind.Unknown)]
    [InlineData("""{"code":40100,"message":"x"}""", FailureKind.RateLimited)]
    public async Task Tokens_are_asked_for_once_and_a_no_is_told(string answer, FailureKind kind)
    {
        await using var bench = await Start();
        bench.Server.Answer(answer);
        Assert.Equal(kind, (await bench.Grants.Refresh(Old, default)).Failure!.Kind);
        Assert.Single(bench.Server.Requests);
    }
}
