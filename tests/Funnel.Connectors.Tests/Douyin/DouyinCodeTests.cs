using Funnel.Connectors.Douyin;
using static Funnel.Connectors.FailureKind;

namespace Funnel.Connectors.Tests.Douyin;

public sealed class DouyinCodeTests
{
    private static CancellationToken None => CancellationToken.None;

    /// <summary>Every code of the table: what it means for a read and for a send.</summary>
    public static TheoryData<string, FailureKind, FailureKind> Rows => new()
    {
        { "2190002", AuthExpired, AuthExpired },
        { "2190008", AuthExpired, AuthExpired },
        { "2190015", AuthExpired, AuthExpired },
        { "28001003", AuthExpired, AuthExpired },
        { "28001008", AuthExpired, AuthExpired },
        { "28001015", AuthExpired, AuthExpired },
        { "2100004", Transient, Unknown },
        { "28001005", Transient, Unknown },
        { "28001006", Transient, Unknown },
        { "28003018", RateLimited, RateLimited },
        { "28001052", RateLimited, RateLimited },
        { "2190001", QuotaExhausted, QuotaExhausted },
        { "28003017", QuotaExhausted, QuotaExhausted },
        { "2100007", Forbidden, Forbidden },
        { "2100009", Forbidden, Forbidden },
        { "2190004", Forbidden, Forbidden },
        { "28001012", Forbidden, Forbidden },
        { "28001014", Forbidden, Forbidden },
        { "28001016", Forbidden, Forbidden },
        { "28001018", Forbidden, Forbidden },
        { "28001019", Forbidden, Forbidden },
        { "28001020", Forbidden, Forbidden },
        { "28001021", Forbidden, Forbidden },
        { "28001046", Forbidden, Forbidden },
        { "28001047", Forbidden, Forbidden },
        { "28001056", Forbidden, Forbidden },
        { "28004020", Forbidden, Forbidden },
        { "28003095", Forbidden, Forbidden },
        { "28003101", Forbidden, Forbidden },
        { "28029003", Forbidden, Forbidden },
        { "28029004", Forbidden, Forbidden },
        { "2100005", Rejected, Rejected },
        { "28001007", Rejected, Rejected },
        { "28001038", Rejected, Rejected },
        { "28003082", Rejected, Rejected },
        { "28001045", Gone, Gone },
        { "28003070", WindowClosed, WindowClosed },
        { "28003080", WindowClosed, WindowClosed },
        { "28003081", WindowClosed, WindowClosed },
    };

    [Fact]
    public void Every_code_of_the_table_is_tested() =>
        Assert.Equal(CodeTable.Codes.Order(StringComparer.Ordinal), Rows.Select(r => (string)r[0]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_code_has_its_kind_over_the_wire(string code, FailureKind read, FailureKind send)
    {
        await using var douyin = await Connector.Start(("ReadRetries", "0"));
        douyin.Server.Answer(Samples.Error(code));

        var reading = (await douyin.Source.ListVideos(Connector.Account, null, None)).Failure!;
        var sending = (await douyin.Source.Reply(Connector.Account, new("v", "c", null, Samples.Person), "好", None)).Failure!;

        Assert.Equal((read, code), (reading.Kind, reading.Code));
        Assert.Equal((send, code), (sending.Kind, sending.Code));
        Assert.Contains("20260101000000ABC", sending.Message, StringComparison.Ordinal);
        Assert.Equal(2, douyin.Server.Requests.Count);
    }

    [Theory]
    [InlineData("""{"data":{"error_code":28003070,"description":"x"},"extra":{"error_code":0}}""")]
    [InlineData("""{"data":{"error_code":"28003070"}}""")]
    [InlineData("""{"data":{"error_code":0},"extra":{"error_code":28003070,"sub_error_code":0}}""")]
    [InlineData("""{"data":{},"extra":{"error_code":2,"sub_error_code":"28003070"}}""")]
    [InlineData("""{"err_no":28003070,"err_msg":"x","log_id":"y","data":null}""")]
    [InlineData("""{"err_no":"28003070","err_msg":"x","data":""}""")]
    [InlineData("""{"error_code":28003070,"message":"x","data":{}}""")]
    [InlineData("""{"error_code":"28003070","message":"x","data":[]}""")]
    public async Task A_code_is_found_in_each_envelope(string json)
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(json).Answer(json, 400);

        Assert.Equal("28003070", (await douyin.Source.ListVideos(Connector.Account, null, None)).Failure!.Code);
        Assert.Equal(WindowClosed, (await douyin.Source.Reply(Connector.Account, new("v", "c", null, Samples.Person), "好", None)).Failure!.Kind);
    }

    [Theory]
    [InlineData("30001234")]
    [InlineData("-1")]
    [InlineData("\"soon\"")]
    [InlineData("123456789012345678901234567890")]
    public async Task A_code_that_is_not_documented_stops_a_send_and_not_a_read(string code)
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(Samples.Error(code));

        var reading = (await douyin.Source.ListVideos(Connector.Account, null, None)).Failure!;
        var sending = (await douyin.Source.Reply(Connector.Account, new("v", "c", null, Samples.Person), "好", None)).Failure!;

        Assert.Equal((Unknown, code.Trim('"')), (reading.Kind, reading.Code));
        Assert.Equal(Rejected, sending.Kind);
    }

