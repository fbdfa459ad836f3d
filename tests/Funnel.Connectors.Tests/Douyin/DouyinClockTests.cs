using System.Globalization;
using Funnel.Connectors.Douyin;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Tests.Douyin;

/// <summary>The connector on clocks that are wrong, or set.</summary>
public sealed class DouyinClockTests
{
    private static readonly TimeSpan BreakFor = TimeSpan.FromSeconds(15);
    private readonly ManualTime time = new(Connector.Now);

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(2)]
    public void An_open_circuit_lets_one_read_through_in_time_however_the_clock_is_set(int hours)
    {
        var circuit = new ReadCircuit(Options.Create(new DouyinOptions { BreakAfter = 2, BreakFor = BreakFor }), time);
        circuit.Failed();
        Assert.True(circuit.MayAsk());
        circuit.Failed();
        Assert.False(circuit.MayAsk());
        time.Set(TimeSpan.FromHours(hours));
        time.Advance(BreakFor);
        Assert.True(circuit.MayAsk());
        Assert.False(circuit.MayAsk());
        circuit.Succeeded();
        Assert.True(circuit.MayAsk());
        circuit.Failed();
        Assert.True(circuit.MayAsk()); // counted from the beginning again
    }

    [Fact]
    public void One_that_fails_after_the_break_opens_it_for_another()
    {
        var circuit = new ReadCircuit(Options.Create(new DouyinOptions { BreakAfter = 3, BreakFor = BreakFor }), time);
        for (var i = 0; i < 3; i++)
        {
            circuit.Failed();
        }

        time.Advance(BreakFor);
        Assert.True(circuit.MayAsk());
        circuit.Failed();
        time.Advance(BreakFor - TimeSpan.FromTicks(1));
        Assert.False(circuit.MayAsk());
    }

    [Fact]
    public async Task A_wait_until_a_time_is_counted_by_the_clock_that_told_it()
    {
        await using var douyin = await Connector.Start();
        douyin.Server.Answer(context =>
        {
            var theirs = Connector.Now.AddSeconds(-25);
            context.Response.Headers.Date = theirs.ToString("R", CultureInfo.InvariantCulture);
            context.Response.Headers.RetryAfter = theirs.AddSeconds(40).ToString("R", CultureInfo.InvariantCulture);
            return DouyinStub.Write(context, "", 429);
        });

        var failure = (await douyin.Source.Reply(Connector.Account, new("v", "c", null, Samples.Person), "好", CancellationToken.None)).Failure!;
        Assert.Equal(TimeSpan.FromSeconds(40), failure.RetryAfter);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(25, 10)]
    [InlineData(3600, 23 * 60)]
    public void A_quota_used_up_when_the_day_has_hardly_begun_is_yesterdays(int secondsAfterMidnight, int waitMinutes)
    {
        var midnightInChina = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.FromHours(8));
        var answers = new AnswerReader(new ManualTime(midnightInChina.AddSeconds(secondsAfterMidnight)));
        using var response = new HttpResponseMessage();
        var outcome = answers.Read<string>(CallKind.Read, response, System.Text.Encoding.UTF8.GetBytes(Samples.Error("28003017")), _ => null);
        Assert.Equal((FailureKind.QuotaExhausted, TimeSpan.FromMinutes(waitMinutes)), (outcome.Failure!.Kind, outcome.Failure.RetryAfter));
    }
}
