using System.Text.Json.Nodes;
using Funnel.Sandbox;

namespace Funnel.Connectors.Tests.Sandbox;

public sealed class SandboxCommentTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("21")]
    [InlineData("")]
    public async Task A_page_has_one_to_twenty_comments(string count)
    {
        await using var bench = await Bench.Start();
        var video = Uri.EscapeDataString(bench.Server.World.Wall.VideoAt(0));
        Assert.Equal(28001007, Bench.Code(await bench.Get("/item/comment/list/", $"&item_id={video}&cursor=0&count={count}")));
    }

    [Fact]
    public async Task An_id_that_was_not_encoded_is_a_bad_parameter()
    {
        await using var bench = await Bench.Start();
        var video = bench.Server.World.Wall.VideoAt(0);
        Assert.Contains('+', video);
        Assert.Contains('/', video);
        Assert.EndsWith("==", video);
        Assert.Equal(28001007, Bench.Code(await bench.Get("/item/comment/list/", $"&item_id={video}&count=10")));
        Assert.Equal(0, Bench.Code(await bench.Get("/item/comment/list/", $"&item_id={Uri.EscapeDataString(video)}&count=10")));
    }

    [Fact]
    public async Task Pages_walk_from_the_newest_to_the_oldest_with_the_pinned_one_first()
    {
        await using var bench = await Bench.Start();
        var posts = Enumerable.Range(1, 45).Select(n => bench.Ask(n)).ToList();
        var seen = new List<string>();
        for (var (cursor, more) = ("0", true); more;)
        {
            var data = (await bench.Get("/item/comment/list/", $"&item_id={Uri.EscapeDataString(posts[0].VideoId)}&sort_type=time&count=20&cursor={cursor}"))["data"]!;
            (cursor, more) = (data["cursor"]!.ToString(), (bool)data["has_more"]!);
            seen.AddRange(data["list"]!.AsArray().Select(item => (string)item!["comment_id"]!));
        }

        var expected = posts.AsEnumerable().Reverse().Where(post => !post.Top).Prepend(posts[39]).Select(post => post.Id);
        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task Without_a_sort_type_the_order_is_not_by_time()
    {
        await using var bench = await Bench.Start();
        var wall = bench.Server.World.Wall;
        var liked = wall.Comment(wall.VideoAt(0), "p1", "甲", "讲得好", diggs: 50);
        wall.Comment(wall.VideoAt(0), "p2", "乙", "前排");
        var answer = await bench.Get("/item/comment/list/", $"&item_id={Uri.EscapeDataString(liked.VideoId)}&count=20");
        Assert.Equal(liked.Id, (string?)answer["data"]!["list"]![0]!["comment_id"]);
    }

    [Fact]
    public async Task Videos_tell_how_many_comments_they_have_in_either_envelope()
    {
        await using var bench = await Bench.Start();
        bench.Ask();
        var shapes = new HashSet<bool>();
        var kinds = new HashSet<System.Text.Json.JsonValueKind>();
        for (var time = 0; time < 40; time++)
        {
            var answer = await bench.Get("/api/douyin/v1/video/video_list/", "&cursor=0&count=20");
            shapes.Add(answer["err_no"] is null);
            var count = answer["data"]!["list"]![0]!["statistics"]!["comment_count"]!;
            kinds.Add(count.GetValueKind());
            Assert.Equal("1", count.ToString());
        }

        Assert.Equal(2, shapes.Count);
        Assert.Equal(2, kinds.Count);
    }

    [Fact]
    public async Task Over_the_budget_of_a_minute_calls_are_too_fast()
    {
        await using var bench = await Bench.Start(new SandboxOptions { CallsPerMinute = 2 });
        var codes = new List<long>();
        for (var call = 0; call < 6; call++)
        {
            codes.Add(Bench.Code(await bench.Get("/api/douyin/v1/video/video_list/", "&count=10")));
        }

        Assert.Contains(28003018, codes);
        bench.Time.Forward(TimeSpan.FromMinutes(1));
        Assert.Equal(0, Bench.Code(await bench.Get("/api/douyin/v1/video/video_list/", "&count=10")));
    }

    [Fact]
    public async Task A_reply_stands_in_the_reply_list_and_in_the_books_of_its_person()
    {
        await using var bench = await Bench.Start();
        var post = bench.Ask();
        var answer = await bench.Reply(post.VideoId, post.Id, "打开私信就能领取");
        Assert.Equal(0, Bench.Code(answer));
        var entry = Assert.Single(bench.Server.Books.Replies);
        Assert.Equal((post.PersonId, post.Id, "打开私信就能领取"), (entry.Person, entry.Comment, entry.Text));
        var reply = Assert.Single(await Replies(bench, post));
        Assert.Equal((string?)answer["data"]!["comment_id"], (string?)reply!["comment_id"]);
        Assert.Equal(bench.OpenId, (string?)reply["comment_user_id"]);
        Assert.Equal(post.PersonId, Assert.Single(bench.Server.Books.Asked).Person);
    }

    [Fact]
    public async Task Two_identical_reply_calls_make_two_replies()
    {
        await using var bench = await Bench.Start();
        var post = bench.Ask();
        await bench.Reply(post.VideoId, post.Id, "打开私信就能领取");
        await bench.Reply(post.VideoId, post.Id, "打开私信就能领取");
        Assert.Equal(2, bench.Server.Books.Replies.Count);
    }

    [Fact]
    public async Task A_reply_without_comment_id_becomes_a_comment_and_is_recorded_as_such()
    {
        await using var bench = await Bench.Start();
        var video = bench.Server.World.Wall.VideoAt(0);
        Assert.Equal(0, Bench.Code(await bench.Reply(video, "", "打开私信就能领取")));
        Assert.Single(bench.Server.Books.TopLevel);
        Assert.Empty(bench.Server.Books.Replies);
        Assert.Equal(1, bench.Server.Comments);
    }

    [Theory]
    [InlineData("", 28001007)]
    [InlineData("LONG", 28001007)]
    [InlineData("看这里 https://example.com/x", 28001038)]
    [InlineData("打电话 13800138000", 28001038)]
    public async Task What_a_reply_must_not_hold_is_refused(string text, long code)
    {
        await using var bench = await Bench.Start();
        var post = bench.Ask();
        Assert.Equal(code, Bench.Code(await bench.Reply(post.VideoId, post.Id, text == "LONG" ? new string('好', 101) : text)));
        Assert.Empty(bench.Server.Books.Replies);
    }

    [Theory]
    [InlineData("加我微信")]
    [InlineData("vx: abc123")]
    public async Task Steering_to_another_platform_is_accepted_and_never_seen(string text)
    {
        await using var bench = await Bench.Start();
        var post = bench.Ask();
        Assert.Equal(0, Bench.Code(await bench.Reply(post.VideoId, post.Id, text)));
        Assert.Single(bench.Server.Books.Replies);
        Assert.Empty(await Replies(bench, post));
    }

    [Fact]
    public async Task A_comment_of_another_video_cannot_be_replied_to()
    {
        await using var bench = await Bench.Start();
        var post = bench.Ask();
        Assert.Equal(28001007, Bench.Code(await bench.Reply(bench.Server.World.Wall.VideoAt(1), post.Id, "打开私信就能领取")));
    }

    private static async Task<JsonArray> Replies(Bench bench, Funnel.Sandbox.Comments.Post post) =>
        (await bench.Get("/item/comment/reply/list/",
            $"&item_id={Uri.EscapeDataString(post.VideoId)}&comment_id={Uri.EscapeDataString(post.Id)}&count=20&cursor=0"))["data"]!["list"]!.AsArray();
}
