using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Funnel.Sandbox;
using Funnel.Sandbox.Kuaishou;
using Funnel.Sandbox.OceanEngine;

namespace Funnel.Connectors.Tests.Sandbox;

/// <summary>The advertising platforms of the sandbox: tokens, limits, windows and error shapes, by hand.</summary>
public sealed class SandboxAdsTests
{
    private const string List = "/oceanengine/open_api/v3.0/tools/comment/get/";
    private const string Under = "/oceanengine/open_api/v3.0/tools/comment_reply/get/";
    private static readonly SandboxOptions Ocean = new() { Sources = ["oceanengine"] };
    private static readonly SandboxOptions Kuai = new() { Sources = ["kuaishou"] };

    [Fact]
    public async Task The_list_of_Ocean_Engine_has_all_videos_and_levels_newest_first_in_numbered_pages()
    {
        await using var bench = await Bench.Start(Ocean);
        var asked = Enumerable.Range(1, 3).Select(index => bench.Ask(index)).ToList();
        OceanOf(bench).Shop.Reply(asked[0], "有的");

        var first = await Get(bench, List, Days(bench) + "&page=1&page_size=3");
        Assert.Equal("0", first["code"]!.ToString());
        Assert.Equal(["LEVEL_TWO", "LEVEL_ONE", "LEVEL_ONE"], first["data"]!["comment_list"]!.AsArray().Select(row => (string)row!["level_type"]!));
        Assert.Equal(("4", "2"), (first["data"]!["page_info"]!["total_number"]!.ToString(), first["data"]!["page_info"]!["total_page"]!.ToString()));
        var second = await Get(bench, List, Days(bench) + "&page=2&page_size=3");
        Assert.Equal(asked[0].Id, Assert.Single(second["data"]!["comment_list"]!.AsArray())!["comment_id"]!.ToString());

        var under = await Get(bench, Under, $"&comment_id={asked[0].Id}");
        Assert.Equal("有的", (string)Assert.Single(under["data"]!["reply_list"]!.AsArray())!["text"]!);
    }

    [Theory]
    [InlineData("&start_time=2026-01-01", 40001)]
    [InlineData("&start_time=2026-01-01&end_time=2026-13-01", 40001)]
    [InlineData("&start_time=2026-01-01&end_time=2026-06-01", 40001)]
    [InlineData("&start_time=2026-01-02&end_time=2026-01-01", 40001)]
    [InlineData("&start_time=2020-12-31&end_time=2021-01-02", 40001)]
    [InlineData("&start_time=2026-01-01&end_time=2026-01-02&page_size=101", 40001)]
    [InlineData("&start_time=2026-01-01&end_time=2026-01-02&page=0", 40001)]
    [InlineData("&start_time=2026-01-01&end_time=2026-01-02", 0)]
    public async Task Days_and_pages_of_Ocean_Engine_have_their_limits(string query, int code)
    {
        await using var bench = await Bench.Start(Ocean);
        Assert.Equal(code, Code(await Get(bench, List, query)));
    }

    [Fact]
    public async Task An_access_token_of_Ocean_Engine_ends_after_a_day_and_a_refresh_token_when_it_was_used()
    {
        await using var bench = await Bench.Start(Ocean);
        var advertiser = OceanOf(bench).Advertiser;
        var (access, refresh) = OceanOf(bench).Tokens.Current;
        Assert.Equal(40104, Code(await Get(bench, List, Days(bench), "")));
        Assert.Equal(40105, Code(await Get(bench, List, Days(bench), "nobody's")));
        bench.Time.Forward(TimeSpan.FromDays(1));
        Assert.Equal(40102, Code(await Get(bench, List, Days(bench), access)));

        JsonObject Body() => new() { ["app_id"] = long.Parse(advertiser.AppId), ["secret"] = advertiser.Secret, ["grant_type"] = "refresh_token", ["refresh_token"] = refresh };
        var fresh = await bench.Json("/oceanengine/open_api/oauth2/refresh_token/", Body());
        Assert.Contains(advertiser.Id, fresh["data"]!["advertiser_ids"]!.AsArray().Select(id => id!.ToString()));
        Assert.Equal(0, Code(await Get(bench, List, Days(bench), (string)fresh["data"]!["access_token"]!)));
        Assert.Equal(40107, Code(await bench.Json("/oceanengine/open_api/oauth2/refresh_token/", Body())));
    }

