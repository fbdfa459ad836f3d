using System.Text;
using Funnel.Storage;

namespace Funnel.Embedded.Sqlite;

/// <summary>Queues in one SQLite file. Taking a message is a write, so two processes never take the same one.</summary>
internal sealed class SqliteQueues(ReaderPool readers, GroupWriter writer) : IQueues
{
    public ValueTask<QueueMessage> Enqueue(string queue, string body, TimeSpan delay, CancellationToken ct)
    {
        QueueRules.CheckEnqueue(queue, body, delay);
        var (name, text) = (Encoding.UTF8.GetBytes(queue), Encoding.UTF8.GetBytes(body));
        return new(Sent());

        async Task<QueueMessage> Sent() => await writer.Write(session => session.Messages.Enqueue(name, text, delay), ct) with { Body = body };
    }

    public ValueTask<IReadOnlyList<QueueMessage>> Receive(string queue, int max, TimeSpan visibility, CancellationToken ct)
    {
        QueueRules.CheckReceive(queue, max, visibility);
        var name = Encoding.UTF8.GetBytes(queue);
        return new(writer.Write(session => session.Messages.Receive(name, max, visibility), ct));
    }

    public ValueTask<bool> Delete(string queue, QueueMessage message, CancellationToken ct)
    {
        QueueRules.CheckMessage(queue, message);
        var name = Encoding.UTF8.GetBytes(queue);
        return new(writer.Write(session => session.Messages.Delete(name, message), ct));
    }

    public ValueTask<QueueMessage?> Hide(string queue, QueueMessage message, TimeSpan visibility, CancellationToken ct)
    {
        QueueRules.CheckHide(queue, message, visibility);
        var name = Encoding.UTF8.GetBytes(queue);
        return new(writer.Write(session => session.Messages.Hide(name, message, visibility), ct));
    }

    public ValueTask<long> Count(string queue, CancellationToken ct)
    {
        QueueRules.CheckName(queue);
        ct.ThrowIfCancellationRequested();
        return ValueTask.FromResult(readers.Read(session => session.CountMessages(Encoding.UTF8.GetBytes(queue))));
    }
}
