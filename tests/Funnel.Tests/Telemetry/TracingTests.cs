using System.Diagnostics;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Telemetry;

namespace Funnel.Tests.Telemetry;

public sealed class TracingTests
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static readonly LeadId Lead = LeadId.Of("shop", "anna");

    [Fact]
    public void A_message_from_before_there_were_traces_is_read()
    {
        Assert.Null(WorkMessage.Parse($$"""{"lead":"{{Lead}}","effect":"reply:guide","look":1}""").Traceparent);
        Assert.Null(WorkMessage.Parse($$"""{"lead":"{{Lead}}","effect":"invite"}""").Traceparent);
        Assert.Null(WorkMessage.Parse($$"""{"lead":"{{Lead}}","effect":"welcome"}""").Traceparent);
        Assert.Null(CommentsMessage.Parse("""{"account":"shop","page":"1","comments":[]}""").Traceparent);
    }

    [Fact]
    public void Outside_of_a_trace_a_message_carries_only_what_it_had()
    {
        Assert.DoesNotContain("traceparent", new WorkMessage(Lead, "reply:guide").ToJson(), StringComparison.Ordinal);
        Assert.Equal(Trace, WorkMessage.Parse((new WorkMessage(Lead, "reply:guide") { Traceparent = Trace }).ToJson()).Traceparent);
        Assert.Equal(Trace, WorkMessage.Parse((new WorkMessage(Lead, "reply:guide") { Traceparent = Trace }).ToJson()).Traceparent);
    }

    [Fact]
    public async Task Each_kind_of_message_carries_the_trace_on()
    {
        using var listener = Listen();
        await Tracing.Continue("test", Trace, () =>
        {
            var here = Activity.Current!;
            Assert.Equal(Trace[3..35], here.TraceId.ToString());
            Assert.Equal(here.Id, WorkMessage.Parse(new WorkMessage(Lead, "e").ToJson()).Traceparent);
            Assert.Equal(here.Id, WorkMessage.Parse((new WorkMessage(Lead) { Traceparent = Trace }).ToJson()).Traceparent);
            Assert.Equal(here.Id, WorkMessage.Parse(new WorkMessage(Lead).ToJson()).Traceparent);
            Assert.Equal(here.Id, CommentsMessage.Parse(new CommentsMessage("shop", "1", []).ToJson()).Traceparent);
            return Task.CompletedTask;
        });
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    public async Task A_message_without_a_valid_trace_is_worked_on_all_the_same(string? traceparent)
    {
        using var listener = Listen();
        var worked = false;
        await Tracing.Continue("test", traceparent, () =>
        {
            worked = Activity.Current is not null;
            return Task.CompletedTask;
        });
        Assert.True(worked);
    }

    [Fact]
    public async Task A_fault_is_noted_without_its_words_and_travels_on()
    {
        using var listener = Listen();
        Activity? span = null;
        await Assert.ThrowsAsync<InvalidOperationException>(() => Tracing.Continue("test", Trace, () =>
        {
            span = Activity.Current;
            throw new InvalidOperationException("anna");
        }));
        Assert.Equal((ActivityStatusCode.Error, null), (span!.Status, span.StatusDescription));
        Assert.Equal([KeyValuePair.Create("error.type", (object?)"System.InvalidOperationException")], span.TagObjects);
        Assert.Empty(span.Events);
    }

    [Fact]
    public void A_trace_of_its_own_only_links_to_what_it_runs_in()
    {
        using var listener = Listen();
        using var around = new Activity("round").Start();
        using (var begun = Tracing.Begin("read", DateTimeOffset.UnixEpoch)!)
        {
            Assert.NotEqual(around.TraceId, begun.TraceId);
            Assert.Equal(around.Context, Assert.Single(begun.Links).Context);
            Assert.Equal(DateTime.UnixEpoch, begun.StartTimeUtc);
        }
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == Tracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
