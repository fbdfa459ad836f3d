using System.Globalization;
using System.Text;
using Funnel.Storage;

namespace Funnel.Embedded.Sqlite;

/// <summary>Sends, takes and removes messages inside the writer's transaction.</summary>
internal sealed class MessageWriter(Database database, QueueClock clock)
{
    private readonly Statement insert = database.Prepare(
        "INSERT INTO messages (queue, visible_at, enqueued_at, dequeue_count, receipt, body) VALUES (?1, ?2, ?3, 0, 1, ?4)");

    private readonly Statement visible = database.Prepare("""
        SELECT id, enqueued_at, dequeue_count, receipt, body FROM messages
        WHERE queue = ?1 AND visible_at <= ?2 ORDER BY visible_at, id LIMIT ?3
        """);

    private readonly Statement take = database.Prepare(
        "UPDATE messages SET visible_at = ?2, receipt = receipt + 1, dequeue_count = dequeue_count + 1 WHERE id = ?1");

    private readonly Statement hide = database.Prepare("UPDATE messages SET visible_at = ?4, receipt = receipt + 1" + Current);
    private readonly Statement delete = database.Prepare("DELETE FROM messages" + Current);

    private readonly Statement look = database.Prepare("SELECT id, body FROM messages WHERE queue = ?1 AND id > ?2 ORDER BY id LIMIT ?3");
    private readonly Statement remove = database.Prepare("DELETE FROM messages WHERE id = ?1");
    private readonly Statement put = database.Prepare("UPDATE messages SET body = ?2 WHERE id = ?1");

    private const string FirstReceipt = "1";
    private const string Current = " WHERE id = ?1 AND queue = ?2 AND receipt = ?3";

    /// <returns>The message with its first receipt, without its body, which the caller has.</returns>
    public QueueMessage Enqueue(byte[] queue, byte[] body, TimeSpan delay)
    {
        var now = clock.NowToWrite();
        insert.BindText(1, queue).Bind(2, (now + delay).UtcTicks).Bind(3, now.UtcTicks).BindText(4, body).Execute();
        return new(Text(database.LastRowId), "", FirstReceipt, 0, now, now + delay);
    }

    public IReadOnlyList<QueueMessage> Receive(byte[] queue, int max, TimeSpan visibility)
    {
        var now = clock.Now();
        var messages = Visible(queue, now, max, now + visibility);
        if (messages.Count > 0)
        {
            clock.NowToWrite();
        }

        foreach (var message in messages)
        {
            take.Bind(1, Number(message.Id)).Bind(2, message.VisibleAgainAt.UtcTicks).Execute();
        }

        return messages;
    }

    public bool Delete(byte[] queue, QueueMessage message) => BindCurrent(delete, queue, message).Execute() == 1;

    public QueueMessage? Hide(byte[] queue, QueueMessage message, TimeSpan visibility)
    {
        var visibleAt = clock.NowToWrite() + visibility;
        var hidden = BindCurrent(hide, queue, message).Bind(4, visibleAt.UtcTicks).Execute() == 1;
        return hidden ? message with { Receipt = Text(Number(message.Receipt) + 1), VisibleAgainAt = visibleAt } : null;
    }

    /// <summary>Rewrites bodies, those of hidden messages too; receipts stay good.</summary>
    /// <param name="after">Messages with a greater id.</param>
    /// <returns>How many were changed, and after which to go on; null at the end.</returns>
    public (int Changed, long? After) Rewrite(byte[] queue, long after, int take, Func<string, string?> rewrite)
    {
        var found = Bodies(queue, after, take);
        var changed = 0;
        foreach (var (id, body) in found)
        {
            var next = rewrite(body);
            changed += string.Equals(next, body, StringComparison.Ordinal) ? 0
                : next is null ? remove.Bind(1, id).Execute()
                : put.Bind(1, id).BindText(2, Encoding.UTF8.GetBytes(next)).Execute();
        }

        return (changed, found.Count < take ? null : found[^1].Id);
    }

    private List<(long Id, string Body)> Bodies(byte[] queue, long after, int take)
    {
        try
        {
            look.BindText(1, queue).Bind(2, after).Bind(3, take);
            var found = new List<(long, string)>();
            while (look.Step())
            {
                found.Add((look.Int64(0), look.Text(1)));
            }

            return found;
        }
        finally
        {
            look.Reset();
        }
    }

    private static Statement BindCurrent(Statement statement, byte[] queue, QueueMessage message)
    {
        // Text that is no receipt reads as 0, which earlier versions gave messages that nobody had taken yet: it must not fit.
        var receipt = Number(message.Receipt);
        return statement.Bind(1, Number(message.Id)).BindText(2, queue).Bind(3, receipt == 0 ? -1 : receipt);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    // Text that is no number of ours fits no message.
    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private List<QueueMessage> Visible(byte[] queue, DateTimeOffset now, int max, DateTimeOffset visibleAgainAt)
    {
        try
        {
            visible.BindText(1, queue).Bind(2, now.UtcTicks).Bind(3, max);
            var messages = new List<QueueMessage>();
            while (visible.Step())
            {
                messages.Add(new(
                    Id: Text(visible.Int64(0)),
                    Body: visible.Text(4),
                    Receipt: Text(visible.Int64(3) + 1),
                    DequeueCount: (int)visible.Int64(2) + 1,
                    EnqueuedAt: new(visible.Int64(1), TimeSpan.Zero),
                    VisibleAgainAt: visibleAgainAt));
            }

            return messages;
        }
        finally
        {
            visible.Reset();
        }
    }
}
