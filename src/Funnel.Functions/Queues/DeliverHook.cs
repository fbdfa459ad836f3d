using Funnel.Hooks;
using Funnel.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Queues;

/// <summary>Tells another system of changes.</summary>
public sealed class DeliverHook(HookRunner hooks)
{
    [Function(nameof(DeliverHook))]
    public Task Run([QueueTrigger(QueueNames.Hooks)] string message, CancellationToken ct) => hooks.Handle(HookMessage.Parse(message), ct);
}
