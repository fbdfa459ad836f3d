using Funnel.Measure;
using Funnel.Outreach;
using Funnel.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Queues;

/// <summary>Answers in the private chat, inside its window.</summary>
public sealed class AnswerChat(ChatAnswerer answerer)
{
    [Function(nameof(AnswerChat))]
    public Task Run([QueueTrigger(QueueNames.Chats)] string message, CancellationToken ct)
    {
        var chat = ChatMessage.Parse(message);
        return Tracing.Continue(nameof(AnswerChat), chat.Traceparent, () => answerer.Handle(chat, ct));
    }
}
