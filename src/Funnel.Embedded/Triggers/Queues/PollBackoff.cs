namespace Funnel.Embedded.Triggers.Queues;

/// <summary>How long to wait before the next look at a queue that was empty: 100 ms after a hit, then twice as long each time.</summary>
internal sealed class PollBackoff(TimeSpan longest)
{
    public static TimeSpan Shortest { get; } = TimeSpan.FromMilliseconds(100);

    private TimeSpan _next = Shortest;

    public void Hit() => _next = Shortest;

    public TimeSpan Miss()
    {
        var wait = _next;
        _next = _next * 2 < longest ? _next * 2 : longest;
        return wait;
    }
}
