namespace Funnel.Storage;

/// <summary>A message that was sent or received and is invisible to others until <see cref="VisibleAgainAt"/>.</summary>
/// <param name="Receipt">Proof of this very delivery; stale once the message became visible again and was taken by somebody else.</param>
/// <param name="DequeueCount">How often it has been received, this time included (1 = first; 0 = just sent).</param>
public sealed record QueueMessage(string Id, string Body, string Receipt, int DequeueCount, DateTimeOffset EnqueuedAt, DateTimeOffset VisibleAgainAt);

/// <summary>
/// Queues with the semantics of Azure Queue Storage: at least once, no order promised, a received message is hidden for a while and comes
/// back unless it is deleted. Queues come into being with their first message.
/// </summary>
public interface IQueues
{
    /// <summary>Adds a message that becomes visible after <paramref name="delay"/>.</summary>
    /// <param name="body">Text, not empty; its UTF-8 form is at most <see cref="QueueNames.MaxBodyBytes"/> bytes.</param>
    /// <param name="delay">0 to 7 days.</param>
    /// <returns>The message as it lies there. Its receipt removes it again until somebody has received it: a message that is only needed should its sender die.</returns>
    /// <exception cref="ArgumentException">The body or the delay is over its limit.</exception>
    ValueTask<QueueMessage> Enqueue(string queue, string body, TimeSpan delay, CancellationToken ct);

    /// <summary>Takes up to <paramref name="max"/> (1–32) visible messages and hides them for <paramref name="visibility"/> (1 s to 7 days).</summary>
    ValueTask<IReadOnlyList<QueueMessage>> Receive(string queue, int max, TimeSpan visibility, CancellationToken ct);

    /// <summary>Removes a received message. False when the receipt is stale: somebody else has it now.</summary>
    ValueTask<bool> Delete(string queue, QueueMessage message, CancellationToken ct);

    /// <summary>Changes how long a received message stays hidden, from now (0 = visible at once). Null when the receipt is stale, else the message with its new receipt.</summary>
    ValueTask<QueueMessage?> Hide(string queue, QueueMessage message, TimeSpan visibility, CancellationToken ct);

    /// <summary>Messages in the queue, hidden and delayed ones included.</summary>
    ValueTask<long> Count(string queue, CancellationToken ct);
}

/// <summary>The queues of the product, in the order of the journey.</summary>
public static class QueueNames
{
    public const string Comments = "comments";
    public const string Replies = "replies";
    public const string Chats = "chats";
    public const string FollowUps = "followups";
    public const string Replays = "replays";
    public const string Hooks = "hooks";

    private const string PoisonEnd = "-poison";

    /// <summary>Azure's limit of 64 KiB is on the Base64 text: 48 KiB of body.</summary>
    public const int MaxBodyBytes = 48 * 1024;

    public static TimeSpan MaxDelay { get; } = TimeSpan.FromDays(7);

    public static IReadOnlyList<string> All { get; } = [Comments, Replies, Chats, FollowUps, Replays, Hooks];

    /// <summary>Where a message goes after its last try, as the Functions host names it.</summary>
    public static string Poison(string queue) => queue + PoisonEnd;

    /// <summary>Everywhere that messages of a queue are put aside: the Functions host takes one that is not Base64 to the poison queue's own poison queue.</summary>
    public static IReadOnlyList<string> PoisonQueues(string queue) => [Poison(queue), Poison(Poison(queue))];

    public static bool IsPoison(string queue) => queue.EndsWith(PoisonEnd, StringComparison.Ordinal);
}
