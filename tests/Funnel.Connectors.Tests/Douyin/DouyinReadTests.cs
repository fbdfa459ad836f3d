using Funnel.Connectors.Douyin;

namespace Funnel.Connectors.Tests.Douyin;

public sealed class DouyinReadTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Own_videos_are_read_with_their_comment_counts()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer("""
            {"data":{"error_code":0,"cursor":1673500000000,"has_more":true,"list":[
              {"item_id":"@v1==","title":"新品","cover":"","share_url":"https://v.example/1","create_time":1673507751,"is_top":false,"is_reviewed":true,
               "video_status":5,"statistics":{"comment_count":12,"digg_count":3}},
              {"item_id":"@v2==","title":"","share_url":"","create_time":"1673507000","statistics":{"comment_count":"7"}},
              {"item_id":"@v3==","create_time":1673506000}]},"extra":{"error_code":0,"logid":"x","now":1}}
            """);

        var page = (await douyin.Source.ListVideos(Connector.Account, null, None)).Value;

        var request = douyin.Request;
        Assert.Equal("GET", request.Method);
        Assert.Equal($"/api/douyin/v1/video/video_list/?open_id={Samples.OpenIdEscaped}&cursor=0&count=20", request.Target);
        Assert.Equal(Connector.Token, request.Header("access-token"));
        Assert.Equal("application/json", request.Header("content-type"));
        Assert.Equal(
            [
                new Video("@v1==", "新品", "https://v.example/1", DateTimeOffset.FromUnixTimeSeconds(1673507751), 12),
                new Video("@v2==", "", null, DateTimeOffset.FromUnixTimeSeconds(1673507000), 7),
                new Video("@v3==", "", null, DateTimeOffset.FromUnixTimeSeconds(1673506000), null),
            ],
            page.Items);
        Assert.Equal("1673500000000", page.Next);
    }

    [Fact]
    public async Task Comments_are_read_newest_first_and_every_id_is_encoded_alone()
    {
        await using var douyin = await Connector.Start(("PageSize", "15"));
        douyin.Server.Answer(Samples.Comments);

        var page = (await douyin.Source.ListComments(Connector.Account, Samples.Video, "30", None)).Value;

        Assert.Equal(
            $"/item/comment/list/?open_id={Samples.OpenIdEscaped}&cursor=30&count=15&item_id={Samples.VideoEscaped}&sort_type=time",
            douyin.Request.Target);
        Assert.Equal(
            new Comment(Samples.CommentId, Samples.Video, Samples.Person, "样品怎么买？", DateTimeOffset.FromUnixTimeSeconds(1673507751), null, "小明") { Answers = 0 },
            Assert.Single(page.Items));
        Assert.Equal("10", page.Next);
    }

    [Fact]
    public async Task Replies_are_read_under_their_comment()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(Samples.Comments.Replace("\"has_more\":true", "\"has_more\":false", StringComparison.Ordinal));

        var page = (await douyin.Source.ListReplies(Connector.Account, Samples.Video, "@parent+/==", null, None)).Value;

        Assert.Equal(
            $"/item/comment/reply/list/?open_id={Samples.OpenIdEscaped}&cursor=0&count=20&item_id={Samples.VideoEscaped}&comment_id=%40parent%2B%2F%3D%3D&sort_type=time",
            douyin.Request.Target);
        Assert.Equal("@parent+/==", Assert.Single(page.Items).ParentId);
        Assert.Null(page.Next);
    }

    [Theory]
    [InlineData("""{"err_no":0,"err_msg":"","log_id":"x","data":{"has_more":false,"cursor":0,"list":[]}}""")]
    [InlineData("""{"error_code":0,"message":"ok","data":{"has_more":"false","list":null}}""")]
    [InlineData("""{"data":{"error_code":"0","list":[]},"extra":{"error_code":"0"}}""")]
    public async Task Success_is_read_in_each_envelope(string json)
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(json);

        var page = (await douyin.Source.ListComments(Connector.Account, Samples.Video, null, None)).Value;

        Assert.Empty(page.Items);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task Numbers_may_be_strings_and_a_bad_item_does_not_cost_the_page()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer("""
            {"data":{"error_code":"0","cursor":"77","has_more":"true","list":[
              7, null, {}, {"comment_id":"@a"}, {"comment_id":"@b","comment_user_id":"u","content":"\ud800 half","create_time":1},
              {"comment_id":42,"comment_user_id":"u","content":{"x":1},"create_time":"1673507751","nick_name":[]},
              {"comment_id":"@c","comment_user_id":"u","content":"多少钱","create_time":99999999999999999999}]},"extra":{"error_code":"0"}}
            """);

        var page = (await douyin.Source.ListComments(Connector.Account, Samples.Video, null, None)).Value;

        Assert.Equal(
            [
                new Comment("@b", Samples.Video, "u", " half", DateTimeOffset.FromUnixTimeSeconds(1)),
                new Comment("42", Samples.Video, "u", "", DateTimeOffset.FromUnixTimeSeconds(1673507751)),
                new Comment("@c", Samples.Video, "u", "多少钱", Connector.Now),
            ],
            page.Items);
        Assert.Equal("77", page.Next);
        Assert.Contains("4 of 7 items", douyin.Logs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_that_does_not_move_ends_the_list()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer("""{"data":{"error_code":0,"cursor":20,"has_more":true,"list":[]}}""");

        Assert.Null((await douyin.Source.ListComments(Connector.Account, Samples.Video, "20", None)).Value.Next);
    }

    [Theory]
    [InlineData("""{"data":{"error_code":0,"has_more":false,"list":[]}}""", false)]
    [InlineData("""{"data":{"error_code":0,"has_more":false,"list":null}}""", false)]
    [InlineData("""{"data":{"error_code":0,"has_more":0}}""", false)]
    [InlineData("""{"data":{"error_code":0,"has_more":true,"cursor":21,"list":[]}}""", false)] // the next page will tell
    [InlineData("""{"data":{"error_code":0,"has_more":true,"cursor":20,"list":[]}}""", true)] // more, and no way there
    [InlineData("""{"data":{"error_code":0,"has_more":true,"list":[]}}""", true)]
    [InlineData("""{"data":{"error_code":0,"list":[]}}""", true)] // does not say whether that is all
    [InlineData("""{"data":{"error_code":0,"has_more":null,"list":null}}""", true)]
    [InlineData("""{"data":{"error_code":0,"has_more":false,"list":[{"content":"who?"}]}}""", true)] // one cannot be read
    [InlineData("""{"data":{"error_code":0,"has_more":false,"list":[null]}}""", true)]
    public async Task A_page_says_whether_something_may_be_missing(string json, bool partial)
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(json);

        Assert.Equal(partial, (await douyin.Source.ListReplies(Connector.Account, Samples.Video, "@c", "20", None)).Value.IsPartial);
    }

    [Fact]
    public async Task A_listed_reply_tells_which_comment_it_answers()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer("""
            {"data":{"error_code":0,"has_more":false,"list":[
              {"comment_id":"@r1","comment_user_id":"u","content":"a","create_time":1,"reply_comment_id":"@sub"},
              {"comment_id":"@r2","comment_user_id":"u","content":"b","create_time":1,"reply_comment_id":"0"},
              {"comment_id":"@r3","comment_user_id":"u","content":"c","create_time":1}]}}
            """);

        var page = (await douyin.Source.ListReplies(Connector.Account, Samples.Video, "@top", null, None)).Value;

        Assert.Equal([("@top", "@sub"), ("@top", null), ("@top", null)], page.Items.Select(c => (c.ParentId, c.AnswersId)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>502</html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":"busy"}""")]
    [InlineData("""{"extra":{"error_code":0}}""")]
    [InlineData("""{"data":{"error_code":0,"list":{"a":1}}}""")]
    [InlineData("""{"data":{"error_code":0,"list":[}""")]
    public async Task An_answer_of_another_shape_is_a_failure_that_says_so(string body)
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(body);

        var failure = (await douyin.Source.ListComments(Connector.Account, Samples.Video, null, None)).Failure!;

        Assert.Equal((FailureKind.Unknown, "bad-answer"), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task An_answer_nested_too_deep_is_a_failure()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(new string('[', 100_000));

        Assert.Equal("bad-answer", (await douyin.Source.ListVideos(Connector.Account, null, None)).Failure!.Code);
    }

    [Fact]
    public async Task Mutated_answers_never_throw()
    {
        await using var douyin = await Connector.Start(("ReadRetries", "0"));
        var random = new Random(4711);
        for (var i = 0; i < 400; i++)
        {
            var (comments, replied, sent, token) =
                (Mutations.Of(Samples.Comments, random), Mutations.Of(Samples.Replied, random), Mutations.Of(Samples.Sent, random), Mutations.Of(Samples.Token, random));
            douyin.Server.Answer(comments).Answer(replied).Answer(sent).Answer(token);
            var error = await Record.ExceptionAsync(async () =>
            {
                _ = await douyin.Source.ListComments(Connector.Account, Samples.Video, null, None);
                _ = await douyin.Source.Reply(Connector.Account, new(Samples.Video, Samples.CommentId, null, Samples.Person), "好", None);
                _ = await douyin.Source.SendMessage(Connector.Account, Samples.Window(WindowKind.Wrote), Samples.Person, new MessageContent.Text("好"), None);
                _ = await douyin.Source.Refresh(DouyinTokenTests.Grant, None);
            });
            Assert.True(error is null, $"round {i}: {comments}\n{replied}\n{sent}\n{token}\n{error}");
        }

        Assert.Equal(1600, douyin.Server.Requests.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_over_four_MiB_is_not_read(bool announced)
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(async context =>
        {
            context.Response.ContentLength = announced ? DouyinRegistration.MaxAnswerBytes + 65536 : null;
            for (var sent = 0; sent < DouyinRegistration.MaxAnswerBytes + 65536; sent += 65536)
            {
                await context.Response.Body.WriteAsync(new byte[65536], context.RequestAborted);
            }
        });

        var failure = (await douyin.Source.ListVideos(Connector.Account, null, None)).Failure!;

        Assert.Equal((FailureKind.Unknown, "bad-answer"), (failure.Kind, failure.Code));
        Assert.Contains("4194304", failure.Message, StringComparison.Ordinal);
        Assert.Single(douyin.Server.Requests);
    }

    [Fact]
    public async Task A_base_address_with_a_path_keeps_it()
    {
        await using var server = await DouyinStub.Start();
        await using var douyin = await Connector.StartAt(new Uri(server.Address, "/fake/douyin"), server);
        server.Answer(Samples.Comments);

        Assert.True((await douyin.Source.ListComments(Connector.Account, Samples.Video, null, None)).Ok);
        Assert.StartsWith("/fake/douyin/item/comment/list/?", douyin.Request.Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_refuse_empty_ids_and_tokens_that_are_none()
    {
        await using var douyin = await Connector.Start();
        await Assert.ThrowsAsync<ArgumentException>(() => douyin.Source.ListComments(Connector.Account, "", null, None));
        await Assert.ThrowsAsync<ArgumentException>(() => douyin.Source.ListReplies(Connector.Account, "v", "", null, None));
        await Assert.ThrowsAsync<ArgumentException>(() => douyin.Source.ListVideos(Connector.Account with { AccessToken = "a\nb" }, null, None));
        await Assert.ThrowsAsync<ArgumentException>(() => douyin.Source.ListVideos(Connector.Account with { OpenId = "" }, null, None));
        Assert.Empty(douyin.Server.Requests);
    }
}
