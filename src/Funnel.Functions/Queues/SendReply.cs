using Funnel.Measure;
using Funnel.Outreach;
using Funnel.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Queues;

/// <summary>Sends one public reply, or finds out what became of one.</summary>
public sealed class SendReply(ReplySender sender)
{
    [Function(nameof(SendReply))]
    public Task Run([QueueTrigger(QueueNames.Replies)] string message, CancellationToken ct)
    {
        var work = WorkMessage.Parse(message);
        return Tracing.Continue(nameof(SendReply), work.Traceparent, () => sender.Handle(work, ct));
    }
}
