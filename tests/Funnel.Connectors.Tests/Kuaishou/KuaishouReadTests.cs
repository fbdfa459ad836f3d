using System.Text.Json;
using Funnel.Connectors.Tests.Http;
using static Funnel.Connectors.FailureKind;
using static Funnel.Connectors.Tests.Kuaishou.KuaishouSamples;

namespace Funnel.Connectors.Tests.Kuaishou;

public sealed class KuaishouReadTests
{
    private static readonly string[] Fields = ["advertiser_id", "post_time_start", "post_time_end", "page", "page_size"];

    private static Task<PlatformBench> Start(params (string Key, string Value)[] settings) => PlatformBench.Start("kuaishou", settings);

    private static async Task<Page<Comment>> Page(string answer)
    {
        await using var bench = await Start();
        bench.Server.Answer(answer);
        return (await bench.Feed.ListComments(PlatformBench.Account, null, default)).Value;
    }

    private static string List(string items) => $$$"""{"code":0,"data":{"total_count":2,"details":[{{{items}}}]}}""";

    [Fact]
    public async Task Comments_of_all_videos_are_asked_for_with_both_ends_of_the_time()
    {
        await using var bench = await Start(("PageSize", "20"));
        bench.Server.Answer(Comments);
        await bench.Feed.ListComments(PlatformBench.Account, "3/70", default);

        var request = bench.Request;
        Assert.Equal(("POST", "/rest/openapi/v1/comment/list", PlatformBench.Token), (request.Method, request.Target, request.Header("Access-Token")));
        var body = JsonDocument.Parse(request.Body).RootElement;
        var start = new DateTimeOffset(2026, 11, 19, 0, 0, 0, TimeSpan.FromHours(8));
        Assert.Equal(
            [1700000000000001, start.ToUnixTimeMilliseconds(), PlatformBench.Now.AddHours(1).ToUnixTimeMilliseconds(), 3, 20],
            Fields.Select(f => body.GetProperty(f).GetInt64()));
        Assert.Equal(Fields.Length, body.EnumerateObject().Count());
    }

    [Fact]
    public async Task Comments_are_mapped_with_the_author_in_the_videos_id()
    {
        var page = await Page(Comments);
        Assert.Equal(
            new Comment(CommentId, VideoId, "3000000002", "这个怎么卖？", DateTimeOffset.FromUnixTimeMilliseconds(1795352398123), null, "安娜"), page.Items[0]);
        var second = page.Items[1];
        Assert.Equal(
            ("880000000000002", VideoId, "3000000003", CommentId, null, DateTimeOffset.FromUnixTimeMilliseconds(1795352390000)),
            (second.Id, second.VideoId, second.PersonId, second.ParentId, second.Nick, second.At));
        Assert.Equal((null, false), (page.Next, page.IsPartial));
    }

    [Theory]
    [InlineData("\"comment_level\":2", "")]
    [InlineData("\"comment_level\":2,\"root_comment_id\":0", "")]
    [InlineData("\"x\":1", "")]
    [InlineData("\"root_comment_id\":9", "9")]
    [InlineData("\"comment_level\":1,\"root_comment_id\":9", null)]
    public async Task The_parent_is_as_far_known_as_it_is_said(string fields, string? parent)
    {
        var page = await Page(List($$$"""{"comment_id":1,"comment_author_id":2,"photo_id":"3","photo_author_id":4,"comment_content":"x",{{{fields}}} }"""));
        Assert.Equal((parent, PlatformBench.Now), (page.Items[0].ParentId, page.Items[0].At));
    }

    [Theory]
    [InlineData("""{"comment_author_id":2,"photo_id":"3","photo_author_id":4}""")]
    [InlineData("""{"comment_id":1,"photo_id":"3","photo_author_id":4}""")]
    [InlineData("""{"comment_id":1,"comment_author_id":0,"photo_id":"3","photo_author_id":4}""")]
    [InlineData("""{"comment_id":1,"comment_author_id":2,"photo_author_id":4}""")]
    [InlineData("""{"comment_id":1,"comment_author_id":2,"photo_id":"3"}""")]
    [InlineData("""{"comment_id":1,"comment_author_id":2,"photo_id":"3:4","photo_author_id":4}""")]
    [InlineData("""{"comment_id":1,"comment_author_id":2,"photo_id":"3","photo_author_id":"4x"}""")]
    [InlineData("""[1]""")]
    public async Task A_comment_without_its_ids_costs_itself_alone(string bad)
    {
        var page = await Page(List($$$"""{{{bad}}},{"comment_id":5,"comment_author_id":2,"photo_id":"3","photo_author_id":4,"comment_content":"\ud83d好"}"""));
        Assert.Equal(("5", "好"), (Assert.Single(page.Items).Id, page.Items[0].Text));
        Assert.True(page.IsPartial);
    }

