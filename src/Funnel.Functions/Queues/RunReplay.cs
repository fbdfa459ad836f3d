using Funnel.Replay;
using Funnel.Storage;
using Funnel.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Queues;

/// <summary>Works on a slice of a replay.</summary>
public sealed class RunReplay(ReplaySlices replays)
{
    [Function(nameof(RunReplay))]
    public Task Run([QueueTrigger(QueueNames.Replays)] string message, CancellationToken ct)
    {
        var slice = ReplayMessage.Parse(message);
        return Tracing.Continue(nameof(RunReplay), slice.Traceparent, () => replays.Handle(slice, ct));
    }
}
