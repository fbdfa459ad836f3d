using System.Net;
using Funnel.Sandbox;

namespace Funnel.Connectors.Tests.Sandbox;

public sealed class SandboxTokenTests
{
    private const string Videos = "/api/douyin/v1/video/video_list/";

    [Fact]
    public async Task A_call_without_a_known_token_is_refused_by_old_and_new_paths_in_their_own_code()
    {
        await using var bench = await Bench.Start();
        bench.Access = "act.nobody";
        Assert.Equal(28001003, Bench.Code(await bench.Get(Videos, "&cursor=0&count=10")));
        Assert.Equal(2190002, Bench.Code(await bench.Get("/item/comment/list/", "&item_id=x&cursor=0&count=10")));
    }

    [Fact]
    public async Task A_token_ends_after_fifteen_days_and_refreshing_brings_another()
    {
        await using var bench = await Bench.Start();
        Assert.Equal(0, Bench.Code(await bench.Get(Videos, "&count=10")));
        bench.Time.Forward(TimeSpan.FromDays(15));
        Assert.Equal(28001008, Bench.Code(await bench.Get(Videos, "&count=10")));
        await Refresh(bench);
        Assert.Equal(0, Bench.Code(await bench.Get(Videos, "&count=10")));
    }

    [Fact]
    public async Task The_token_of_one_account_does_not_open_another()
    {
        await using var bench = await Bench.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, Videos + "?open_id=somebody&count=10");
        request.Headers.Add("access-token", bench.Access);
        using var answer = await bench.Raw(request);
        Assert.Contains("28001015", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Missing_scopes_and_missing_capabilities_are_told_apart()
    {
        await using var bench = await Bench.Start(new SandboxOptions { Scopes = ["item.comment"], MissingCapabilities = ["im.direct_message"] });
        Assert.Equal(28001012, Bench.Code(await bench.Get(Videos, "&count=10")));
        Assert.Equal(28001014, Bench.Code(await bench.Send("im_reply_msg", new("p", "c", "m", default), [])));
    }

    [Fact]
    public async Task Refreshing_wants_a_form_and_the_right_token()
    {
        await using var bench = await Bench.Start();
        Assert.Equal(2100005, Bench.Code(await bench.Json("/oauth/refresh_token/", [])));
        Assert.Equal(2190002, Bench.Code(await bench.Form("/oauth/refresh_token/",
            ("client_key", bench.Server.World.Merchant.ClientKey), ("grant_type", "refresh_token"), ("refresh_token", "rft.nobody"))));
    }

    [Fact]
    public async Task A_refresh_token_is_renewed_five_times_and_no_more()
    {
        await using var bench = await Bench.Start();
        for (var time = 0; time < 5; time++)
        {
            Assert.Equal(0, Bench.Code(await Renew(bench)));
        }

        Assert.Equal(2100005, Bench.Code(await Renew(bench)));
    }

    [Fact]
    public async Task A_code_from_the_authorize_page_works_once()
    {
        await using var bench = await Bench.Start();
        var merchant = bench.Server.World.Merchant;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/platform/oauth/connect/?response_type=code&scope=item.comment&state=s1&client_key="
            + merchant.ClientKey + "&redirect_uri=" + Uri.EscapeDataString("https://host.example/back"));
        using var answer = await bench.Raw(request);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var back = System.Web.HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
        Assert.Equal("s1", back["state"]);
        System.Text.Json.Nodes.JsonObject Body() => new()
        {
            ["client_key"] = merchant.ClientKey, ["client_secret"] = merchant.ClientSecret, ["code"] = back["code"], ["grant_type"] = "authorization_code",
        };
        var granted = await bench.Json("/oauth/access_token/", Body());
        bench.Access = (string)granted["data"]!["access_token"]!;
        Assert.Equal(0, Bench.Code(await bench.Get(Videos, "&count=10")));
        Assert.Equal(2100005, Bench.Code(await bench.Json("/oauth/access_token/", Body())));
    }

    [Fact]
    public async Task A_third_client_token_ends_the_first_and_shortens_the_second()
    {
        await using var bench = await Bench.Start();
        var grants = bench.Server.World.Grants;
        var (first, second, third) = (grants.NewClientToken().Token, grants.NewClientToken().Token, grants.NewClientToken().Token);
        Assert.False(grants.IsClientToken(first));
        Assert.True(grants.IsClientToken(second));
        bench.Time.Forward(TimeSpan.FromMinutes(6));
        Assert.False(grants.IsClientToken(second));
        Assert.True(grants.IsClientToken(third));
    }

    [Fact]
    public async Task A_revoked_token_is_replaced_by_refreshing()
    {
        await using var bench = await Bench.Start();
        bench.Server.World.Grants.RevokeAccess();
        Assert.Equal(28001003, Bench.Code(await bench.Get(Videos, "&count=10")));
        await Refresh(bench);
        Assert.Equal(0, Bench.Code(await bench.Get(Videos, "&count=10")));
    }

    private static async Task Refresh(Bench bench)
    {
        var answer = await bench.Form("/oauth/refresh_token/", ("client_key", bench.Server.World.Merchant.ClientKey),
            ("grant_type", "refresh_token"), ("refresh_token", bench.Server.World.Grants.Current.Refresh));
        Assert.Equal(0, Bench.Code(answer));
        bench.Access = (string)answer["data"]!["access_token"]!;
    }

    private static Task<System.Text.Json.Nodes.JsonNode> Renew(Bench bench) => bench.Form("/oauth/renew_refresh_token/",
        ("client_key", bench.Server.World.Merchant.ClientKey), ("refresh_token", bench.Server.World.Grants.Current.Refresh));
}
