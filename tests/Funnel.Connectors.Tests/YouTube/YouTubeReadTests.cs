using Funnel.Connectors.Tests.Http;
using static Funnel.Connectors.FailureKind;
using static Funnel.Connectors.Tests.YouTube.YouTubeSamples;

namespace Funnel.Connectors.Tests.YouTube;

public sealed class YouTubeReadTests
{
    private static async Task<Page<Comment>> Page(string answer, string? cursor = null)
    {
        await using var bench = await Start();
        bench.Server.Answer(answer);
        return (await bench.Feed.ListComments(Account, cursor, default)).Value;
    }

    [Fact]
    public async Task One_call_asks_for_the_comments_of_the_whole_channel()
    {
        await using var bench = await Start(("PageSize", "50"));
        bench.Server.Answer(Threads);
        await bench.Feed.ListComments(Account, "QU+/=", default);
        Assert.Equal("/youtube/v3/commentThreads", bench.Request.Target.Split('?')[0]);
        Assert.Equal(
            ["snippet", "1700000000000001", "time", "plainText", "50", "QU+/="],
            new[] { "part", "allThreadsRelatedToChannelId", "order", "textFormat", "maxResults", "pageToken" }.Select(n => PlatformBench.Query(bench.Request, n)));
        Assert.Equal("Bearer " + PlatformBench.Token, bench.Request.Header("Authorization"));
    }

    [Fact]
    public async Task Comments_are_mapped_and_those_on_no_video_left_out()
    {
        var page = await Page(Threads);
        Assert.Equal(new Comment(CommentId, "v1", "UCanna", "怎么买？", new(2026, 11, 22, 12, 59, 58, TimeSpan.Zero), null, "anna") { Answers = 3 }, Assert.Single(page.Items));
        Assert.Equal(("QURTSl9p", false, false), (page.Next, page.IsPartial, page.IsUnordered));
    }

    [Theory]
    [InlineData("""{"items":[]}""", null, false)]
    [InlineData("""{"items":[],"nextPageToken":"same"}""", null, true)] // does not move
    [InlineData("""{"items":[],"nextPageToken":"on"}""", "on", false)]
    public async Task A_cursor_is_followed_while_it_moves(string answer, string? next, bool partial)
    {
        var page = await Page(answer, "same");
        Assert.Equal((next, partial), (page.Next, page.IsPartial));
    }

    [Theory]
    [InlineData("""{"id":"x"}""")]
    [InlineData("""{"snippet":{"videoId":"v","topLevelComment":{"id":"x"}}}""")]
    [InlineData("""{"snippet":{"videoId":"v","topLevelComment":{"id":"x","snippet":{"textDisplay":"a"}}}}""")]
    [InlineData("""{"snippet":{"videoId":"v","topLevelComment":{"snippet":{"authorChannelId":{"value":"UC"}}}}}""")]
    [InlineData("null")]
    [InlineData("7")]
    public async Task A_comment_without_its_ids_costs_itself_alone(string bad)
    {
        var page = await Page($$$"""{"items":[{{{bad}}},{"snippet":{"videoId":"v","topLevelComment":{"id":"5","snippet":{"textDisplay":"好\ud83d","authorChannelId":{"value":"UC"},"publishedAt":7} } } }]}""");
        Assert.Equal(new Comment("5", "v", "UC", "好", PlatformBench.Now, null, null), Assert.Single(page.Items));
        Assert.True(page.IsPartial);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"items":{}}""")]
    public async Task An_answer_that_is_none_is_no_empty_list(string answer)
    {
        await using var bench = await Start();
        bench.Server.Answer(answer);
        Assert.Equal((Unknown, "bad-answer"), ((await bench.Feed.ListComments(Account, null, default)).Failure is { } f ? (f.Kind, f.Code) : default));
    }

    [Fact]
    public async Task Replies_are_read_under_their_thread_in_the_words_that_were_written()
    {
        await using var bench = await Start();
        bench.Server.Answer(Replies);
        var reply = Assert.Single((await bench.Replies.ListReplies(Account, "v1", CommentId, null, default)).Value.Items);
        Assert.Equal(("/youtube/v3/comments", CommentId), (bench.Request.Target.Split('?')[0], PlatformBench.Query(bench.Request, "parentId")));
        Assert.Equal(("UgxAnna.1", "1700000000000001", CommentId, "v1", "有的哦 "), (reply.Id, reply.PersonId, reply.ParentId, reply.VideoId, reply.Text));
    }

    [Theory]
    [InlineData("quotaExceeded", 403, QuotaExhausted)]
    [InlineData("rateLimitExceeded", 403, RateLimited)]
    [InlineData("forbidden", 403, Forbidden)]
    [InlineData("commentsDisabled", 403, Rejected)]
    [InlineData("videoNotFound", 404, Gone)]
    [InlineData("commentThreadNotFound", 404, Gone)]
    [InlineData("commentTextTooLong", 400, Rejected)]
    [InlineData("commentTextRequired", 400, Rejected)]
    [InlineData("processingFailure", 400, Rejected)]
    [InlineData("authError", 401, AuthExpired)] // from here on the status decides
    [InlineData("insufficientPermissions", 403, Forbidden)]
    [InlineData("whatever", 429, RateLimited)]
    [InlineData("whatever", 400, Rejected)]
    [InlineData("backendError", 503, Transient)]
    public async Task Reasons_have_their_kind(string reason, int status, FailureKind kind)
    {
        await using var bench = await Start(("Reads:Retries", "1"));
        bench.Server.Answer(Error(reason, status), status);
        var failure = (await bench.Feed.ListComments(Account, null, default)).Failure!;
        Assert.Equal((kind, reason), (failure.Kind, failure.Code));
        Assert.Equal(kind == Transient ? 2 : 1, bench.Server.Requests.Count);
        Assert.Equal(kind == QuotaExhausted ? TimeSpan.FromHours(19) : null, failure.RetryAfter); // until midnight in California
    }
}
