using System.Net;
using System.Net.Sockets;

namespace Funnel.Connectors.Tests.Douyin;

/// <summary>Reads are tried again; the circuit opens. (That sends are not, is in <see cref="DouyinSendTests"/>.)</summary>
public sealed class DouyinResilienceTests
{
    private static Task<Outcome<Page<Comment>>> Read(Connector douyin) =>
        douyin.Source.ListComments(Connector.Account, Samples.Video, null, CancellationToken.None);

    [Theory]
    [InlineData("2100004", 200)]
    [InlineData("28001005", 200)]
    [InlineData("28001006", 200)]
    [InlineData("0", 500)]
    [InlineData("0", 503)]
    public async Task A_read_is_tried_again_after_a_passing_fault(string code, int status)
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(Samples.Error(code), status).Break().Answer(Samples.Comments);

        Assert.Single((await Read(douyin)).Value.Items);
        Assert.Equal(3, douyin.Server.Requests.Count);
        Assert.All(douyin.Server.Requests, r => Assert.Equal(douyin.Server.Requests.First().Target, r.Target));
    }

    [Theory]
    [InlineData(200, "28001005")]
    [InlineData(500, "http-500")]
    public async Task A_read_is_given_up_after_its_retries(int status, string code)
    {
        await using var douyin = await Connector.Start(("ReadRetries", "3"));
        douyin.Server.Answer(Samples.Error(status == 200 ? code : "0"), status);

        var failure = (await Read(douyin)).Failure!;

        Assert.Equal((FailureKind.Transient, code), (failure.Kind, failure.Code));
        Assert.Equal(4, douyin.Server.Requests.Count);
    }

    [Theory]
    [InlineData("28003018", 200)]
    [InlineData("2190008", 200)]
    [InlineData("0", 429)]
    [InlineData("0", 404)]
    public async Task A_read_is_not_tried_again_when_the_answer_is_no(string code, int status)
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(Samples.Error(code), status);

        Assert.False((await Read(douyin)).Ok);
        Assert.Single(douyin.Server.Requests);
    }

    [Fact]
    public async Task A_read_without_an_answer_ends_at_the_timeout()
    {
        await using var douyin = await Connector.Start(("Timeout", "00:00:00.15"));
        douyin.Server.Hang();

        var failure = (await Read(douyin)).Failure!;

        Assert.Equal((FailureKind.Transient, "timeout"), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_a_cancellation()
    {
        await using var douyin = await Connector.Start();
        using var caller = new CancellationTokenSource();
        douyin.Server.Answer(async context =>
        {
            await caller.CancelAsync();
            await DouyinStub.Write(context, Samples.Comments, 200);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => douyin.Source.ListComments(Connector.Account, Samples.Video, null, caller.Token));
    }

    [Fact]
    public async Task The_circuit_opens_after_failures_in_a_row_and_sends_are_not_held_back()
    {
        await using var douyin = await Connector.Start(("BreakAfter", "2"), ("ReadRetries", "0"), ("BreakFor", "00:10:00"));
        douyin.Server.Answer("{}", 500).Answer("{}", 500).Answer(Samples.Replied);
        await Read(douyin);
        await Read(douyin);

        var failure = (await Read(douyin)).Failure!;
        Assert.Equal((FailureKind.Transient, "circuit-open"), (failure.Kind, failure.Code));
        Assert.Equal(2, douyin.Server.Requests.Count);

        Assert.True((await douyin.Source.Reply(Connector.Account, new(Samples.Video, Samples.CommentId, null, Samples.Person), "好的", CancellationToken.None)).Ok);
    }

    [Fact]
    public async Task The_circuit_closes_again_when_the_platform_is_back()
    {
        await using var douyin = await Connector.Start(("BreakAfter", "1"), ("ReadRetries", "0"), ("BreakFor", "00:00:00.020"));
        douyin.Server.Answer("{}", 500).Answer(Samples.Comments);
        await Read(douyin);

        Outcome<Page<Comment>> outcome;
        do
        {
            outcome = await Read(douyin);
        }
        while (outcome.Failure is { Code: "circuit-open" });

        Assert.True(outcome.Ok);
        Assert.Equal(2, douyin.Server.Requests.Count);
    }

    [Fact]
    public async Task A_refused_connection_is_transient_for_reads_and_sends()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        await using var server = await DouyinStub.Start();
        await using var douyin = await Connector.StartAt(new Uri($"http://127.0.0.1:{port}"), server);

        var read = (await Read(douyin)).Failure!;
        var send = (await douyin.Source.Reply(Connector.Account, new(Samples.Video, Samples.CommentId, null, Samples.Person), "好的", CancellationToken.None)).Failure!;

        Assert.Equal((FailureKind.Transient, "no-connection"), (read.Kind, read.Code));
        Assert.Equal((FailureKind.Transient, "no-connection"), (send.Kind, send.Code));
    }
}
