using Funnel.Storage;

namespace Funnel.Embedded.Triggers.Queues;

/// <summary>Queues that nudge their reader when a message is visible from the start. What other processes enqueue is found by looking.</summary>
internal sealed class NudgingQueues(IQueues inner, QueueNudges nudges) : IQueues
{
    public async ValueTask<QueueMessage> Enqueue(string queue, string body, TimeSpan delay, CancellationToken ct)
    {
        var sent = await inner.Enqueue(queue, body, delay, ct);
        if (delay <= TimeSpan.Zero)
        {
            nudges.Nudge(queue);
        }

        return sent;
    }

    public ValueTask<IReadOnlyList<QueueMessage>> Receive(string queue, int max, TimeSpan visibility, CancellationToken ct) =>
        inner.Receive(queue, max, visibility, ct);

    public ValueTask<bool> Delete(string queue, QueueMessage message, CancellationToken ct) => inner.Delete(queue, message, ct);

    public async ValueTask<QueueMessage?> Hide(string queue, QueueMessage message, TimeSpan visibility, CancellationToken ct)
    {
        var hidden = await inner.Hide(queue, message, visibility, ct);
        if (visibility <= TimeSpan.Zero)
        {
            nudges.Nudge(queue);
        }

        return hidden;
    }

    public ValueTask<long> Count(string queue, CancellationToken ct) => inner.Count(queue, ct);
}