    [Fact]
    public async Task A_code_from_the_page_of_Ocean_Engine_works_once()
    {
        await using var bench = await Bench.Start(Ocean);
        var advertiser = OceanOf(bench).Advertiser;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/oceanengine/audit/oauth.html?app_id={advertiser.AppId}&state=s1&redirect_uri=https%3A%2F%2Fhost.example%2Fback");
        using var answer = await bench.Raw(request);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var back = System.Web.HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
        Assert.Equal("s1", back["state"]);
        JsonObject Body() => new() { ["app_id"] = long.Parse(advertiser.AppId), ["secret"] = advertiser.Secret, ["auth_code"] = back["auth_code"] };
        Assert.Equal(0, Code(await bench.Json("/oceanengine/open_api/oauth2/access_token/", Body())));
        Assert.Equal(40001, Code(await bench.Json("/oceanengine/open_api/oauth2/access_token/", Body())));
    }

    [Fact]
    public async Task A_reply_of_Ocean_Engine_names_those_that_were_answered_and_gives_no_id()
    {
        await using var bench = await Bench.Start(Ocean);
        var asked = bench.Ask();
        var answer = await OceanReply(bench, "有的", long.Parse(asked.Id), 5);
        Assert.Equal([asked.Id], answer["data"]!["success_comment_ids"]!.AsArray().Select(id => id!.ToString()));
        Assert.Equal(asked.PersonId, Assert.Single(bench.Server.Books.Replies).Person);
        Assert.Empty((await OceanReply(bench, "加我 13812345678", long.Parse(asked.Id)))["data"]!["success_comment_ids"]!.AsArray());
        Assert.Equal(40001, Code(await OceanReply(bench, new string('好', 101), long.Parse(asked.Id))));
        Assert.Equal(40001, Code(await OceanReply(bench, "有的", [.. Enumerable.Range(1, 21).Select(i => (long)i)])));
        Assert.Equal(40001, Code(await OceanReply(bench, "有的")));
    }

    [Fact]
    public async Task What_Ocean_Engine_was_told_to_hide_is_listed_as_hidden()
    {
        await using var bench = await Bench.Start(Ocean);
        var asked = bench.Ask();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal([asked.Id], (await OceanHide(bench, long.Parse(asked.Id), 5))["data"]!["success_comment_ids"]!.AsArray().Select(id => id!.ToString()));
        }

