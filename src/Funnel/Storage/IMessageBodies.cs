namespace Funnel.Storage;

/// <summary>Lets what lies in queues be looked through and rewritten: for finding and removing what names a person. Registered by a storage that can.</summary>
public interface IMessageBodies
{
    /// <summary>Whether messages that are hidden (being worked on, or delayed) are seen too. Where not, they go when their turn comes.</summary>
    bool SeesHidden { get; }

    /// <summary>Goes through a queue. Messages keep their place, their receipts and their tries where the store allows it.</summary>
    /// <param name="rewrite">Gets a body: the same text leaves the message as it is, another takes its place, null removes the message. May be called again.</param>
    /// <returns>Messages that were changed or removed.</returns>
    ValueTask<int> Rewrite(string queue, Func<string, string?> rewrite, CancellationToken ct);
}
