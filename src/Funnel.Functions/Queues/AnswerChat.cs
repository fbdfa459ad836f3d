using Funnel.Leads;
using Funnel.Storage;
using Funnel.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Queues;

/// <summary>Answers in the private chat, inside its window.</summary>
public sealed class AnswerChat(LeadWork leads)
{
    [Function(nameof(AnswerChat))]
    public Task Run([QueueTrigger(QueueNames.Chats)] string message, CancellationToken ct)
    {
        var work = WorkMessage.Parse(message);
        return Tracing.Continue(nameof(AnswerChat), work.Traceparent, () => leads.Handle(QueueNames.Chats, work, ct));
    }
}
