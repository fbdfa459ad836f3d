using System.Text.Json;
using Funnel.Connectors.Tests.Http;
using static Funnel.Connectors.FailureKind;
using static Funnel.Connectors.Tests.Kuaishou.KuaishouSamples;

namespace Funnel.Connectors.Tests.Kuaishou;

/// <summary>A reply goes out once, whatever the network does.</summary>
public sealed class KuaishouSendTests
{
    private static readonly ReplyTarget Target = new(VideoId, CommentId, CommentId, "3000000002");

    private static Task<PlatformBench> Start(params (string Key, string Value)[] settings) => PlatformBench.Start("kuaishou", settings);

    private static Task<Outcome<SendReceipt>> Reply(PlatformBench bench, string text = "您好，点主页看看") => bench.Mouth.Reply(PlatformBench.Account, Target, text, default);

    [Fact]
    public async Task A_reply_names_the_comment_its_author_the_video_and_its_author()
    {
        await using var bench = await Start();
        bench.Server.Answer(Replied(1));
        Assert.Equal(new SendReceipt(null), (await Reply(bench)).Value);

        Assert.Equal(("POST", "/rest/openapi/v1/comment/reply", PlatformBench.Token), (bench.Request.Method, bench.Request.Target, bench.Request.Header("Access-Token")));
        var body = JsonDocument.Parse(bench.Request.Body).RootElement;
        var reply = Assert.Single(body.GetProperty("reply_list").EnumerateArray());
        Assert.Equal(1700000000000001, body.GetProperty("advertiser_id").GetInt64());
        Assert.Equal((880000000000001, 3000000001, 3000000002),
            (reply.GetProperty("reply_to_comment_id").GetInt64(), reply.GetProperty("photo_author_id").GetInt64(), reply.GetProperty("reply_to_user_id").GetInt64()));
        Assert.Equal(("5199999999999999999", "您好，点主页看看"), (reply.GetProperty("photo_id").GetString(), reply.GetProperty("reply_content").GetString()));
    }

    [Theory]
    [InlineData(2, Rejected)]
    [InlineData(3, Unknown)]
    [InlineData(0, Unknown)]
    public async Task The_result_of_a_reply_is_one_of_two(int result, FailureKind kind)
    {
        await using var bench = await Start();
        bench.Server.Answer(Replied(result));
        Assert.Equal(kind, (await Reply(bench)).Failure!.Kind);
        Assert.Single(bench.Server.Requests);
    }

    [Theory]
    [InlineData("""{"reply_result_list":[{"reply_to_comment_id":"880000000000001","reply_result":"1"}]}""", null)]
    [InlineData("""{"reply_result_list":[null,{"reply_to_comment_id":1,"reply_result":1}]}""", Unknown)]
    [InlineData("""{"reply_result_list":[]}""", Unknown)]
    [InlineData("""{"reply_result_list":{}}""", Unknown)]
    [InlineData("""{}""", Unknown)]
    public async Task A_result_of_another_comment_says_nothing_of_this_one(string data, FailureKind? kind)
    {
        await using var bench = await Start();
        bench.Server.Answer("""{"code":0,"data":""" + data + "}");
        Assert.Equal(kind, (await Reply(bench)).Failure?.Kind);
    }

    [Theory]
    [InlineData("402001", AuthExpired)]
    [InlineData("402002", RateLimited)]
    [InlineData("402003", Rejected)]
    public async Task A_code_that_nothing_is_known_of_is_a_no(string code, FailureKind kind)
    {
        await using var bench = await Start(("DeadTokenCodes:0", "402001"), ("TooFastCodes:0", "402002"));
        bench.Server.Answer(Error(code));
        Assert.Equal(kind, (await Reply(bench)).Failure!.Kind);
        Assert.Single(bench.Server.Requests);
    }

    [Theory]
    [InlineData(500, Unknown)]
    [InlineData(429, RateLimited)]
    [InlineData(401, AuthExpired)]
    [InlineData(200, Unknown)]
    public async Task HTML_is_read_by_its_status(int status, FailureKind kind)
    {
        await using var bench = await Start();
        bench.Server.Answer("<html>gateway</html>", status);
        Assert.Equal(kind, (await Reply(bench)).Failure!.Kind);
        Assert.Single(bench.Server.Requests);
    }

    [Fact]
    public async Task Silence_and_a_broken_connection_leave_it_open_and_it_went_out_once()
    {
        await using var bench = await Start(("Timeout", "00:00:00.2"));
        bench.Server.Hang();
        Assert.Equal((Unknown, "timeout"), Told(await Reply(bench)));
        bench.Server.Break();
        Assert.Equal((Unknown, "connection-broken"), Told(await Reply(bench)));
        Assert.Equal(2, bench.Server.Requests.Count);
    }

    [Theory]
    [InlineData("5199999999999999999", CommentId, "3000000002")]
    [InlineData(":1", CommentId, "3000000002")]
    [InlineData("5199999999999999999:x", CommentId, "3000000002")]
    [InlineData("1:2:3", CommentId, "3000000002")]
    [InlineData(VideoId, "@c==", "3000000002")]
    [InlineData(VideoId, CommentId, "anna")]
    public async Task Ids_that_are_none_are_not_sent(string video, string comment, string person)
    {
        await using var bench = await Start();
        Assert.Equal((Rejected, "no-comment-id"), Told(await bench.Mouth.Reply(PlatformBench.Account, new(video, comment, null, person), "好", default)));
        Assert.Empty(bench.Server.Requests);
    }

    [Fact]
    public async Task A_reply_that_is_too_long_is_not_sent()
    {
        await using var bench = await Start(("ReplyChars", "5"));
        Assert.Equal((Rejected, "reply-too-long"), Told(await Reply(bench, "一二三四五六")));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => bench.Mouth.Reply(PlatformBench.Account, Target with { PersonId = "" }, "好", default));
        Assert.Empty(bench.Server.Requests);
    }

    private static (FailureKind Kind, string Code) Told(Outcome<SendReceipt> outcome) => (outcome.Failure!.Kind, outcome.Failure.Code);
}
