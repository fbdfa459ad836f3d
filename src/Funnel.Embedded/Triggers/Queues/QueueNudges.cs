using System.Collections.Concurrent;

namespace Funnel.Embedded.Triggers.Queues;

/// <summary>Tells the reader of a queue, inside this process, that something has become visible in it.</summary>
internal sealed class QueueNudges
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    /// <summary>Completes with the next nudge of the queue. Ask before looking into the queue, so that no nudge falls in between.</summary>
    public Task Next(string queue) =>
        _waiting.GetOrAdd(queue, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Nudge(string queue)
    {
        if (_waiting.TryRemove(queue, out var waiting))
        {
            waiting.SetResult();
        }
    }
}
