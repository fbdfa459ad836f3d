using Funnel.Connectors.Tests.Http;
using static Funnel.Connectors.FailureKind;
using static Funnel.Connectors.Tests.OceanEngine.OceanEngineSamples;

namespace Funnel.Connectors.Tests.OceanEngine;

public sealed class OceanEngineReadTests
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private static Task<PlatformBench> Start(params (string Key, string Value)[] settings) => PlatformBench.Start("oceanengine", settings);

    private static async Task<Page<Comment>> Page(string answer)
    {
        await using var bench = await Start();
        bench.Server.Answer(answer);
        return (await bench.Feed.ListComments(PlatformBench.Account, null, default)).Value;
    }

    private static string List(string items) => $$$"""{"code":0,"data":{"comment_list":[{{{items}}}],"page_info":{"total_number":1}} }""";

    [Fact]
    public async Task Comments_of_all_videos_and_levels_are_asked_for_newest_first_by_days_of_China()
    {
        await using var bench = await Start(("PageSize", "15"));
        bench.Server.Answer(Comments);
        await bench.Feed.ListComments(PlatformBench.Account, "2/31", default);

        var request = bench.Request;
        Assert.Equal(("GET", "/open_api/v3.0/tools/comment/get/"), (request.Method, request.Target.Split('?')[0]));
        Assert.Equal(PlatformBench.Token, request.Header("Access-Token"));
        Assert.Equal(
            ["1700000000000001", "2026-11-19", "2026-11-22", "CREATE_TIME", "DESC", "LEVEL_ALL", "2", "15"],
            new[] { "advertiser_id", "start_time", "end_time", "order_field", "order_type", "level_type", "page", "page_size" }.Select(n => PlatformBench.Query(request, n)));
    }

    [Fact]
    public async Task Comments_are_mapped()
    {
        var page = await Page(Comments);
        var first = page.Items[0];
        Assert.Equal(
            new Comment(CommentId, ItemId, "dy_anna", "这个怎么卖？", new(2026, 11, 22, 20, 59, 58, China), null, "安娜") { Answers = 2 },
            first);
        Assert.Equal(("7301234567890123400", "dy_ben", "", null), (page.Items[1].Id, page.Items[1].PersonId, page.Items[1].ParentId, page.Items[1].Nick));
        Assert.Equal(("2/12", false), (page.Next, page.IsPartial));
    }

    [Fact]
    public async Task Of_a_comment_whose_level_is_not_said_the_parent_is_not_known()
    {
        var page = await Page(List("""{"comment_id":1,"text":"x","aweme_id":"a","item_id":2}"""));
        Assert.Equal(("", PlatformBench.Now), (page.Items[0].ParentId, page.Items[0].At));
    }

    [Theory]
    [InlineData("""{"text":"x","aweme_id":"a","item_id":2}""")]
    [InlineData("""{"comment_id":1,"text":"x","item_id":2}""")]
    [InlineData("""{"comment_id":1,"text":"x","aweme_id":"","item_id":2}""")]
    [InlineData("""{"comment_id":1,"text":"x","aweme_id":"a"}""")]
    [InlineData("""{"comment_id":{"a":1},"text":"x","aweme_id":"a","item_id":2}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("\"x\"")]
    public async Task A_comment_without_its_ids_costs_itself_alone(string bad)
    {
        await using var bench = await Start();
        bench.Server.Answer(List($$$"""{{{bad}}},{"comment_id":5,"text":"好","aweme_id":"a","item_id":2}"""));
        var page = (await bench.Feed.ListComments(PlatformBench.Account, null, default)).Value;
        Assert.Equal("5", Assert.Single(page.Items).Id);
        Assert.True(page.IsPartial);
        Assert.Contains("Ocean Engine: 1 of 2 items on a page", bench.Logs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Halves_of_emoji_and_control_characters_cost_themselves_alone()
    {
        var page = await Page(List("""{"comment_id":5,"text":"怎\ud83d么卖\u0000\u202e","aweme_id":"a","aweme_name":"\udc4d","item_id":2,"create_time":"gestern"}"""));
        Assert.Equal(("怎么卖", null, PlatformBench.Now), (page.Items[0].Text, page.Items[0].Nick, page.Items[0].At));
    }

    [Theory]
    [InlineData("""{"code":0,"data":{"page_info":{"total_number":0}}}""")]
    [InlineData("""{"code":0,"data":{"comment_list":null,"page_info":{"total_number":"0"}} }""")]
    [InlineData("""{"code":"0","data":{"comment_list":[],"page_info":{"total_number":0}}}""")]
    public async Task A_list_without_comments_is_empty(string answer)
    {
        var page = await Page(answer);
        Assert.Empty(page.Items);
        Assert.Equal((null, false), (page.Next, page.IsPartial));
    }

    [Theory]
    [InlineData("<html>gateway</html>")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"code":0}""")]
    [InlineData("""{"code":0,"data":[]}""")]
    [InlineData("""{"code":0,"data":{}}""")]
    [InlineData("""{"code":0,"data":{"comment_list":{}} }""")]
    [InlineData("""{"data":{"comment_list":[]}}""")]
    public async Task An_answer_that_is_none_is_no_empty_list(string answer)
    {
        await using var bench = await Start();
        bench.Server.Answer(answer);
        var failure = (await bench.Feed.ListComments(PlatformBench.Account, null, default)).Failure!;
        Assert.Equal((Unknown, "bad-answer"), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task Replies_are_read_under_their_comment()
    {
        await using var bench = await Start();
        bench.Server.Answer(Replies);
        var page = (await bench.Replies.ListReplies(PlatformBench.Account, ItemId, CommentId, null, default)).Value;

        Assert.Equal("/open_api/v3.0/tools/comment_reply/get/", bench.Request.Target.Split('?')[0]);
        Assert.Equal((CommentId, "1"), (PlatformBench.Query(bench.Request, "comment_id"), PlatformBench.Query(bench.Request, "page")));
        var reply = Assert.Single(page.Items);
        Assert.Equal(("7301234567890123999", "dy_shop", CommentId, ItemId, "您好，打开私信看看"), (reply.Id, reply.PersonId, reply.ParentId, reply.VideoId, reply.Text));
        Assert.Equal((null, false), (page.Next, page.IsPartial));
    }

    [Theory]
    [InlineData("40100", RateLimited)]
    [InlineData("61002", QuotaExhausted)]
    [InlineData("40102", AuthExpired)]
    [InlineData("40103", AuthExpired)]
    [InlineData("40104", AuthExpired)]
    [InlineData("40105", AuthExpired)]
    [InlineData("40107", AuthExpired)]
    [InlineData("40002", Forbidden)]
    [InlineData("40101", Forbidden)]
    [InlineData("40106", Forbidden)]
    [InlineData("40300", Forbidden)]
    [InlineData("40301", Forbidden)]
    [InlineData("40000", Rejected)]
    [InlineData("40001", Rejected)]
    [InlineData("40003", Rejected)]
    [InlineData("40108", Rejected)]
    [InlineData("50000", Transient)]
    [InlineData("\"40102\"", AuthExpired)]
    [InlineData("12345", Unknown)]
    public async Task Codes_have_their_kind(string code, FailureKind kind)
    {
        await using var bench = await Start(("Reads:Retries", "1"));
        bench.Server.Answer(Error(code, "为什么"));
        var failure = (await bench.Feed.ListComments(PlatformBench.Account, null, default)).Failure!;
        Assert.Equal((kind, code.Trim('"')), (failure.Kind, failure.Code));
        Assert.Equal(kind == Unknown, failure.Message.Contains("为什么", StringComparison.Ordinal));
        Assert.Contains("Log id 20261122ABC.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(kind == Transient ? 2 : 1, bench.Server.Requests.Count);
        Assert.Equal(kind == QuotaExhausted ? TimeSpan.FromHours(3) : null, failure.RetryAfter); // until midnight in China
    }
}
