using System.Collections.Concurrent;
using System.Diagnostics;
using Funnel.Embedded.Demo;
using Funnel.Hosts.Tests.Functions;
using Funnel.Leads;
using Funnel.Sandbox;
using Funnel.Telemetry;

namespace Funnel.Hosts.Tests.EndToEnd;

/// <summary>One trace follows a comment from the poll that read it, through the queues, to the reply's POST.</summary>
[Collection(WholeProcess.Name)]
public sealed class TraceTests
{
    private static readonly string[] Tags = ["funnel.effect", "funnel.lead", "funnel.outcome", "funnel.wait", "error.type"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<ActivitySpanId, Activity> ended = new();

    [Fact]
    public async Task A_comments_trace_leads_from_the_poll_to_the_replys_POST()
    {
        var data = Directory.CreateTempSubdirectory("funnel-trace-");
        try
        {
            using var listener = Listen();
            var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = 7, Speed = 240, Audience = 100 });
            await using var demo = await DemoRun.Start(new DemoOptions(data.FullName, Port: 0), sandbox, CancellationToken.None);
            var post = await Eventually(FindPost);

            var way = Way(post).ToList();
            Assert.Equal(["send reply", "SendReply", "TriageComments", "read comments"], way.Select(a => a.OperationName));
            Assert.All(way, a => Assert.Equal(post.TraceId, a.TraceId));
            Assert.Equal(default, way[^1].ParentSpanId);

            var attempt = way[0];
            Assert.Equal(("reply", "sent"), (attempt.GetTagItem("funnel.effect"), attempt.GetTagItem("funnel.outcome")));
            Assert.InRange(Assert.IsType<double>(attempt.GetTagItem("funnel.wait")), 0, 60);
            Assert.True(LeadId.TryParse((string)attempt.GetTagItem("funnel.lead")!, out _));
            Assert.All(ended.Values.Where(a => a.Source.Name == Tracing.SourceName), a => Assert.Empty(a.TagObjects.Select(t => t.Key).Except(Tags)));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>An HTTP call right below a reply that is over, as are all above it.</summary>
    private Activity? FindPost() => ended.Values.FirstOrDefault(a =>
        a.Source.Name == "System.Net.Http" && (string?)a.GetTagItem("http.request.method") == "POST" && Way(a).FirstOrDefault()?.OperationName == "send reply"
        && Way(a).Any(up => up.OperationName == "read comments"));

    private IEnumerable<Activity> Way(Activity from)
    {
        for (var at = ended.GetValueOrDefault(from.ParentSpanId); at is not null; at = ended.GetValueOrDefault(at.ParentSpanId))
        {
            yield return at;
        }
    }

    private static async Task<Activity> Eventually(Func<Activity?> find)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience; await Task.Delay(100))
        {
            if (find() is { } found)
            {
                return found;
            }
        }

        throw new TimeoutException("no reply was posted");
    }

    private ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name is Tracing.SourceName or "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a => ended[a.SpanId] = a,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
