
namespace Funnel.Connectors.Tests.WeCom;

public sealed class TokenTests
{
    private const string Ok = """{"errcode":0,"errmsg":"ok"}""";
    private static readonly ContactId Person = new("zhangsan", "wo1");

    [Fact]
    public async Task The_token_is_asked_for_by_get_with_corp_and_secret()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("remark", Ok);
        Assert.True((await wecom.Destination.Remark(Person, "x", default)).Ok);
        var call = wecom.Only("gettoken");
        Assert.Equal(("GET", "/cgi-bin/gettoken", $"?corpid={Vectors.CorpId}&corpsecret={LoopbackWeCom.Secret}"), (call.Method, call.Path, call.Query));
        Assert.Equal("TOKEN-1", wecom.Only("remark").Token);
    }

    [Fact]
    public async Task Fifty_calls_at_once_share_one_token_and_one_link()
    {
        await using var wecom = await LoopbackWeCom.Start();
        var links = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => wecom.Destination.ContactLink("t1", default)));
        Assert.All(links, link => Assert.Equal("https://work.weixin.qq.com/ca/cawcde1?customer_channel=t1", link.Value.Url!.AbsoluteUri));
        Assert.Single(wecom.Calls("gettoken"));
        Assert.Single(wecom.Calls("create_link"));
    }

    [Theory]
    [InlineData(40014)]
    [InlineData(42001)]
    public async Task A_token_that_is_not_accepted_is_renewed_once_and_the_call_repeated(int code)
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.OnEach("send_welcome_msg", $$"""{"errcode":{{code}},"errmsg":"x"}""", Ok);
        Assert.True((await wecom.Destination.Welcome(new("staff", "wx"), "CODE", new Welcome("hi", []), default)).Ok);
        Assert.Equal(["TOKEN-1", "TOKEN-2"], wecom.Calls("send_welcome_msg").Select(call => call.Token));
        Assert.Equal(2, wecom.Calls("gettoken").Count);
    }

    [Fact]
    public async Task A_fresh_token_that_is_not_accepted_either_is_the_end()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("remark", """{"errcode":40014,"errmsg":"x"}""");
        var failure = (await wecom.Destination.Remark(Person, "x", default)).Failure;
        Assert.Equal((FailureKind.AuthExpired, "40014"), (failure!.Kind, failure.Code));
        Assert.Equal(2, wecom.Calls("remark").Count);
        Assert.Equal(2, wecom.Calls("gettoken").Count);
    }

    [Fact]
    public async Task Many_calls_with_a_dead_token_renew_it_once()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("remark", call => call.Token is "TOKEN-1" ? """{"errcode":42001,"errmsg":"x"}""" : Ok);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => wecom.Destination.Remark(Person, "x", default)));
        Assert.All(outcomes, outcome => Assert.True(outcome.Ok));
        Assert.Equal(2, wecom.Calls("gettoken").Count);
    }

    [Fact]
    public async Task The_token_is_renewed_before_it_ends()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("remark", Ok);
        await wecom.Destination.Remark(Person, "x", default);
        wecom.Time.Advance(TimeSpan.FromMinutes(114));
        await wecom.Destination.Remark(Person, "x", default);
        Assert.Single(wecom.Calls("gettoken"));
        wecom.Time.Advance(TimeSpan.FromMinutes(1));
        await wecom.Destination.Remark(Person, "x", default);
        Assert.Equal(["TOKEN-1", "TOKEN-1", "TOKEN-2"], wecom.Calls("remark").Select(call => call.Token));
    }

    [Fact]
    public async Task Preparing_renews_it_earlier_still()
    {
        await using var wecom = await LoopbackWeCom.Start();
        Assert.True((await wecom.Destination.Prepare([], default)).Ok);
        wecom.Time.Advance(TimeSpan.FromMinutes(106));
        Assert.True((await wecom.Destination.Prepare([], default)).Ok);
        Assert.Equal(2, wecom.Calls("gettoken").Count);
    }

    [Fact]
    public async Task A_wrong_secret_is_not_tried_again_for_five_minutes()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("gettoken", """{"errcode":40001,"errmsg":"invalid credential"}""");
        for (var i = 0; i < 10; i++)
        {
            var failure = (await wecom.Destination.ContactLink("t", default)).Failure;
            Assert.Equal((FailureKind.Forbidden, "40001"), (failure!.Kind, failure.Code));
        }

        Assert.Single(wecom.Calls("gettoken"));
        wecom.Time.Advance(TimeSpan.FromMinutes(5));
        wecom.On("gettoken", _ => wecom.Token(7200));
        Assert.True((await wecom.Destination.ContactLink("t", default)).Ok);
    }

    [Theory]
    [InlineData("""{"errcode":-1,"errmsg":"system busy"}""")]
    [InlineData("""{"errcode":45033,"errmsg":"too many"}""")]
    [InlineData("http 503")]
    [InlineData("hang up")]
    public async Task A_passing_fault_of_a_read_is_tried_at_most_three_times_more(string fault)
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.OnEach("gettoken", fault, fault, fault, wecom.Token(7200));
        Assert.True((await wecom.Destination.ContactLink("t", default)).Ok);
        Assert.Equal(4, wecom.Calls("gettoken").Count);

        await using var worse = await LoopbackWeCom.Start();
        worse.On("gettoken", fault);
        Assert.True((await worse.Destination.ContactLink("t", default)).Failure!.Kind.MayRetryRead());
        Assert.Equal(4, worse.Calls("gettoken").Count);
    }

    [Fact]
    public async Task A_read_that_hangs_ends_at_its_time_limit_and_is_tried_again()
    {
        await using var wecom = await LoopbackWeCom.Start(new() { ["Timeout"] = "00:00:05" });
        wecom.OnEach("gettoken", "silence", wecom.Token(7200));
        Assert.True((await wecom.Destination.ContactLink("t", default)).Ok);
        Assert.Equal(2, wecom.Calls("gettoken").Count);
    }

    [Fact]
    public async Task The_rate_limit_is_honoured()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("remark", """{"errcode":45009,"errmsg":"x"}""");
        var failure = (await wecom.Destination.Remark(Person, "x", default)).Failure!;
        Assert.Equal((FailureKind.RateLimited, TimeSpan.FromMinutes(1)), (failure.Kind, failure.RetryAfter));
        Assert.Single(wecom.Calls("remark"));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("<html>")]
    [InlineData("""{"errcode":"x"}""")]
    [InlineData("""{"errcode":0,"access_token":"","expires_in":7200}""")]
    [InlineData("""{"errcode":0,"access_token":"T","expires_in":0}""")]
    public async Task Rubbish_for_an_answer_is_a_passing_failure(string rubbish)
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("gettoken", rubbish);
        Assert.Equal(FailureKind.Transient, (await wecom.Destination.ContactLink("t", default)).Failure!.Kind);
    }

    [Fact]
    public async Task Neither_secret_nor_token_nor_person_is_ever_logged_or_told()
    {
        await using var wecom = await LoopbackWeCom.Start(new() { ["Timeout"] = "00:00:05" });
        var told = new List<string?>();
        foreach (var answer in (string[])[Ok, """{"errcode":40096,"errmsg":"invalid wo1 TOKEN-1"}""", "http 500", "http 302", "hang up", "silence", "rubbish TOKEN-1"])
        {
            wecom.On("remark", answer);
            wecom.On("send_welcome_msg", answer);
            told.Add((await wecom.Destination.Remark(Person, "a name", default)).Failure?.ToString());
            told.Add((await wecom.Destination.Welcome(new("staff", "wx"), "THE-CODE", new Welcome("hello there", []), default)).Failure?.ToString());
        }

        wecom.On("gettoken", "http 500");
        wecom.Time.Advance(TimeSpan.FromHours(3));
        told.Add((await wecom.Destination.ContactLink("THE-STATE", default)).Failure?.ToString());

        var all = string.Join('\n', [.. wecom.Logs.Lines, .. told]);
        Assert.Contains("access token renewed", all, StringComparison.Ordinal);
        foreach (var secret in (string[])[LoopbackWeCom.Secret, "TOKEN-", "wo1", "a name", "THE-CODE", "hello there", "THE-STATE", Vectors.Key])
        {
            Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Cancellation_is_passed_on()
    {
        await using var wecom = await LoopbackWeCom.Start();
        wecom.On("remark", "silence");
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wecom.Destination.Remark(Person, "x", stop.Token));
    }
}
