using Funnel.Storage;

namespace Funnel.Hosts.Tests.Triggers;

/// <summary>Queues in memory on a manual clock, which can be watched, robbed and broken.</summary>
public sealed class FakeQueues(HostTime time) : IQueues
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private readonly Changes _changes = new();
    private int _receipts;

    /// <summary>When the queue was looked into.</summary>
    public List<DateTimeOffset> ReadBacks { get; } = [];

    /// <summary>How long messages were hidden after they had been received.</summary>
    public List<TimeSpan> Hidden { get; } = [];

    public int FailingLooks { get; set; }

    public ValueTask<QueueMessage> Enqueue(string queue, string body, TimeSpan delay, CancellationToken ct)
    {
        var entry = new Entry(queue, body, Guid.NewGuid().ToString("n"), time.GetUtcNow() + delay);
        Change(() => _entries.Add(entry));
        return ValueTask.FromResult(new QueueMessage(entry.Id, body, "", 0, time.GetUtcNow(), entry.Visible));
    }

    public ValueTask<IReadOnlyList<QueueMessage>> Receive(string queue, int max, TimeSpan visibility, CancellationToken ct)
    {
        List<QueueMessage> taken = [];
        var isBroken = false;
        Change(() =>
        {
            ReadBacks.Add(time.GetUtcNow());
            isBroken = FailingLooks-- > 0;
            foreach (var entry in isBroken ? [] : _entries.Where(entry => string.Equals(entry.Queue, queue, StringComparison.Ordinal) && entry.Visible <= time.GetUtcNow()).Take(max))
            {
                entry.Dequeued++;
                entry.IsTaken = true;
                taken.Add(Take(entry, visibility));
            }
        });
        return isBroken ? throw new StorageException("The disk is on strike.") : ValueTask.FromResult<IReadOnlyList<QueueMessage>>(taken);
    }

    public ValueTask<bool> Delete(string queue, QueueMessage message, CancellationToken ct)
    {
        var removed = 0;
        Change(() => removed = _entries.RemoveAll(entry => string.Equals(entry.Receipt, message.Receipt, StringComparison.Ordinal)));
        return ValueTask.FromResult(removed > 0);
    }

    public ValueTask<QueueMessage?> Hide(string queue, QueueMessage message, TimeSpan visibility, CancellationToken ct)
    {
        QueueMessage? hidden = null;
        Change(() =>
        {
            if (_entries.Find(entry => string.Equals(entry.Receipt, message.Receipt, StringComparison.Ordinal)) is { } entry)
            {
                Hidden.Add(visibility);
                entry.IsTaken = false;
                hidden = Take(entry, visibility);
            }
        });
        return ValueTask.FromResult(hidden);
    }

    public ValueTask<long> Count(string queue, CancellationToken ct) => ValueTask.FromResult((long)Bodies(queue).Count);

    public IReadOnlyList<string> Bodies(string queue)
    {
        lock (_lock)
        {
            return [.. _entries.Where(entry => string.Equals(entry.Queue, queue, StringComparison.Ordinal)).Select(entry => entry.Body)];
        }
    }

    /// <summary>Messages that were received and neither hidden anew nor removed since.</summary>
    public int Unsettled
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count(entry => entry.IsTaken);
            }
        }
    }

    public DateTimeOffset VisibleAt(string queue)
    {
        lock (_lock)
        {
            return _entries.Single(entry => string.Equals(entry.Queue, queue, StringComparison.Ordinal)).Visible;
        }
    }

    /// <summary>As when another process had taken every message.</summary>
    public void Rob() => Change(() => _entries.ForEach(entry => entry.Receipt = "robbed"));

    /// <summary>As when earlier processes had died over every message.</summary>
    public void PretendDequeued(int times) => Change(() => _entries.ForEach(entry => entry.Dequeued = times));

    public Task Until(Func<FakeQueues, bool> condition) => _changes.Until(() => condition(this));

    private QueueMessage Take(Entry entry, TimeSpan visibility)
    {
        entry.Visible = time.GetUtcNow() + visibility;
        entry.Receipt = $"r{++_receipts}";
        return new(entry.Id, entry.Body, entry.Receipt, entry.Dequeued, entry.Visible, entry.Visible);
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
        }

        _changes.Notice();
        time.Notice();
    }

    private sealed class Entry(string queue, string body, string id, DateTimeOffset visible)
    {
        public string Queue { get; } = queue;

        public string Body { get; } = body;

        public string Id { get; } = id;

        public DateTimeOffset Visible { get; set; } = visible;

        public string Receipt { get; set; } = "";

        public int Dequeued { get; set; }

        public bool IsTaken { get; set; }
    }
}