    [Fact]
    public async Task The_words_of_an_unknown_code_are_passed_on_without_what_may_be_secret()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer($$$"""{"data":{"error_code":31,"description":"bad token {{{Connector.Token}}}\nfor @9VwW0qOBUN9mJyD3b== 评论违规"}}""");

        var failure = (await douyin.Source.Reply(Connector.Account, new("v", "c", null, Samples.Person), "好", None)).Failure!;

        Assert.Equal("Douyin: a code that is not documented (bad token ……for … 评论违规).", failure.Message);
    }

    [Fact]
    public async Task Words_and_codes_that_never_end_are_cut_between_characters()
    {
        await using var douyin = await Connector.Start();
        var (code, words) = (new string('c', 31), new string('好', 99)); // emoji are taken out of words before, accents are not
        douyin.Server.Answer($$$"""{"data":{"error_code":"{{{code}}}👍","description":"{{{words}}}e\u0301"}}""");

        var failure = (await douyin.Source.Reply(Connector.Account, new("v", "c", null, Samples.Person), "好", None)).Failure!;

        Assert.Equal((code, $"Douyin: a code that is not documented ({words})."), (failure.Code, failure.Message));
    }

    [Theory]
    [InlineData(401, AuthExpired, AuthExpired)]
    [InlineData(403, Forbidden, Forbidden)]
    [InlineData(400, Rejected, Rejected)]
    [InlineData(404, Rejected, Rejected)]
    [InlineData(408, Transient, Unknown)]
    [InlineData(429, RateLimited, RateLimited)]
    [InlineData(500, Transient, Unknown)]
    [InlineData(502, Transient, Unknown)]
    [InlineData(504, Transient, Unknown)]
    public async Task A_status_without_a_code_has_its_kind(int status, FailureKind read, FailureKind send)
    {
        await using var douyin = await Connector.Start(("ReadRetries", "0"));
        douyin.Server.Answer("<html>gateway</html>", status);

        var reading = (await douyin.Source.ListVideos(Connector.Account, null, None)).Failure!;
        var sending = (await douyin.Source.Reply(Connector.Account, new("v", "c", null, Samples.Person), "好", None)).Failure!;

        Assert.Equal((read, $"http-{status}"), (reading.Kind, reading.Code));
        Assert.Equal((send, $"http-{status}"), (sending.Kind, sending.Code));
    }

    [Fact]
    public async Task A_wait_is_taken_from_the_header()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(context =>
        {
            context.Response.Headers.RetryAfter = "17";
            return DouyinStub.Write(context, "", 429);
        });

        Assert.Equal(TimeSpan.FromSeconds(17), (await douyin.Source.Reply(Connector.Account, new("v", "c", null, Samples.Person), "好", None)).Failure!.RetryAfter);
    }

    [Fact]
    public async Task A_used_up_quota_waits_for_midnight_in_China()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(Samples.Error("28003017"));

        // The clock stands at 13:00 UTC, 21:00 in China.
        Assert.Equal(TimeSpan.FromHours(3), (await douyin.Source.ListVideos(Connector.Account, null, None)).Failure!.RetryAfter);
    }
}
