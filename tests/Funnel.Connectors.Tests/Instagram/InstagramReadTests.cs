using Funnel.Connectors.Tests.Http;
using static Funnel.Connectors.FailureKind;
using static Funnel.Connectors.Tests.Instagram.InstagramSamples;

namespace Funnel.Connectors.Tests.Instagram;

public sealed class InstagramReadTests
{
    private static ICommentFeed Feed(PlatformBench bench) => bench.Connector.Find<ICommentFeed>()!;

    private static async Task<Page<Comment>> Page(string answer, string? cursor = null)
    {
        await using var bench = await Start();
        bench.Server.Answer(answer);
        return (await Feed(bench).ListComments(Account, Media, cursor, default)).Value;
    }

    [Fact]
    public async Task Media_are_the_videos()
    {
        await using var bench = await Start(("ApiVersion", "v99.0"));
        bench.Server.Answer(MediaList);
        var page = (await Feed(bench).ListVideos(Account, "QVF+/=", default)).Value;

        Assert.Equal("/v99.0/1700000000000001/media", bench.Request.Target.Split('?')[0]);
        Assert.Equal(("50", "QVF+/="), (PlatformBench.Query(bench.Request, "limit"), PlatformBench.Query(bench.Request, "after")));
        Assert.Equal("Bearer " + PlatformBench.Token, bench.Request.Header("Authorization"));
        Assert.Equal(new Video(Media, "新品", "https://www.instagram.com/reel/abc/", new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero), 12), page.Items[0]);
        Assert.Equal(("18000000000000002", null, "QVFIa==", false), (page.Items[1].Id, page.Items[1].CommentCount, page.Next, page.IsPartial));
    }

    [Fact]
    public async Task Comments_are_mapped_and_those_that_the_merchant_has_hidden_left_out()
    {
        var page = await Page(Comments);
        Assert.Equal(2, page.Items.Count);
        Assert.Equal(new Comment(CommentId, Media, "1234567890", "怎么买？", new(2026, 11, 22, 12, 59, 58, TimeSpan.Zero), null, "anna") { Answers = 1 }, page.Items[0]);
        Assert.Equal((null, false, false), (page.Next, page.IsPartial, page.IsUnordered));
    }

    /// <summary>The platform leaves ids out at times; the name is an id too, if one that may be changed.</summary>
    [Fact]
    public async Task Who_has_no_id_is_known_by_name() => Assert.Equal("@ben", (await Page(Comments)).Items[1].PersonId);

    [Fact]
    public async Task A_list_that_comes_oldest_first_is_said_to_be_in_no_order()
    {
        var page = await Page("""
            {"data":[{"id":"1","timestamp":"2026-11-22T10:00:00+0000","from":{"id":"a"}},{"id":"2","timestamp":"2026-11-22T11:00:00+0000","from":{"id":"b"}},
                     {"id":"3","timestamp":"2026-11-22T12:00:00+0000","from":{"id":"c"}}]}
            """);
        Assert.True(page.IsUnordered);
    }

    [Theory]
    [InlineData("""{"cursors":{"after":"x"}}""", null, false)] // no next address: the end
    [InlineData("""{"cursors":{"after":"same"},"next":"https://x"}""", null, true)] // does not move
    [InlineData("""{"next":"https://x"}""", null, true)]
    [InlineData("""{"cursors":{"after":"on"},"next":"https://x"}""", "on", false)]
    public async Task A_cursor_is_followed_while_it_moves(string paging, string? next, bool partial)
    {
        var page = await Page($$$"""{"data":[],"paging":{{{paging}}}}""", "same");
        Assert.Equal((next, partial), (page.Next, page.IsPartial));
    }

    [Theory]
    [InlineData("""{"text":"x","from":{"id":"a"}}""")]
    [InlineData("""{"id":"","text":"x","from":{"id":"a"}}""")]
    [InlineData("""{"id":"1","text":"x"}""")]
    [InlineData("""{"id":"1","text":"x","from":{"id":"a b"}}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    public async Task A_comment_without_its_ids_costs_itself_alone(string bad)
    {
        var page = await Page($$$"""{"data":[{{{bad}}},{"id":"5","text":"怎\ud83d么\u202e","from":{"id":"a","username":"\udc4d"},"timestamp":"gestern"}]}""");
        Assert.Equal(new Comment("5", Media, "a", "怎么", PlatformBench.Now, null, null) { Answers = 0 }, Assert.Single(page.Items));
        Assert.True(page.IsPartial);
    }

    [Theory]
    [InlineData("<html>gateway</html>")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":null}""")]
    public async Task An_answer_that_is_none_is_no_empty_list(string answer)
    {
        await using var bench = await Start();
        bench.Server.Answer(answer);
        var failure = (await Feed(bench).ListComments(Account, Media, null, default)).Failure!;
        Assert.Equal((Unknown, "bad-answer"), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task Replies_are_read_with_those_that_are_hidden()
    {
        await using var bench = await Start();
        bench.Server.Answer(Replies);
        var page = (await bench.Replies.ListReplies(Account, Media, CommentId, null, default)).Value;
        Assert.Equal($"/v23.0/{CommentId}/replies", bench.Request.Target.Split('?')[0]);
        var reply = Assert.Single(page.Items);
        Assert.Equal(("17900000000000009", "1700000000000001", CommentId, CommentId), (reply.Id, reply.PersonId, reply.ParentId, reply.AnswersId));
    }

    [Theory]
    [InlineData("190", null, 400, AuthExpired, "190")]
    [InlineData("4", null, 403, RateLimited, "4")]
    [InlineData("17", null, 400, RateLimited, "17")]
    [InlineData("32", null, 400, RateLimited, "32")]
    [InlineData("613", null, 400, RateLimited, "613")]
    [InlineData("10", null, 400, Forbidden, "10")]
    [InlineData("200", null, 400, Forbidden, "200")]
    [InlineData("299", null, 400, Forbidden, "299")]
    [InlineData("100", "33", 400, Rejected, "100")]
    [InlineData("10", "2534022", 400, WindowClosed, "10/2534022")]
    [InlineData("10", "2534025", 400, WindowClosed, "10/2534025")]
    [InlineData("300", null, 400, Rejected, "300")] // from here on the status decides
    [InlineData("\"190\"", null, 401, AuthExpired, "190")]
    [InlineData("77777", null, 401, AuthExpired, "77777")]
    [InlineData("77777", null, 403, Forbidden, "77777")]
    [InlineData("77777", null, 429, RateLimited, "77777")]
    [InlineData("77777", null, 404, Rejected, "77777")]
    [InlineData("2", null, 503, Transient, "2")]
    public async Task Codes_have_their_kind(string code, string? subcode, int status, FailureKind kind, string shown)
    {
        await using var bench = await Start(("Reads:Retries", "1"));
        bench.Server.Answer(Error(code, subcode), status);
        var failure = (await Feed(bench).ListComments(Account, Media, null, default)).Failure!;
        Assert.Equal((kind, shown), (failure.Kind, failure.Code));
        Assert.Contains("Log id AbC12.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(kind == Transient ? 2 : 1, bench.Server.Requests.Count);
    }

    [Fact]
    public async Task How_long_to_wait_is_taken_from_the_answer()
    {
        await using var bench = await Start();
        bench.Server.Answer(context =>
        {
            context.Response.Headers.RetryAfter = "77";
            return Douyin.DouyinStub.Write(context, Error("4"), 429);
        });
        Assert.Equal(TimeSpan.FromSeconds(77), (await Feed(bench).ListComments(Account, Media, null, default)).Failure!.RetryAfter);
    }
}