        Assert.Equal("HIDE", (string)Assert.Single((await Get(bench, List, Days(bench)))["data"]!["comment_list"]!.AsArray())!["hide_status"]!);
        Assert.Equal(40001, Code(await OceanHide(bench)));
        Assert.Equal(40001, Code(await OceanHide(bench, [.. Enumerable.Range(1, 21).Select(i => (long)i)])));
        Assert.Equal([("hide", asked.PersonId), ("hide", asked.PersonId)], bench.Server.Books.Hidden.Select(e => (e.Kind!, e.Person)));
    }

    [Fact]
    public async Task Kuaishou_lists_by_POST_and_wants_both_ends_of_a_time_or_none()
    {
        await using var bench = await Bench.Start(Kuai);
        var asked = bench.Ask();
        var answer = bench.Server.World.Crowd.Enter(Funnel.Sandbox.Audience.Character.Of(2, Kuai) with { Asks = true, Again = null }, asked);

        var all = await Kuaishou(bench, "list", new JsonObject());
        Assert.Equal([answer.Id, asked.Id], all["data"]!["details"]!.AsArray().Select(row => row!["comment_id"]!.ToString()));
        Assert.Equal([asked.Id, "0"], all["data"]!["details"]!.AsArray().Select(row => row!["root_comment_id"]!.ToString()));
        Assert.Equal(2, bench.Server.Asked); // who answered stands in the books since the list was read
        var now = bench.Server.World.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.Equal("0", (await Kuaishou(bench, "list", new JsonObject { ["post_time_start"] = now + 1000, ["post_time_end"] = now + 2000 }))["data"]!["total_count"]!.ToString());
        Assert.Equal(400001, Code(await Kuaishou(bench, "list", new JsonObject { ["post_time_start"] = now })));
        Assert.Equal(400001, Code(await Kuaishou(bench, "list", new JsonObject { ["page_size"] = 101 })));
        Assert.Equal(402001, Code(await Kuaishou(bench, "list", [], "nobody's")));
        Assert.Equal(402003, Code(await Kuaishou(bench, "list", new JsonObject { ["advertiser_id"] = 5 })));
    }

    [Fact]
    public async Task A_reply_of_Kuaishou_must_name_whom_and_where()
    {
        await using var bench = await Bench.Start(Kuai);
        var (asked, shop) = (bench.Ask(), KuaishouOf(bench).Shop);
        JsonObject Reply(string? person = null, string? author = null, string? photo = null) => new()
        {
            ["reply_list"] = new JsonArray(new JsonObject
            {
                ["reply_to_comment_id"] = long.Parse(asked.Id), ["photo_id"] = photo ?? asked.VideoId, ["photo_author_id"] = long.Parse(author ?? shop.OwnerId),
                ["reply_to_user_id"] = long.Parse(person ?? asked.PersonId), ["reply_content"] = "有的",
            }),
        };
        foreach (var wrong in new[] { Reply(person: "5"), Reply(author: "5"), Reply(photo: "5") })
        {
            Assert.Equal("2", (await Kuaishou(bench, "reply", wrong))["data"]!["reply_result_list"]![0]!["reply_result"]!.ToString());
        }

        Assert.Equal("1", (await Kuaishou(bench, "reply", Reply()))["data"]!["reply_result_list"]![0]!["reply_result"]!.ToString());
        Assert.Single(bench.Server.Books.Replies);
        var tree = await Kuaishou(bench, "tree", new JsonObject { ["comment_id"] = long.Parse(asked.Id) });
        Assert.Equal("有的", (string)Assert.Single(tree["data"]!["child_comment_detail_list"]!.AsArray())!["comment_content"]!);
        var child = tree["data"]!["child_comment_detail_list"]![0]!["comment_id"]!.ToString();
        Assert.Equal(400001, Code(await Kuaishou(bench, "tree", new JsonObject { ["comment_id"] = long.Parse(child) })));
    }

    private static OceanEngineSource OceanOf(Bench bench) => bench.Server.World.Sources.OfType<OceanEngineSource>().Single();

    private static KuaishouSource KuaishouOf(Bench bench) => bench.Server.World.Sources.OfType<KuaishouSource>().Single();

    private static string Days(Bench bench)
    {
        var today = bench.Server.World.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        return FormattableString.Invariant($"&start_time={today.AddDays(-3):yyyy-MM-dd}&end_time={today:yyyy-MM-dd}");
    }

    private static int Code(JsonNode answer) => int.Parse(answer["code"]!.ToString());

    private static async Task<JsonNode> Get(Bench bench, string path, string query, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}?advertiser_id={OceanOf(bench).Advertiser.Id}{query}");
        request.Headers.Add("Access-Token", token ?? OceanOf(bench).Tokens.Current.Access);
        return await Answer(bench, request);
    }

    private static Task<JsonNode> OceanReply(Bench bench, string text, params long[] comments) => OceanDo(bench, "reply", new() { ["reply_text"] = text }, comments);

    private static Task<JsonNode> OceanHide(Bench bench, params long[] comments) => OceanDo(bench, "hide", [], comments);

    private static async Task<JsonNode> OceanDo(Bench bench, string call, JsonObject body, long[] comments)
    {
        (body["advertiser_id"], body["comment_ids"]) = (long.Parse(OceanOf(bench).Advertiser.Id), new JsonArray([.. comments.Select(id => (JsonNode)id)]));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/oceanengine/open_api/v3.0/tools/comment/{call}/") { Content = JsonContent.Create(body) };
        request.Headers.Add("Access-Token", OceanOf(bench).Tokens.Current.Access);
        return await Answer(bench, request);
    }

    private static async Task<JsonNode> Kuaishou(Bench bench, string call, JsonObject body, string? token = null)
    {
        body["advertiser_id"] ??= long.Parse(KuaishouOf(bench).AdvertiserId);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/kuaishou/rest/openapi/v1/comment/" + call) { Content = JsonContent.Create(body) };
        request.Headers.Add("Access-Token", token ?? KuaishouOf(bench).Token);
        return await Answer(bench, request);
    }

    private static async Task<JsonNode> Answer(Bench bench, HttpRequestMessage request)
    {
        using var answer = await bench.Raw(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
