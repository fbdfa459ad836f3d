namespace Funnel.Embedded.Triggers.Queues;

/// <summary>Counts the messages being worked on. One reader waits.</summary>
internal sealed class InFlight
{
    private readonly Lock _lock = new();
    private int _count;
    private int _most;
    private TaskCompletionSource? _waiting;

    public void Enter()
    {
        lock (_lock)
        {
            _count++;
        }
    }

    public void Leave()
    {
        TaskCompletionSource? done = null;
        lock (_lock)
        {
            if (--_count <= _most)
            {
                (done, _waiting) = (_waiting, null);
            }
        }

        done?.SetResult();
    }

    /// <summary>Completes when at most <paramref name="most"/> are being worked on.</summary>
    public Task AtMost(int most)
    {
        lock (_lock)
        {
            if (_count <= most)
            {
                return Task.CompletedTask;
            }

            _most = most;
            _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiting.Task;
        }
    }
}
