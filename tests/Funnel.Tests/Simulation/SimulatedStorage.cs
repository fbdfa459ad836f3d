using Funnel.Storage;
using Funnel.Storage.InMemory;

namespace Funnel.Tests.Simulation;

/// <summary>The rows as one process sees them: it may die or be told of a fault before and after each commit.</summary>
internal sealed class SimulatedRows(World world, SimulatedProcess process) : IRows
{
    public ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct)
    {
        Touch();
        return world.Rows.Find(table, partition, key, ct);
    }

    public ValueTask<RowPage> Query(string table, string partition, KeyRange range, int take, string? continuation, CancellationToken ct)
    {
        Touch();
        return world.Rows.Query(table, partition, range, take, continuation, ct);
    }

    public ValueTask<RowPage> QueryKey(string table, string key, int take, string? continuation, CancellationToken ct)
    {
        Touch();
        return world.Rows.QueryKey(table, key, take, continuation, ct);
    }

    public async ValueTask<CommitResult> Commit(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken ct)
    {
        Touch();
        var result = await world.Rows.Commit(table, partition, changes, ct);
        if (result.Committed)
        {
            world.Protocol.Committed(table, changes);
        }

        var claims = world.Protocol.Claims(partition);
        if (table is Tables.Leads && changes.Any(Protocol.IsClaim))
        {
            Touch(Incident.PauseAfterClaim, () => world.Protocol.Claims(partition) > claims);
        }
        else
        {
            Touch();
        }

        return result;
    }

    private void Touch(Incident pause = Incident.Pause, Func<bool>? over = null)
    {
        process.Point(pause, over);
        if (world.Chaos.Happens(Incident.StoreFault))
        {
            throw new StorageException("the store did not answer");
        }
    }
}

/// <summary>The queues as one process sees them: sending may fail, take long, or happen twice.</summary>
internal sealed class SimulatedQueues(World world, SimulatedProcess process) : IQueues, IMessageBodies
{
    public bool SeesHidden => true;

    public ValueTask<int> Rewrite(string queue, Func<string, string?> rewrite, CancellationToken ct)
    {
        process.Point();
        return world.Queues.Rewrite(queue, rewrite, ct);
    }

    public async ValueTask<QueueMessage> Enqueue(string queue, string body, TimeSpan delay, CancellationToken ct)
    {
        process.Point();
        if (world.Chaos.Happens(Incident.StoreFault))
        {
            throw new StorageException("the queue did not answer");
        }

        world.Protocol.Enqueued(queue, body, process.Handling);
        var sent = await world.Queues.Enqueue(queue, body, world.Chaos.Happens(Incident.Delay) ? delay + world.Chaos.Seconds(0, 90) : delay, ct);
        if (world.Chaos.Happens(Incident.Duplicate))
        {
            await world.Queues.Enqueue(queue, body, delay + world.Chaos.Seconds(0, 5), ct);
        }

        process.Point();
        return sent;
    }

    public ValueTask<IReadOnlyList<QueueMessage>> Receive(string queue, int max, TimeSpan visibility, CancellationToken ct)
    {
        process.Point();
        return new([.. world.Queues.Receive(queue, max, visibility)]);
    }

    public async ValueTask<bool> Delete(string queue, QueueMessage message, CancellationToken ct)
    {
        process.Point();
        if (world.Chaos.Happens(Incident.StoreFault))
        {
            throw new StorageException("the queue did not answer");
        }

        return await world.Queues.Delete(queue, message, ct);
    }

    public ValueTask<QueueMessage?> Hide(string queue, QueueMessage message, TimeSpan visibility, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask<long> Count(string queue, CancellationToken ct) => world.Queues.Count(queue, ct);
}

/// <summary>The real queues, which also know when the next message becomes visible.</summary>
internal sealed class WorldQueues(MemoryQueues inner, SimulatedClock clock)
{
    private readonly SortedSet<DateTimeOffset> wakeups = [];
    private MemoryQueues inner = inner;

    /// <summary>All of them as they are now.</summary>
    public MemoryQueues Copy() => inner.Copy();

    /// <summary>Puts others in their place; whoever waits for a message looks again.</summary>
    public void Replace(MemoryQueues others)
    {
        inner = others;
        for (var later = TimeSpan.FromSeconds(1); later < TimeSpan.FromHours(2); later *= 1.5)
        {
            wakeups.Add(clock.Now + later);
        }
    }

    public DateTimeOffset? NextAfter(DateTimeOffset now)
    {
        while (wakeups.Count > 0 && wakeups.Min <= now)
        {
            wakeups.Remove(wakeups.Min);
        }

        return wakeups.Count > 0 ? wakeups.Min : null;
    }

    public async ValueTask<QueueMessage> Enqueue(string queue, string body, TimeSpan delay, CancellationToken ct)
    {
        var sent = await inner.Enqueue(queue, body, delay, ct);
        wakeups.Add(clock.Now + delay);
        return sent;
    }

    public ValueTask<bool> Delete(string queue, QueueMessage message, CancellationToken ct) => inner.Delete(queue, message, ct);

    public ValueTask<int> Rewrite(string queue, Func<string, string?> rewrite, CancellationToken ct) => inner.Rewrite(queue, rewrite, ct);

    public List<QueueMessage> Receive(string queue, int max, TimeSpan visibility)
    {
        List<QueueMessage> taken = [.. inner.Receive(queue, max, visibility, CancellationToken.None).AsTask().GetAwaiter().GetResult()];
        if (taken.Count > 0)
        {
            wakeups.Add(clock.Now + visibility);
        }

        return taken;
    }

    public void Delete(string queue, QueueMessage message) => inner.Delete(queue, message, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>As the host does with a message that failed its last try.</summary>
    public void PutAside(string queue, QueueMessage message)
    {
        Enqueue(QueueNames.Poison(queue), message.Body, TimeSpan.Zero, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        Delete(queue, message);
    }

    public ValueTask<long> Count(string queue, CancellationToken ct) => inner.Count(queue, ct);

    public bool Empty => QueueNames.All.All(q => inner.Count(q, CancellationToken.None).AsTask().GetAwaiter().GetResult() == 0);
}
