using Funnel.Leads;
using Funnel.Storage;
using Funnel.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Queues;

/// <summary>Sends public replies, or finds out what became of them.</summary>
public sealed class SendReply(LeadWork leads)
{
    [Function(nameof(SendReply))]
    public Task Run([QueueTrigger(QueueNames.Replies)] string message, CancellationToken ct)
    {
        var work = WorkMessage.Parse(message);
        return Tracing.Continue(nameof(SendReply), work.Traceparent, () => leads.Handle(QueueNames.Replies, work, ct));
    }
}
