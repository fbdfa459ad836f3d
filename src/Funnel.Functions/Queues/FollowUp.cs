using Funnel.Leads;
using Funnel.Storage;
using Funnel.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Queues;

/// <summary>Finishes welcomes, labels contacts, notes deletions, and looks whether replies are visible.</summary>
public sealed class FollowUp(LeadWork leads)
{
    [Function(nameof(FollowUp))]
    public Task Run([QueueTrigger(QueueNames.FollowUps)] string message, CancellationToken ct)
    {
        var work = WorkMessage.Parse(message);
        return Tracing.Continue(nameof(FollowUp), work.Traceparent, () => leads.Handle(QueueNames.FollowUps, work, ct));
    }
}
