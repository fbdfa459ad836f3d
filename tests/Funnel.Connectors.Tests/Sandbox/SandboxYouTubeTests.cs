using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Funnel.Sandbox;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.YouTube;

namespace Funnel.Connectors.Tests.Sandbox;

/// <summary>The sandbox's YouTube, spoken to by hand.</summary>
public sealed class SandboxYouTubeTests
{
    private static readonly SandboxOptions Alone = new() { Sources = ["youtube"], Seed = 2 };

    private static YouTubeSource Of(Bench bench) => bench.Server.World.Sources.OfType<YouTubeSource>().Single();

    private static async Task<(HttpStatusCode Status, JsonNode Body)> Call(Bench bench, HttpMethod method, string path, JsonObject? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, "/youtube/youtube/v3/" + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", token ?? Of(bench).Grants.Current.Access);
        using var answer = await bench.Raw(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private static Task<(HttpStatusCode Status, JsonNode Body)> Threads(Bench bench, string more = "", string? token = null) =>
        Call(bench, HttpMethod.Get, $"commentThreads?part=snippet&order=time&allThreadsRelatedToChannelId={Of(bench).Shop.OwnerId}{more}", token: token);

    private static Task<(HttpStatusCode Status, JsonNode Body)> Reply(Bench bench, string? parent, string? text) =>
        Call(bench, HttpMethod.Post, "comments?part=snippet", new JsonObject { ["snippet"] = new JsonObject { ["parentId"] = parent, ["textOriginal"] = text } });

    private static (HttpStatusCode, string) Error((HttpStatusCode Status, JsonNode Body) answer) => (answer.Status, (string)answer.Body["error"]!["errors"]![0]!["reason"]!);

    private static Post Ask(Bench bench, int video = 0) => Of(bench).Shop.Wall.Comment(Of(bench).Shop.Wall.VideoAt(video), "UCanna", "安娜", "求资料");

    [Fact]
    public async Task The_whole_channel_is_one_list_newest_first()
    {
        await using var bench = await Bench.Start(Alone);
        var posts = Enumerable.Range(0, 5).Select(i => Ask(bench, i % 3)).ToList();
        var first = (await Threads(bench, "&maxResults=3")).Body;
        var second = (await Threads(bench, "&maxResults=3&pageToken=" + Uri.EscapeDataString((string)first["nextPageToken"]!))).Body;
        Assert.Null(second["nextPageToken"]);
        Assert.Equal(posts.Select(p => p.Id).Order(), first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(i => (string)i!["id"]!).Order());
        Assert.Equal((HttpStatusCode.BadRequest, "invalidPageToken"), Error(await Threads(bench, "&pageToken=x")));
    }

    [Fact]
    public async Task A_reply_stands_under_a_first_level_comment_alone()
    {
        await using var bench = await Bench.Start(Alone);
        var post = Ask(bench);
        var reply = await Reply(bench, post.Id, "有的哦");
        Assert.Equal((HttpStatusCode.OK, post.Id), (reply.Status, (string)reply.Body["snippet"]!["parentId"]!));
        Assert.Equal((HttpStatusCode.NotFound, "commentThreadNotFound"), Error(await Reply(bench, (string)reply.Body["id"]!, "好")));
        Assert.Equal((HttpStatusCode.BadRequest, "commentTextRequired"), Error(await Reply(bench, post.Id, "")));
        Assert.Equal((HttpStatusCode.BadRequest, "commentTextTooLong"), Error(await Reply(bench, post.Id, new string('x', 10_001))));
        var listed = (await Call(bench, HttpMethod.Get, "comments?part=snippet&parentId=" + post.Id)).Body["items"]!.AsArray();
        Assert.Equal(Of(bench).Shop.OwnerId, (string)Assert.Single(listed)!["snippet"]!["authorChannelId"]!["value"]!);
    }

    [Fact]
    public async Task A_list_costs_a_unit_a_reply_fifty_and_the_day_ends()
    {
        await using var bench = await Bench.Start(Alone);
        var post = Ask(bench);
        Of(bench).Calls.UnitsADay = 52;
        await Threads(bench);
        await Reply(bench, post.Id, "有的哦");
        Assert.Equal(51, Of(bench).Calls.UnitsUsed);
        Assert.Equal((HttpStatusCode.Forbidden, "quotaExceeded"), Error(await Reply(bench, post.Id, "有的哦")));
        Assert.Single(bench.Server.Books.Replies);
    }

    [Fact]
    public async Task A_token_lives_an_hour_and_the_refresh_token_stays()
    {
        await using var bench = await Bench.Start(Alone);
        var source = Of(bench);
        var refresh = source.Grants.Current.Refresh;
        bench.Time.Forward(TimeSpan.FromHours(1.01));
        Assert.Equal((HttpStatusCode.Unauthorized, "authError"), Error(await Threads(bench)));
        var answer = await bench.Form("/youtube/token", ("client_id", source.ClientId), ("client_secret", source.ClientSecret), ("grant_type", "refresh_token"), ("refresh_token", refresh));
        Assert.Null(answer["refresh_token"]);
        Assert.Equal(HttpStatusCode.OK, (await Threads(bench, token: (string)answer["access_token"]!)).Status);
        Assert.Equal(refresh, source.Grants.Current.Refresh);
    }
}
