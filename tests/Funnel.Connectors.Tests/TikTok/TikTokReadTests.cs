using Funnel.Connectors.Tests.Http;
using static Funnel.Connectors.FailureKind;
using static Funnel.Connectors.Tests.TikTok.TikTokSamples;

namespace Funnel.Connectors.Tests.TikTok;

public sealed class TikTokReadTests
{
    private static ICommentFeed Feed(PlatformBench bench) => bench.Connector.Find<ICommentFeed>()!;

    private static async Task<Page<Comment>> Page(string answer, string? cursor = null)
    {
        await using var bench = await Start();
        bench.Server.Answer(answer);
        return (await Feed(bench).ListComments(Account, VideoId, cursor, default)).Value;
    }

    [Fact]
    public async Task Videos_are_listed()
    {
        await using var bench = await Start();
        bench.Server.Answer(Videos);
        var page = (await Feed(bench).ListVideos(Account, "5", default)).Value;
        Assert.Equal("/business/video/list/", bench.Request.Target.Split('?')[0]);
        Assert.Equal(PlatformBench.Token, bench.Request.Header("Access-Token"));
        Assert.Equal(
            ["1700000000000001", "20", "5", """["item_id","caption","share_url","create_time","comments"]"""],
            new[] { "business_id", "max_count", "cursor", "fields" }.Select(n => PlatformBench.Query(bench.Request, n)));
        Assert.Equal(new Video(VideoId, "新品", "https://www.tiktok.com/@s/video/1", DateTimeOffset.FromUnixTimeSeconds(1763712000), 12), page.Items[0]);
        Assert.Equal(("7209876543210987655", "1763712000000"), (page.Items[1].Id, page.Next));
    }

    [Fact]
    public async Task Comments_that_everybody_sees_are_asked_for_newest_first()
    {
        await using var bench = await Start();
        bench.Server.Answer(Comments);
        await Feed(bench).ListComments(Account, VideoId, null, default);
        Assert.Equal("/business/comment/list/", bench.Request.Target.Split('?')[0]);
        Assert.Equal(
            [VideoId, "PUBLIC", "create_time", "desc", "30"],
            new[] { "video_id", "status", "sort_field", "sort_order", "max_count" }.Select(n => PlatformBench.Query(bench.Request, n)));
    }

    [Fact]
    public async Task Comments_are_mapped_and_the_accounts_own_are_the_accounts()
    {
        var page = await Page(Comments);
        Assert.Equal(new Comment(CommentId, VideoId, "uid-anna", "怎么买？", DateTimeOffset.FromUnixTimeSeconds(1763816398), null, "安娜") { Answers = 2 }, page.Items[0]);
        Assert.Equal(("7301234567890123455", Account.OpenId), (page.Items[1].Id, page.Items[1].PersonId));
        Assert.Equal((null, false, false), (page.Next, page.IsPartial, page.IsUnordered));
    }

    /// <summary>Behind the first 500, where TikTok lists by likes.</summary>
    [Fact]
    public async Task A_page_by_likes_is_said_to_be_in_no_order() => Assert.True((await Page("""
        {"code":0,"data":{"comments":[{"comment_id":"1","unique_identifier":"a","create_time":"1"},{"comment_id":"2","unique_identifier":"a","create_time":"9"},
          {"comment_id":"3","unique_identifier":"a","create_time":"5"}],"cursor":530,"has_more":true}}
        """)).IsUnordered);

    [Theory]
    [InlineData("""{"comments":[],"cursor":60,"has_more":true}""", "60", false)] // a short page is not the end
    [InlineData("""{"comments":[],"cursor":30,"has_more":true}""", null, true)] // does not move
    [InlineData("""{"comments":[],"cursor":60}""", null, true)]
    [InlineData("""{"cursor":60,"has_more":false}""", null, false)]
    public async Task A_cursor_is_followed_while_it_moves(string data, string? next, bool partial)
    {
        var page = await Page($$$"""{"code":0,"data":{{{data}}}}""", "30");
        Assert.Equal((next, partial), (page.Next, page.IsPartial));
    }

    [Theory]
    [InlineData("""{"comment_id":"1","text":"x"}""")]
    [InlineData("""{"unique_identifier":"a","text":"x"}""")]
    [InlineData("""{"comment_id":{},"unique_identifier":"a"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task A_comment_without_its_ids_costs_itself_alone(string bad)
    {
        var page = await Page($$$"""{"code":0,"data":{"comments":[{{{bad}}},{"comment_id":"5","unique_identifier":"a","text":"好\udc4d","create_time":"x"}],"has_more":false}}""");
        Assert.Equal(new Comment("5", VideoId, "a", "好", PlatformBench.Now, null, null), Assert.Single(page.Items));
        Assert.True(page.IsPartial);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("""{"code":0}""")]
    [InlineData("""{"code":0,"data":[]}""")]
    [InlineData("""{"code":0,"data":{"comments":7,"has_more":false}}""")]
    public async Task An_answer_that_is_none_is_no_empty_list(string answer)
    {
        await using var bench = await Start();
        bench.Server.Answer(answer);
        Assert.Equal(Unknown, (await Feed(bench).ListComments(Account, VideoId, null, default)).Failure!.Kind);
    }

    [Fact]
    public async Task Replies_are_read_with_those_that_are_hidden()
    {
        await using var bench = await Start();
        bench.Server.Answer(Replies);
        var reply = Assert.Single((await bench.Replies.ListReplies(Account, VideoId, CommentId, null, default)).Value.Items);
        Assert.Equal("/business/comment/reply/list/", bench.Request.Target.Split('?')[0]);
        Assert.Equal((CommentId, "ALL"), (PlatformBench.Query(bench.Request, "comment_id"), PlatformBench.Query(bench.Request, "status")));
        Assert.Equal(("7301234567890123999", Account.OpenId, CommentId, CommentId), (reply.Id, reply.PersonId, reply.ParentId, reply.AnswersId));
    }

    [Theory]
    [InlineData("40100", RateLimited)]
    [InlineData("51021", RateLimited)]
    [InlineData("40102", AuthExpired)]
    [InlineData("40103", AuthExpired)]
    [InlineData("40104", AuthExpired)]
    [InlineData("40105", AuthExpired)]
    [InlineData("40107", AuthExpired)]
    [InlineData("40001", Forbidden)]
    [InlineData("40101", Forbidden)]
    [InlineData("40000", Rejected)]
    [InlineData("40002", Rejected)]
    [InlineData("40110", Rejected)]
    [InlineData("50000", Transient)]
    [InlineData("12345", Unknown)]
    public async Task Codes_have_their_kind(string code, FailureKind kind)
    {
        await using var bench = await Start(("Reads:Retries", "1"));
        bench.Server.Answer(Error(code));
        var failure = (await Feed(bench).ListComments(Account, VideoId, null, default)).Failure!;
        Assert.Equal((kind, code), (failure.Kind, failure.Code));
        Assert.Contains("Log id 2026ABC.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(kind == Transient ? 2 : 1, bench.Server.Requests.Count);
    }

    [Theory]
    [InlineData(401, AuthExpired)]
    [InlineData(403, Forbidden)]
    [InlineData(429, RateLimited)]
    [InlineData(404, Rejected)]
    public async Task Of_an_unknown_code_the_status_decides(int status, FailureKind kind)
    {
        await using var bench = await Start();
        bench.Server.Answer(Error("12345"), status);
        Assert.Equal(kind, (await Feed(bench).ListComments(Account, VideoId, null, default)).Failure!.Kind);
    }
}
