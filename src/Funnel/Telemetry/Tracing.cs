using System.Diagnostics;

namespace Funnel.Telemetry;

/// <summary>
/// Traces: one comment from being read to its reply, across queues and processes. Messages carry where they come from as a W3C <c>traceparent</c>,
/// for queues have no headers. While nobody listens nothing is made and messages carry nothing.
/// Tags name effects, outcomes and leads (the hash by which logs and the console name them), never what people wrote or what platforms call them.
/// </summary>
/// <remarks>https://www.w3.org/TR/trace-context/#traceparent-header</remarks>
public static class Tracing
{
    public const string SourceName = "Funnel";

    /// <summary>On an attempt that was sent: seconds that the person had waited.</summary>
    internal const string WaitTag = "funnel.wait";

    private const string EffectTag = "funnel.effect";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>What a message that is about to be queued carries.</summary>
    /// <param name="received">What the message had when it came; kept when nobody listens here.</param>
    public static string? Traceparent(string? received) =>
        Source.HasListeners() && Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : received;

    /// <summary>Begins a trace of its own, whatever this runs in; that is linked.</summary>
    /// <param name="since">When what is traced began.</param>
    public static Activity? Begin(string name, DateTimeOffset since)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var around = Links(Activity.Current);
        Activity.Current = null; // or it would be the parent; the caller's caller still has it
        return Source.StartActivity(name, ActivityKind.Producer, parentContext: default, links: around, startTime: since);
    }

    /// <summary>Works on a message as a part of the trace that it came from.</summary>
    /// <param name="function">Names the span.</param>
    public static async Task Continue(string function, string? traceparent, Func<Task> work)
    {
        var known = ActivityContext.TryParse(traceparent, null, isRemote: true, out var parent);
        using var activity = Source.StartActivity(function, ActivityKind.Consumer, parent, links: known ? Links(Activity.Current) : null);
        try
        {
            await work();
        }
        catch (Exception e)
        {
            activity?.SetTag("error.type", e.GetType().FullName).SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    /// <summary>One attempt of an effect: from before its call until its outcome is written down, see <see cref="Outcome"/>.</summary>
    /// <param name="effect">Its kind, as <see cref="FunnelMetrics"/> names it.</param>
    /// <param name="lead">The lead's id.</param>
    internal static Activity? Send(string effect, string lead) => Source.StartActivity(SpanOf(effect))?.SetTag(EffectTag, effect).SetTag("funnel.lead", lead);

    internal static string SpanOf(string effect) => "send " + effect;

    /// <summary>Writes on the present attempt, if there is one, what came of it.</summary>
    internal static void Outcome(string outcome, bool sent, TimeSpan? wait)
    {
        if (Activity.Current is { } activity && activity.GetTagItem(EffectTag) is not null)
        {
            activity.SetTag("funnel.outcome", outcome).SetTag(WaitTag, wait?.TotalSeconds).SetStatus(sent ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
        }
    }

    private static ActivityLink[]? Links(Activity? to) => to is null ? null : [new(to.Context)];
}
