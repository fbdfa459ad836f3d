namespace Funnel.Storage.InMemory;

/// <summary>
/// Queues in the process' memory, with the semantics of the durable adapters. For tests and the simulation: nothing outlives the object.
/// Safe for any number of threads; every call completes synchronously. Messages come in the order of becoming visible, then of sending.
/// </summary>
/// <param name="time">Decides when hidden and delayed messages become visible; set back, it goes on from where it was.</param>
public sealed class MemoryQueues(TimeProvider time) : IQueues, IMessageBodies
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, MemoryQueue> queues = new(StringComparer.Ordinal);
    private long lastId;
    private DateTimeOffset latest;
    private TimeSpan setBack;

    /// <summary>All of them as they are now, as a backup has them.</summary>
    public MemoryQueues Copy()
    {
        var copy = new MemoryQueues(time);
        lock (gate)
        {
            (copy.lastId, copy.latest, copy.setBack) = (lastId, latest, setBack);
            foreach (var (name, queue) in queues)
            {
                copy.queues.Add(name, queue.Copy());
            }
        }

        return copy;
    }

    public ValueTask<QueueMessage> Enqueue(string queue, string body, TimeSpan delay, CancellationToken ct)
    {
        QueueRules.CheckEnqueue(queue, body, delay);
        ct.ThrowIfCancellationRequested();
        lock (gate)
        {
            return ValueTask.FromResult(Queue(queue).Add(++lastId, body, Now(), delay));
        }
    }

    public ValueTask<IReadOnlyList<QueueMessage>> Receive(string queue, int max, TimeSpan visibility, CancellationToken ct)
    {
        QueueRules.CheckReceive(queue, max, visibility);
        ct.ThrowIfCancellationRequested();
        lock (gate)
        {
            return ValueTask.FromResult(Queue(queue).Receive(max, Now(), visibility));
        }
    }

    public ValueTask<bool> Delete(string queue, QueueMessage message, CancellationToken ct)
    {
        QueueRules.CheckMessage(queue, message);
        ct.ThrowIfCancellationRequested();
        lock (gate)
        {
            return ValueTask.FromResult(Queue(queue).Delete(message));
        }
    }

    public ValueTask<QueueMessage?> Hide(string queue, QueueMessage message, TimeSpan visibility, CancellationToken ct)
    {
        QueueRules.CheckHide(queue, message, visibility);
        ct.ThrowIfCancellationRequested();
        lock (gate)
        {
            return ValueTask.FromResult(Queue(queue).Hide(message, Now() + visibility));
        }
    }

    public ValueTask<long> Count(string queue, CancellationToken ct)
    {
        QueueRules.CheckName(queue);
        ct.ThrowIfCancellationRequested();
        lock (gate)
        {
            return ValueTask.FromResult((long)Queue(queue).Count);
        }
    }

    public bool SeesHidden => true;

    public ValueTask<int> Rewrite(string queue, Func<string, string?> rewrite, CancellationToken ct)
    {
        QueueRules.CheckName(queue);
        ct.ThrowIfCancellationRequested();
        lock (gate)
        {
            return ValueTask.FromResult(Queue(queue).Rewrite(rewrite));
        }
    }

    /// <summary>A time that never goes back, or a message would stay hidden for as long as the clock was set back.</summary>
    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow() + setBack;
        if (now < latest)
        {
            setBack += latest - now;
            now = latest;
        }

        return latest = now;
    }

    private MemoryQueue Queue(string name)
    {
        if (!queues.TryGetValue(name, out var queue))
        {
            queues.Add(name, queue = new());
        }

        return queue;
    }
}
