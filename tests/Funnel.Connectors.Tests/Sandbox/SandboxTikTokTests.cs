using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Funnel.Sandbox;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.TikTok;

namespace Funnel.Connectors.Tests.Sandbox;

/// <summary>The sandbox's TikTok, spoken to by hand.</summary>
public sealed class SandboxTikTokTests
{
    private static readonly SandboxOptions Alone = new() { Sources = ["tiktok"], Seed = 2 };

    private static TikTokSource Of(Bench bench) => bench.Server.World.Sources.OfType<TikTokSource>().Single();

    private static async Task<JsonNode> Call(Bench bench, HttpMethod method, string path, JsonObject? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, "/tiktok/" + path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("Access-Token", token ?? Of(bench).Grants.Current.Access);
        using var answer = await bench.Raw(request);
        Assert.True(answer.IsSuccessStatusCode, "all is said in the body");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private static int Code(JsonNode answer) => (int)answer["code"]!;

    private static Post Ask(Bench bench, int index = 0) => Of(bench).Shop.Wall.Comment(Of(bench).Shop.Wall.VideoAt(0), "uid-" + index, "安娜", "求资料");

    private static Task<JsonNode> List(Bench bench, string video, long cursor = 0) => Call(
        bench, HttpMethod.Get, $"business/comment/list/?business_id={Of(bench).Shop.OwnerId}&video_id={video}&max_count=30&cursor={cursor}&sort_field=create_time&sort_order=desc");

    private static Task<JsonNode> Send(Bench bench, JsonObject to)
    {
        to["business_id"] = Of(bench).Shop.OwnerId;
        (to["message_type"], to["text"]) = ("TEXT", new JsonObject { ["body"] = "你好" });
        return Call(bench, HttpMethod.Post, "business/message/send/", to);
    }

    private static JsonObject Conversation(string id) => new() { ["recipient_type"] = "CONVERSATION", ["recipient"] = id };

    private static JsonObject Direct(string comment) => new()
    {
        ["direct_reply"] = new JsonObject { ["reply_type"] = "COMMENT_REPLY", ["comment_reply"] = new JsonObject { ["comment_id"] = comment } },
    };

    [Fact]
    public async Task A_token_lives_a_day_and_a_refresh_token_is_replaced()
    {
        await using var bench = await Bench.Start(Alone);
        var (grants, video) = (Of(bench).Grants, Of(bench).Shop.Wall.VideoAt(0));
        var first = grants.Current;
        Assert.Equal(0, Code(await List(bench, video)));
        bench.Time.Forward(TimeSpan.FromDays(1.01));
        Assert.Equal(TikTokCodes.TokenDead, Code(await List(bench, video)));
        Assert.NotNull(grants.Refresh(first.Refresh));
        Assert.NotEqual(first.Refresh, grants.Current.Refresh);
        Assert.NotNull(grants.Refresh(grants.Current.Refresh));
        Assert.Null(grants.Refresh(first.Refresh));
        Assert.Equal(0, Code(await List(bench, video)));
    }

    [Fact]
    public async Task Behind_the_first_500_comments_the_list_goes_by_likes_and_repeats()
    {
        await using var bench = await Bench.Start(Alone);
        var posts = Enumerable.Range(0, 520).Select(i => Ask(bench, i)).ToList();
        var (seen, cursor, pages) = (new List<string>(), 0L, 0);
        for (JsonNode? page = null; page is null || (bool)page["data"]!["has_more"]!; pages++)
        {
            page = await List(bench, posts[0].VideoId, cursor);
            seen.AddRange(page["data"]!["comments"]!.AsArray().Select(c => (string)c!["comment_id"]!));
            cursor = (long)page["data"]!["cursor"]!;
        }

        Assert.Equal(520, seen.Distinct().Count());
        Assert.True(seen.Count > 520, "some come once more");
    }

    [Fact]
    public async Task A_reply_is_one_to_a_comment_under_its_video()
    {
        await using var bench = await Bench.Start(Alone);
        var post = Ask(bench);
        JsonObject Reply(string comment, string text) => new() { ["business_id"] = Of(bench).Shop.OwnerId, ["video_id"] = post.VideoId, ["comment_id"] = comment, ["text"] = text };
        var answer = await Call(bench, HttpMethod.Post, "business/comment/reply/create/", Reply(post.Id, "私信我"));
        Assert.Equal((0, post.Id), (Code(answer), (string)answer["data"]!["parent_comment_id"]!));
        Assert.Equal(TikTokCodes.BadParameter, Code(await Call(bench, HttpMethod.Post, "business/comment/reply/create/", Reply(post.Id, new string('长', 151)))));
        Assert.Equal(TikTokCodes.BadParameter, Code(await Call(bench, HttpMethod.Post, "business/comment/reply/create/", Reply("1", "好"))));
        var listed = await Call(bench, HttpMethod.Get, $"business/comment/reply/list/?business_id={Of(bench).Shop.OwnerId}&video_id={post.VideoId}&comment_id={post.Id}");
        Assert.True((bool)listed["data"]!["comments"]![0]!["owner"]!);
    }

    [Fact]
    public async Task What_is_hidden_stands_in_no_list_of_what_is_public()
    {
        await using var bench = await Bench.Start(Alone);
        var (post, other) = (Ask(bench), Ask(bench, 1));
        JsonObject Body(string action, string? comment = null) => new() { ["business_id"] = Of(bench).Shop.OwnerId, ["video_id"] = post.VideoId, ["comment_id"] = comment ?? post.Id, ["action"] = action };
        Task<JsonNode> Hide(JsonObject body) => Call(bench, HttpMethod.Post, "business/comment/hide/", body);
        async Task<List<string>> Listed(string status) => [.. (await Call(bench, HttpMethod.Get,
            $"business/comment/list/?business_id={Of(bench).Shop.OwnerId}&video_id={post.VideoId}&status={status}&sort_field=create_time&sort_order=desc"))["data"]!["comments"]!.AsArray()
            .Select(c => $"{c!["comment_id"]} {c["status"]}")];
        Assert.Equal(0, Code(await Hide(Body("HIDE"))));
        Assert.Equal(0, Code(await Hide(Body("HIDE"))));
        Assert.Equal([other.Id + " PUBLIC"], await Listed("PUBLIC"));
        Assert.Equal([other.Id + " PUBLIC", post.Id + " HIDDEN"], await Listed("ALL"));
        Assert.Equal(0, Code(await Hide(Body("UNHIDE"))));
        Assert.Equal(2, (await Listed("PUBLIC")).Count);
        Assert.Equal(TikTokCodes.BadParameter, Code(await Hide(Body("hide"))));
        Assert.Equal(TikTokCodes.BadParameter, Code(await Hide(Body("HIDE", "1"))));
    }

    [Fact]
    public async Task Whoever_wrote_gets_ten_messages_within_two_days()
    {
        await using var bench = await Bench.Start(Alone);
        Assert.Equal(TikTokCodes.BadParameter, Code(await Send(bench, Conversation("no"))));
        var written = Of(bench).Messages.Write("uid-1");
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(0, Code(await Send(bench, Conversation(written.ConversationId))));
        }

        Assert.Equal(TikTokCodes.BadParameter, Code(await Send(bench, Conversation(written.ConversationId))));
        Assert.Equal(written.ConversationId, Of(bench).Messages.Write("uid-1").ConversationId);
        Assert.Equal(0, Code(await Send(bench, Conversation(written.ConversationId))));
        bench.Time.Forward(TimeSpan.FromHours(48.1));
        Of(bench).Grants.Refresh(Of(bench).Grants.Current.Refresh);
        Assert.Equal(TikTokCodes.BadParameter, Code(await Send(bench, Conversation(written.ConversationId))));
    }

    [Fact]
    public async Task A_comment_that_is_fit_is_answered_in_private_once()
    {
        await using var bench = await Bench.Start(Alone);
        var posts = Enumerable.Range(0, 40).Select(i => Ask(bench, i)).ToList();
        var (fit, unfit) = (posts.First(p => MessageCalls.HasIntent(p.Id)), posts.First(p => !MessageCalls.HasIntent(p.Id)));
        Assert.Equal(TikTokCodes.NoPermission, Code(await Send(bench, Direct(unfit.Id))));
        Assert.Equal(0, Code(await Send(bench, Direct(fit.Id))));
        Assert.Equal(TikTokCodes.BadParameter, Code(await Send(bench, Direct(fit.Id))));
        Assert.Equal(fit.PersonId, Assert.Single(bench.Server.Books.Messages).Person);
    }
}
