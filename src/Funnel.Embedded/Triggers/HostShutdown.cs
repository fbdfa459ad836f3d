namespace Funnel.Embedded.Triggers;

/// <summary>The two steps of a graceful stop: take nothing new, then end what still runs.</summary>
internal sealed class HostShutdown(FunctionHostOptions options, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _cutOff = new(Timeout.InfiniteTimeSpan, time);

    /// <summary>Cancelled when no new work may be taken.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Cancelled when the grace period is over and running work must end.</summary>
    public CancellationToken CutOff => _cutOff.Token;

    /// <summary>Starts the stop and its grace period. Does nothing when it has begun.</summary>
    public async Task Begin()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync();
        if (options.StopGrace > TimeSpan.Zero)
        {
            _cutOff.CancelAfter(options.StopGrace);
        }
        else
        {
            await _cutOff.CancelAsync();
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _cutOff.Dispose();
    }
}
