using System.Text;
using Funnel.Storage;

namespace Funnel.Embedded.Sqlite;

internal sealed class SqliteMessageBodies(GroupWriter writer) : IMessageBodies
{
    /// <summary>Messages looked at in one transaction.</summary>
    private const int AtOnce = 500;

    public bool SeesHidden => true;

    public async ValueTask<int> Rewrite(string queue, Func<string, string?> rewrite, CancellationToken ct)
    {
        QueueRules.CheckName(queue);
        var (name, changed, after) = (Encoding.UTF8.GetBytes(queue), 0, (long?)0);
        while (after is { } from)
        {
            (var some, after) = await writer.Write(session => session.Messages.Rewrite(name, from, AtOnce, rewrite), ct);
            changed += some;
        }

        return changed;
    }
}
