using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Funnel.Sandbox;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Instagram;

namespace Funnel.Connectors.Tests.Sandbox;

/// <summary>The sandbox's Instagram, spoken to by hand.</summary>
public sealed class SandboxInstagramTests
{
    private static readonly SandboxOptions Alone = new() { Sources = ["instagram"], Seed = 2 };

    private static InstagramSource Of(Bench bench) => bench.Server.World.Sources.OfType<InstagramSource>().Single();

    private static async Task<(HttpStatusCode Status, JsonNode Body)> Call(Bench bench, HttpMethod method, string path, JsonObject? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, "/instagram/" + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? Of(bench).Grants.Current);
        using var answer = await bench.Raw(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private static Post Ask(Bench bench) => Of(bench).Shop.Wall.Comment(Of(bench).Shop.Wall.VideoAt(0), "7", "安娜", "求资料");

    private static Task<(HttpStatusCode Status, JsonNode Body)> Send(Bench bench, JsonObject recipient, string text = "点这里 https://x.example/c/t1") =>
        Call(bench, HttpMethod.Post, $"v23.0/{Of(bench).Shop.OwnerId}/messages", new JsonObject { ["recipient"] = recipient, ["message"] = new JsonObject { ["text"] = text } });

    private static (int Code, int Subcode) Error((HttpStatusCode Status, JsonNode Body) answer) => ((int)answer.Body["error"]!["code"]!, (int?)answer.Body["error"]!["error_subcode"] ?? 0);

    [Fact]
    public async Task A_token_is_needed_and_ends()
    {
        await using var bench = await Bench.Start(Alone);
        var mine = $"v23.0/{Of(bench).Shop.OwnerId}/media";
        Assert.Equal(HttpStatusCode.OK, (await Call(bench, HttpMethod.Get, mine)).Status);
        var refused = await Call(bench, HttpMethod.Get, mine, token: "no");
        Assert.Equal((HttpStatusCode.Unauthorized, 190), (refused.Status, Error(refused).Code));
        bench.Time.Forward(TimeSpan.FromDays(61));
        Assert.Equal(190, Error(await Call(bench, HttpMethod.Get, mine)).Code);
    }

    [Fact]
    public async Task Pages_have_opaque_cursors_and_an_end()
    {
        await using var bench = await Bench.Start(Alone);
        var posts = Enumerable.Range(0, 5).Select(_ => Ask(bench)).ToList();
        var path = $"v23.0/{posts[0].VideoId}/comments?limit=2";
        var first = (await Call(bench, HttpMethod.Get, path)).Body;
        var after = Uri.EscapeDataString((string)first["paging"]!["cursors"]!["after"]!);
        var second = (await Call(bench, HttpMethod.Get, $"{path}&after={after}")).Body;
        Assert.Equal([posts[4].Id, posts[3].Id], first["data"]!.AsArray().Select(c => (string)c!["id"]!));
        Assert.Equal([posts[2].Id, posts[1].Id], second["data"]!.AsArray().Select(c => (string)c!["id"]!));
        Assert.NotNull(second["paging"]!["next"]);
        Assert.Equal(100, Error(await Call(bench, HttpMethod.Get, $"{path}&after=x")).Code);
    }

    [Fact]
    public async Task A_comment_is_answered_in_private_once_and_for_seven_days()
    {
        await using var bench = await Bench.Start(Alone);
        var (one, other) = (Ask(bench), Ask(bench));
        Assert.Equal("7", (string)(await Send(bench, new() { ["comment_id"] = one.Id })).Body["recipient_id"]!);
        Assert.Equal((10, InstagramCodes.Answered), Error(await Send(bench, new() { ["comment_id"] = one.Id })));
        bench.Time.Forward(TimeSpan.FromDays(7.01));
        Of(bench).Grants.Lengthen(Of(bench).Grants.Current);
        Assert.Equal((10, InstagramCodes.WindowOver), Error(await Send(bench, new() { ["comment_id"] = other.Id })));
        Assert.Equal(100, Error(await Send(bench, new() { ["comment_id"] = "no" })).Code);
        var entry = Assert.Single(bench.Server.Books.Messages);
        Assert.Equal(("7", "link", "t1"), (entry.Person, entry.Kind, entry.Token));
    }

    [Fact]
    public async Task Whoever_wrote_may_be_written_to_for_a_day()
    {
        await using var bench = await Bench.Start(Alone);
        Assert.Equal((10, InstagramCodes.WindowOver), Error(await Send(bench, new() { ["id"] = "7" })));
        Of(bench).Messages.Write("7");
        Assert.Equal(HttpStatusCode.OK, (await Send(bench, new() { ["id"] = "7" })).Status);
        Assert.Equal(100, Error(await Send(bench, new() { ["id"] = "7" }, new string('长', 334))).Code);
        bench.Time.Forward(TimeSpan.FromHours(24.1));
        Assert.Equal((10, InstagramCodes.WindowOver), Error(await Send(bench, new() { ["id"] = "7" })));
    }

    [Fact]
    public async Task A_reply_is_listed_and_written_in_the_books()
    {
        await using var bench = await Bench.Start(Alone);
        var post = Ask(bench);
        var id = (string)(await Call(bench, HttpMethod.Post, $"v23.0/{post.Id}/replies", new JsonObject { ["message"] = "私信你了" })).Body["id"]!;
        var listed = (await Call(bench, HttpMethod.Get, $"v23.0/{post.Id}/replies")).Body["data"]!.AsArray();
        Assert.Equal((id, Of(bench).Shop.OwnerId), ((string)listed[0]!["id"]!, (string)listed[0]!["from"]!["id"]!));
        Assert.Equal("私信你了", Assert.Single(bench.Server.Books.Replies).Text);
        Assert.Equal(100, Error(await Call(bench, HttpMethod.Post, $"v23.0/{post.Id}/replies", new JsonObject { ["message"] = "https://a https://b" })).Code);
    }

    [Fact]
    public async Task A_comment_is_hidden_and_shown_again_by_its_own_address()
    {
        await using var bench = await Bench.Start(Alone);
        var post = Ask(bench);
        async Task<bool> Hidden() => (bool)(await Call(bench, HttpMethod.Get, $"v23.0/{post.VideoId}/comments")).Body["data"]![0]!["hidden"]!;
        Assert.True((bool)(await Call(bench, HttpMethod.Post, $"v23.0/{post.Id}?hide=true", [])).Body["success"]!);
        Assert.True((bool)(await Call(bench, HttpMethod.Post, $"v23.0/{post.Id}?hide=true", [])).Body["success"]!);
        Assert.True(await Hidden());
        Assert.True((bool)(await Call(bench, HttpMethod.Post, $"v23.0/{post.Id}?hide=false", [])).Body["success"]!);
        Assert.False(await Hidden());
        Assert.Equal(100, Error(await Call(bench, HttpMethod.Post, $"v23.0/{post.Id}", [])).Code);
        Assert.Equal(100, Error(await Call(bench, HttpMethod.Post, "v23.0/no?hide=true", [])).Code);
        Assert.Equal(["hide", "hide", "unhide"], bench.Server.Books.Hidden.Select(e => e.Kind));
    }

    [Fact]
    public async Task A_code_works_once()
    {
        await using var bench = await Bench.Start(Alone);
        var grants = Of(bench).Grants;
        (string, string)[] Fields(string code) =>
            [("client_id", grants.AppId), ("client_secret", grants.AppSecret), ("grant_type", "authorization_code"), ("redirect_uri", "https://x.example/"), ("code", code)];
        var code = grants.NewCode();
        Assert.NotNull((await bench.Form("/instagram/oauth/access_token", Fields(code)))["access_token"]);
        await Assert.ThrowsAsync<HttpRequestException>(() => bench.Form("/instagram/oauth/access_token", Fields(code)));
    }
}