    [Theory]
    [InlineData("<html>gateway</html>")]
    [InlineData("{}")]
    [InlineData("""{"code":0}""")]
    [InlineData("""{"code":0,"data":{}}""")]
    [InlineData("""{"code":0,"data":{"details":3}}""")]
    public async Task An_answer_that_is_none_is_no_empty_list(string answer)
    {
        await using var bench = await Start();
        bench.Server.Answer(answer);
        var failure = (await bench.Feed.ListComments(PlatformBench.Account, null, default)).Failure!;
        Assert.Equal((Unknown, "bad-answer"), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task Answers_are_read_from_the_tree_of_their_comment()
    {
        await using var bench = await Start();
        bench.Server.Answer(Tree);
        var page = (await bench.Replies.ListReplies(PlatformBench.Account, VideoId, CommentId, null, default)).Value;

        Assert.Equal(("POST", "/rest/openapi/v1/comment/tree"), (bench.Request.Method, bench.Request.Target));
        Assert.Equal($$$"""{"advertiser_id":1700000000000001,"comment_id":{{{CommentId}}} }""".Replace(" ", ""), bench.Request.Body);
        var reply = Assert.Single(page.Items);
        Assert.Equal(("880000000000003", VideoId, PlatformBench.Account.OpenId, CommentId), (reply.Id, reply.VideoId, reply.PersonId, reply.ParentId));
        Assert.Equal((null, false), (page.Next, page.IsPartial));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"child_comment_detail_list":null}""")]
    [InlineData("""{"child_comment_detail_list":[{}]}""")]
    public async Task A_tree_that_is_not_whole_proves_no_absence(string data)
    {
        await using var bench = await Start();
        bench.Server.Answer($$$"""{"code":0,"data":{{{data}}} }""");
        Assert.True((await bench.Replies.ListReplies(PlatformBench.Account, VideoId, CommentId, null, default)).Value.IsPartial);
    }

    [Fact]
    public async Task A_tree_as_long_as_trees_may_be_proves_no_absence()
    {
        await using var bench = await Start();
        var children = string.Join(',', Enumerable.Range(1, 1000).Select(i => $$$"""{"comment_id":{{{i}}},"comment_author_id":7,"comment_content":"x"}"""));
        bench.Server.Answer($$$"""{"code":0,"data":{"child_comment_detail_list":[{{{children}}}]}}""");
        var page = (await bench.Replies.ListReplies(PlatformBench.Account, VideoId, CommentId, null, default)).Value;
        Assert.Equal((1000, true), (page.Items.Count, page.IsPartial));
    }

    [Theory]
    [InlineData("402001", AuthExpired)]
    [InlineData("-7", AuthExpired)]
    [InlineData("402002", RateLimited)]
    [InlineData("402003", Unknown)]
    public async Task Codes_have_the_kind_that_the_settings_say(string code, FailureKind kind)
    {
        await using var bench = await Start(("DeadTokenCodes:0", "402001"), ("DeadTokenCodes:1", "-7"), ("TooFastCodes:0", "402002"));
        bench.Server.Answer(Error(code, "为什么"));
        var failure = (await bench.Feed.ListComments(PlatformBench.Account, null, default)).Failure!;
        Assert.Equal((kind, code), (failure.Kind, failure.Code));
        Assert.Equal(kind == Unknown, failure.Message.Contains("为什么", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_author_of_a_video_speaks_for_the_account()
    {
        var page = await Page(List("""{"comment_id":1,"comment_author_id":4,"photo_id":"3","photo_author_id":"4"},{"comment_id":2,"comment_author_id":5,"photo_id":"3","photo_author_id":4}"""));
        Assert.Equal([PlatformBench.Account.OpenId, "5"], page.Items.Select(c => c.PersonId));
    }

    /// <summary>The order is not documented.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(21)]
    public async Task A_list_that_begins_with_the_oldest_is_read_from_its_end(int comments)
    {
        await using var bench = await Start(("PageSize", "5"));
        bench.Server.Answer(context =>
        {
            var page = JsonDocument.Parse(bench.Server.Requests.Last().Body).RootElement.GetProperty("page").GetInt32();
            var rows = Enumerable.Range(1, comments).Skip((page - 1) * 5).Take(5).Select(
                i => $$$"""{"comment_id":{{{i}}},"comment_author_id":7,"photo_id":"3","photo_author_id":4,"post_time":{{{1795352390000 + i}}} }""");
            return Douyin.DouyinStub.Write(context, $$$"""{"code":0,"data":{"total_count":{{{comments}}},"details":[{{{string.Join(',', rows)}}}]}}""", 200);
        });
        var (read, cursor) = (new List<string>(), default(string));
        do
        {
            var page = (await bench.Feed.ListComments(PlatformBench.Account, cursor, default)).Value;
            read.AddRange(page.Items.Select(c => c.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(1, comments).Reverse().Select(i => PlatformBench.Invariant(i)), read);
    }

    [Fact]
    public async Task A_failed_read_is_tried_again_though_it_is_a_POST()
    {
        await using var bench = await Start();
        bench.Server.Answer("busy", 503).Break().Answer(Comments);
        Assert.Equal(2, (await bench.Feed.ListComments(PlatformBench.Account, null, default)).Value.Items.Count);
        Assert.Equal(3, bench.Server.Requests.Count);
        Assert.Single(bench.Server.Requests.Select(r => r.Body).Distinct());
    }
}
