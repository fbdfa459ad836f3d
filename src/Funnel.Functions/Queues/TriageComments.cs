using Funnel.Intake;
using Funnel.Storage;
using Funnel.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Queues;

/// <summary>Triages a page of comments.</summary>
public sealed class TriageComments(CommentTriage triage)
{
    [Function(nameof(TriageComments))]
    public Task Run([QueueTrigger(QueueNames.Comments)] string message, CancellationToken ct)
    {
        var page = CommentsMessage.Parse(message);
        return Tracing.Continue(nameof(TriageComments), page.Traceparent, () => triage.Handle(page, ct));
    }
}
