using Funnel.Storage;
using Microsoft.Extensions.Logging;

namespace Funnel.Embedded.Triggers.Queues;

/// <summary>Keeps a received message hidden while it is worked on, by hiding it anew at half of the lease.</summary>
internal sealed partial class MessageLease : IAsyncDisposable
{
    private readonly IQueues _queues;
    private readonly string _queue;
    private readonly TimeSpan _lease;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _done = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _renewal;
    private QueueMessage _message;

    public MessageLease(IQueues queues, string queue, QueueMessage message, TimeSpan lease, TimeProvider time, ILogger log)
    {
        (_queues, _queue, _message, _lease, _time, _log) = (queues, queue, message, lease, time, log);
        _renewal = Renew();
    }

    /// <summary>Cancelled when somebody else has the message now: what is done with it here no longer counts.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Ends the renewal and gives the message with its last receipt.</summary>
    public async Task<QueueMessage> End()
    {
        await _done.CancelAsync();
        await _renewal;
        return _message;
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        _done.Dispose();
        _lost.Dispose();
    }

    private async Task Renew()
    {
        var wait = _lease / 2;
        while (true)
        {
            await Task.Delay(wait, _time, _done.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_done.IsCancellationRequested)
            {
                return;
            }

            // After a fault there is still time for a few tries before the lease runs out.
            wait = await HideAgain() ? _lease / 2 : _lease / 8;
        }
    }

    private async Task<bool> HideAgain()
    {
        try
        {
            // Not cancelled half-way: the receipt would be in doubt.
            var renewed = await _queues.Hide(_queue, _message, _lease, CancellationToken.None);
            if (renewed is null)
            {
                Log.LeaseLost(_log, _message.Id, _queue);
                await _lost.CancelAsync();
                await _done.CancelAsync();
                return true;
            }

            _message = renewed;
            return true;
        }
        catch (Exception e)
        {
            Log.NotRenewed(_log, e, _message.Id, _queue);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Message {Id} of queue {Queue} was taken by somebody else while it was worked on; this run is cancelled.")]
        public static partial void LeaseLost(ILogger log, string id, string queue);

        [LoggerMessage(2, LogLevel.Warning, "The lease of message {Id} of queue {Queue} could not be renewed; trying again.")]
        public static partial void NotRenewed(ILogger log, Exception fault, string id, string queue);
    }
}
