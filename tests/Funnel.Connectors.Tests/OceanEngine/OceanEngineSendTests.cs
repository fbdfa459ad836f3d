using System.Text.Json;
using Funnel.Connectors.Tests.Douyin;
using Funnel.Connectors.Tests.Http;
using static Funnel.Connectors.FailureKind;
using static Funnel.Connectors.Tests.OceanEngine.OceanEngineSamples;

namespace Funnel.Connectors.Tests.OceanEngine;

/// <summary>A reply goes out once, whatever the network does.</summary>
public sealed class OceanEngineSendTests
{
    private static readonly ReplyTarget Target = new(ItemId, CommentId, CommentId, "dy_anna");

    private static Task<PlatformBench> Start(params (string Key, string Value)[] settings) => PlatformBench.Start("oceanengine", settings);

    private static Task<Outcome<SendReceipt>> Reply(PlatformBench bench, string text = "您好，打开私信看看") => bench.Mouth.Reply(PlatformBench.Account, Target, text, default);

    [Fact]
    public async Task A_reply_names_one_comment_and_has_no_id()
    {
        await using var bench = await Start();
        bench.Server.Answer(Replied);
        Assert.Equal(new SendReceipt(null), (await Reply(bench, "好\"的")).Value);

        var request = bench.Request;
        Assert.Equal(("POST", "/open_api/v3.0/tools/comment/reply/", "HTTP/1.1"), (request.Method, request.Target, request.Protocol));
        Assert.Equal((PlatformBench.Token, "application/json", ""), (request.Header("Access-Token"), request.Header("Content-Type"), request.Header("Expect")));
        var body = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal((1700000000000001, "好\"的"), (body.GetProperty("advertiser_id").GetInt64(), body.GetProperty("reply_text").GetString()));
        Assert.Equal(long.Parse(CommentId), Assert.Single(body.GetProperty("comment_ids").EnumerateArray()).GetInt64());
    }

    [Theory]
    [InlineData("""{"success_comment_ids":["7301234567890123456"]}""", null)]
    [InlineData("""{"success_comment_ids":[1,null,7301234567890123456]}""", null)]
    [InlineData("""{"success_comment_ids":[]}""", Rejected)]
    [InlineData("""{"success_comment_ids":[7301234567890123457]}""", Rejected)]
    [InlineData("""{"success_comment_ids":null}""", Unknown)]
    [InlineData("""{"success_comment_ids":7301234567890123456}""", Unknown)]
    [InlineData("""{}""", Unknown)]
    [InlineData("""[]""", Unknown)]
    public async Task Only_a_comment_that_is_named_was_answered(string data, FailureKind? kind)
    {
        await using var bench = await Start();
        bench.Server.Answer("""{"code":0,"data":""" + data + "}");
        Assert.Equal(kind, (await Reply(bench)).Failure?.Kind);
        Assert.Single(bench.Server.Requests);
    }

    [Theory]
    [InlineData("40100", RateLimited)]
    [InlineData("40102", AuthExpired)]
    [InlineData("40002", Forbidden)]
    [InlineData("40001", Rejected)]
    [InlineData("50000", Unknown)]
    [InlineData("12345", Rejected)]
    public async Task A_code_that_says_try_again_leaves_a_reply_open_and_one_that_is_not_known_is_a_no(string code, FailureKind kind)
    {
        await using var bench = await Start();
        bench.Server.Answer(Error(code));
        Assert.Equal(kind, (await Reply(bench)).Failure!.Kind);
        Assert.Single(bench.Server.Requests);
    }

    [Theory]
    [InlineData(500, Unknown)]
    [InlineData(503, Unknown)]
    [InlineData(408, Unknown)]
    [InlineData(401, AuthExpired)]
    [InlineData(403, Forbidden)]
    [InlineData(404, Rejected)]
    [InlineData(200, Unknown)]
    public async Task HTML_is_read_by_its_status(int status, FailureKind kind)
    {
        await using var bench = await Start();
        bench.Server.Answer("<html>gateway</html>", status);
        Assert.Equal(kind, (await Reply(bench)).Failure!.Kind);
        Assert.Single(bench.Server.Requests);
    }

    [Fact]
    public async Task A_code_with_a_success_at_once_is_not_known()
    {
        await using var bench = await Start();
        bench.Server.Answer(Replied.Replace("\"code\":0", "\"code\":40001", StringComparison.Ordinal));
        Assert.Equal(Unknown, (await Reply(bench)).Failure!.Kind);
    }

    [Fact]
    public async Task A_wait_is_taken_from_the_header()
    {
        await using var bench = await Start();
        bench.Server.Answer(context =>
        {
            context.Response.Headers.RetryAfter = "17";
            return DouyinStub.Write(context, "slow down", 429);
        });
        var failure = (await Reply(bench)).Failure!;
        Assert.Equal((RateLimited, TimeSpan.FromSeconds(17)), (failure.Kind, failure.RetryAfter));
        Assert.Single(bench.Server.Requests);
    }

    [Fact]
    public async Task Silence_and_a_broken_connection_leave_it_open_and_it_went_out_once()
    {
        await using var bench = await Start(("Timeout", "00:00:00.2"));
        bench.Server.Hang();
        Assert.Equal((Unknown, "timeout"), ((await Reply(bench)).Failure!.Kind, "timeout"));
        bench.Server.Break();
        Assert.Equal(Unknown, (await Reply(bench)).Failure!.Kind);
        Assert.Equal(2, bench.Server.Requests.Count);
    }

    [Fact]
    public async Task What_cannot_be_a_reply_is_not_sent()
    {
        await using var bench = await Start();
        Assert.Equal((Rejected, "reply-too-long"), Told(await Reply(bench, new string('好', 101))));
        Assert.Equal((Rejected, "no-comment-id"), Told(await bench.Mouth.Reply(PlatformBench.Account, Target with { CommentId = "@9Vx==" }, "好", default)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => bench.Mouth.Reply(PlatformBench.Account, Target with { CommentId = "" }, "好", default));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Reply(bench, " "));
        Assert.Empty(bench.Server.Requests);
    }

    [Fact]
    public async Task Logs_hold_no_token_no_secret_and_no_person()
    {
        await using var bench = await Start(("Reads:Retries", "0"));
        foreach (var answer in new[] { Comments, Error("9", "the-access-token-4711 dy_anna"), "<html>" })
        {
            bench.Server.Answer(answer);
            await bench.Feed.ListComments(PlatformBench.Account, null, default);
            await bench.Replies.ListReplies(PlatformBench.Account, ItemId, CommentId, null, default);
            await Reply(bench, "回复的内容");
            await bench.Grants.ExchangeCode("the-oauth-code", new Uri("https://shop.example/back"), default);
        }

        Assert.Contains("Ocean Engine reply for account shop-1: ", bench.Logs, StringComparison.Ordinal);
        Assert.All(
            [PlatformBench.Token, PlatformBench.Secret, "the-oauth-code", "at-new", "安娜", "怎么卖", "回复的内容", "dy_anna", CommentId, ItemId, "1700000000000001"],
            secret => Assert.DoesNotContain(secret, bench.Logs, StringComparison.Ordinal));
    }

    private static (FailureKind Kind, string Code) Told(Outcome<SendReceipt> outcome) => (outcome.Failure!.Kind, outcome.Failure.Code);
}
