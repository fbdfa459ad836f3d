using System.Text.Json;

namespace Funnel.Connectors.Tests.Douyin;

public sealed class DouyinTokenTests
{
    private static CancellationToken None => CancellationToken.None;

    public static Grant Grant { get; } = new(
        Connector.Account.OpenId, "act.old", Connector.Now.AddDays(1), "rft.old+/=", Connector.Now.AddDays(20), ["item.comment"])
    {
        Renewals = 2,
    };

    [Fact]
    public async Task The_merchant_is_sent_to_the_authorize_page()
    {
        await using var douyin = await Connector.Start(("BaseUrl", "https://open.douyin.com"), ("Scopes:0", "user_info"), ("Scopes:1", "item.comment"));

        var url = douyin.Source.AuthorizeUrl(new Uri("https://shop.example/oauth/douyin"), "s t&1");

        Assert.Equal(
            "https://open.douyin.com/platform/oauth/connect/?client_key=aw-test-key&response_type=code&scope=user_info,item.comment"
                + "&redirect_uri=https%3A%2F%2Fshop.example%2Foauth%2Fdouyin&state=s%20t%261",
            url.AbsoluteUri);
        Assert.Throws<ArgumentException>(() => douyin.Source.AuthorizeUrl(new Uri("https://shop.example/?a=1"), "s"));
        Assert.Throws<ArgumentException>(() => douyin.Source.AuthorizeUrl(new Uri("/relative", UriKind.Relative), "s"));
    }

    [Fact]
    public async Task The_scopes_asked_for_have_a_default()
    {
        await using var douyin = await Connector.Start();
        Assert.Contains(
            "&scope=user_info,item.comment,video.list.bind,im.direct_message,renew_refresh_token&",
            douyin.Source.AuthorizeUrl(new Uri("https://shop.example/cb"), "s").AbsoluteUri,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_becomes_a_grant()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(Samples.Token);

        var grant = (await douyin.Source.ExchangeCode("the code", Samples.Redirect, None)).Value;

        Assert.Equal(("POST", "/oauth/access_token/"), (douyin.Request.Method, douyin.Request.Target));
        Assert.Equal("application/json", douyin.Request.Header("content-type"));
        Assert.Empty(douyin.Request.Header("access-token"));
        using var body = JsonDocument.Parse(douyin.Request.Body);
        using var expected = JsonDocument.Parse(
            """{"client_key":"aw-test-key","client_secret":"secret-4711","code":"the code","grant_type":"authorization_code"}""");
        Assert.True(JsonElement.DeepEquals(expected.RootElement, body.RootElement));
        Assert.Equal(("open@id+/=1", "act.new", "rft.new", 0), (grant.OpenId, grant.AccessToken, grant.RefreshToken, grant.Renewals));
        Assert.Equal((Connector.Now.AddDays(15), Connector.Now.AddDays(30)), (grant.AccessExpiresAt, grant.RefreshExpiresAt));
        Assert.Equal(["user_info", "item.comment"], grant.Scopes);
    }

    [Fact]
    public async Task A_refresh_is_a_form_and_takes_what_is_returned()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(Samples.Token);

        var grant = (await douyin.Source.Refresh(Grant, None)).Value;

        Assert.Equal(("POST", "/oauth/refresh_token/"), (douyin.Request.Method, douyin.Request.Target));
        Assert.Equal("application/x-www-form-urlencoded", douyin.Request.Header("content-type"));
        Assert.Equal("client_key=aw-test-key&grant_type=refresh_token&refresh_token=rft.old%2B%2F%3D", douyin.Request.Body);
        Assert.Equal(("act.new", "rft.new", 2), (grant.AccessToken, grant.RefreshToken, grant.Renewals));
        Assert.Equal((Connector.Now.AddDays(15), Connector.Now.AddDays(30)), (grant.AccessExpiresAt, grant.RefreshExpiresAt));
    }

    [Fact]
    public async Task A_refresh_keeps_what_is_not_returned()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer("""{"data":{"access_token":"act.old","expires_in":1296000,"error_code":0},"message":"success"}""");

        var grant = (await douyin.Source.Refresh(Grant, None)).Value;

        Assert.Equal(Grant with { AccessExpiresAt = Connector.Now.AddDays(15) }, grant);
    }

    [Fact]
    public async Task A_refresh_for_another_account_is_refused()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(Samples.Token);

        var failure = (await douyin.Source.Refresh(Grant with { OpenId = "somebody else" }, None)).Failure!;

        Assert.Equal((FailureKind.Rejected, "other-account"), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task A_renewal_is_a_form_and_is_counted()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer("""{"data":{"refresh_token":"rft.renewed","expires_in":"2592000","error_code":"0","description":""},"message":"success"}""");

        var grant = (await douyin.Source.Renew(Grant, None)).Value;

        Assert.Equal(("POST", "/oauth/renew_refresh_token/"), (douyin.Request.Method, douyin.Request.Target));
        Assert.Equal("application/x-www-form-urlencoded", douyin.Request.Header("content-type"));
        Assert.Equal("client_key=aw-test-key&refresh_token=rft.old%2B%2F%3D", douyin.Request.Body);
        Assert.Equal(Grant with { RefreshToken = "rft.renewed", RefreshExpiresAt = Connector.Now.AddDays(30), Renewals = 3 }, grant);
    }

    [Theory]
    [InlineData("""{"data":{"error_code":0,"access_token":"a","open_id":"o"},"message":"success"}""")]
    [InlineData("""{"data":{"error_code":0,"access_token":"a","expires_in":"soon","refresh_token":"r","refresh_expires_in":1,"open_id":"o"}}""")]
    [InlineData("""{"data":{"error_code":0,"access_token":"a","expires_in":-5,"refresh_token":"","refresh_expires_in":1,"open_id":"o"}}""")]
    public async Task A_grant_that_is_incomplete_is_none(string body)
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(body);

        Assert.Equal("bad-answer", (await douyin.Source.ExchangeCode("c", Samples.Redirect, None)).Failure!.Code);
        Assert.Equal("bad-answer", (await douyin.Source.Renew(Grant, None)).Failure!.Code);
    }

    [Fact]
    public async Task An_endless_life_is_cut_to_what_a_date_can_hold()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer($$$"""{"data":{"error_code":0,"access_token":"a","expires_in":{{{long.MaxValue}}}}}""");

        Assert.Equal(Connector.Now.AddSeconds(3_153_600_000), (await douyin.Source.Refresh(Grant, None)).Value.AccessExpiresAt);
    }

    [Fact]
    public async Task A_token_that_is_dead_says_so()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer("""{"data":{"error_code":"2190008","description":"access_token过期"},"message":"error"}""");

        Assert.Equal(FailureKind.AuthExpired, (await douyin.Source.Refresh(Grant, None)).Failure!.Kind);
    }
}
