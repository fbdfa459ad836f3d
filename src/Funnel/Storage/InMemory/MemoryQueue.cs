using System.Globalization;

namespace Funnel.Storage.InMemory;

/// <summary>The messages of one queue, by when they become visible. Its owner locks.</summary>
internal sealed class MemoryQueue
{
    private readonly Dictionary<long, QueueMessage> messages = [];
    private readonly SortedSet<(DateTimeOffset VisibleAt, long Id)> order = [];
    private long lastReceipt;

    public int Count => messages.Count;

    public MemoryQueue Copy()
    {
        var copy = new MemoryQueue { lastReceipt = lastReceipt };
        foreach (var (id, message) in messages)
        {
            copy.messages.Add(id, message);
            copy.order.Add((message.VisibleAgainAt, id));
        }

        return copy;
    }

    public QueueMessage Add(long id, string body, DateTimeOffset now, TimeSpan delay)
    {
        var message = new QueueMessage(Text(id), body, Text(++lastReceipt), 0, now, now + delay);
        messages.Add(id, message);
        order.Add((message.VisibleAgainAt, id));
        return message;
    }

    public IReadOnlyList<QueueMessage> Receive(int max, DateTimeOffset now, TimeSpan visibility)
    {
        var taken = order.TakeWhile(entry => entry.VisibleAt <= now).Take(max).ToList();
        return taken.ConvertAll(entry => Move(entry, now + visibility, tries: 1));
    }

    public bool Delete(QueueMessage message)
    {
        if (Current(message) is not { } entry)
        {
            return false;
        }

        order.Remove(entry);
        return messages.Remove(entry.Id);
    }

    public QueueMessage? Hide(QueueMessage message, DateTimeOffset visibleAt) =>
        Current(message) is { } entry ? Move(entry, visibleAt, tries: 0) : null;

    /// <inheritdoc cref="IMessageBodies.Rewrite"/>
    public int Rewrite(Func<string, string?> rewrite)
    {
        var changed = 0;
        foreach (var (id, message) in messages.ToList())
        {
            var body = rewrite(message.Body);
            if (string.Equals(body, message.Body, StringComparison.Ordinal))
            {
                continue;
            }

            changed++;
            if (body is null)
            {
                messages.Remove(id);
                order.Remove((message.VisibleAgainAt, id));
            }
            else
            {
                messages[id] = message with { Body = body };
            }
        }

        return changed;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private QueueMessage Move((DateTimeOffset VisibleAt, long Id) entry, DateTimeOffset visibleAt, int tries)
    {
        var before = messages[entry.Id];
        var message = before with { DequeueCount = before.DequeueCount + tries, VisibleAgainAt = visibleAt, Receipt = Text(++lastReceipt) };
        messages[entry.Id] = message;
        order.Remove(entry);
        order.Add((visibleAt, entry.Id));
        return message;
    }

    private (DateTimeOffset VisibleAt, long Id)? Current(QueueMessage message)
    {
        var known = long.TryParse(message.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && messages.TryGetValue(id, out var current)
            && string.Equals(current.Receipt, message.Receipt, StringComparison.Ordinal);
        return known ? (messages[id].VisibleAgainAt, id) : null;
    }
}
