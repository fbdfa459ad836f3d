using System.Diagnostics.Metrics;
using Funnel.Functions;

namespace Funnel.Embedded.Triggers;

/// <summary>What the host measures, under the meter <see cref="MeterName"/>. Tags: <c>function</c>, <c>outcome</c>, <c>queue</c>.</summary>
internal sealed class HostMetrics
{
    public const string MeterName = RunMetrics.MeterName;

    private readonly Counter<long> _invocations;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _poisoned;

    public HostMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _invocations = meter.CreateCounter<long>(RunMetrics.Invocations, "{invocation}", "Runs of functions.");
        _duration = meter.CreateHistogram<double>("funnel.host.invocation.duration", "s", "How long runs took.");
        _poisoned = meter.CreateCounter<long>("funnel.host.poisoned", "{message}", "Messages moved to a poison queue.");
    }

    public void Invoked(string function, Outcome outcome, TimeSpan took)
    {
        var name = new KeyValuePair<string, object?>("function", function);
        var how = new KeyValuePair<string, object?>("outcome", Name(outcome));
        _invocations.Add(1, name, how);
        _duration.Record(took.TotalSeconds, name, how);
    }

    public void Poisoned(string queue) => _poisoned.Add(1, new KeyValuePair<string, object?>("queue", queue));

    private static string Name(Outcome outcome) => outcome switch
    {
        Outcome.Succeeded => "succeeded",
        Outcome.Failed => "failed",
        Outcome.Cancelled => "cancelled",
        Outcome.TimedOut => "timed_out",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}

/// <summary>How a run of a function ended.</summary>
internal enum Outcome
{
    Succeeded,
    Failed,

    /// <summary>Ended because its caller or the host asked it to.</summary>
    Cancelled,

    /// <summary>Ended because it ran longer than host.json's <c>functionTimeout</c>.</summary>
    TimedOut,
}
