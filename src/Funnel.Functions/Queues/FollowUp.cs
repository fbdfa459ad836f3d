using Funnel.Arrival;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Outreach;
using Funnel.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Queues;

/// <summary>Finishes a welcome, labels the contact, notes a deletion, or looks whether a reply is visible.</summary>
public sealed class FollowUp(Reception reception, ReplyConfirmer confirmer)
{
    [Function(nameof(FollowUp))]
    public Task Run([QueueTrigger(QueueNames.FollowUps)] string message, CancellationToken ct)
    {
        var work = FollowUpMessage.Parse(message);
        return Tracing.Continue(nameof(FollowUp), work.Traceparent, () => Handle(work, ct));
    }

    private Task Handle(FollowUpMessage work, CancellationToken ct) =>
        work is { Lead: { } lead, Effect: { } effect } && effect.StartsWith(Effect.ReplyId(""), StringComparison.Ordinal)
            ? confirmer.Handle(lead, effect, work.Look, ct)
            : reception.FollowUp(work, ct);
}
