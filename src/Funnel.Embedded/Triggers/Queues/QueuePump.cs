using Funnel.Storage;
using Microsoft.Extensions.Logging;

namespace Funnel.Embedded.Triggers.Queues;

/// <summary>
/// Reads one queue for its function, as the Functions host does: a batch, the next one when few enough are running, longer and longer pauses
/// while the queue is empty. In addition a message enqueued in this process ends the pause.
/// </summary>
internal sealed partial class QueuePump(
    IQueues queues,
    QueueNudges nudges,
    MessageRunner runner,
    HostJson hostJson,
    FunctionHostOptions options,
    HostShutdown shutdown,
    TimeProvider time,
    ILogger<QueuePump> log)
{
    /// <summary>Runs until the host stops; returns when the last message is settled.</summary>
    public async Task Run(FunctionEntry function, Trigger.Queue trigger)
    {
        var running = new InFlight();
        var backoff = new PollBackoff(hostJson.Queues.MaxPollingInterval);
        while (!shutdown.Stopping.IsCancellationRequested)
        {
            var nudged = nudges.Next(trigger.Name);
            var messages = await Receive(trigger.Name);
            foreach (var message in messages)
            {
                running.Enter();
                _ = Task.Run(() => Work(function, trigger, message, running), CancellationToken.None);
            }

            if (messages.Count > 0)
            {
                backoff.Hit();
                await running.AtMost(hostJson.Queues.NewBatchThreshold);
            }
            else if (await Pause(nudged, backoff.Miss()))
            {
                backoff.Hit();
            }
        }

        await running.AtMost(0);
    }

    private async Task Work(FunctionEntry function, Trigger.Queue trigger, QueueMessage message, InFlight running)
    {
        await runner.Run(function, trigger, message);
        running.Leave();
    }

    private async Task<IReadOnlyList<QueueMessage>> Receive(string queue)
    {
        try
        {
            // Not cancelled by the first step of a stop: messages that were taken and then forgotten would wait for their lease to end.
            return await queues.Receive(queue, hostJson.Queues.BatchSize, options.MessageLease, shutdown.CutOff);
        }
        catch (Exception e) when (!shutdown.CutOff.IsCancellationRequested)
        {
            Log.NotReceived(log, e, queue);
            return [];
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    /// <summary>True when a nudge ended the pause.</summary>
    private async Task<bool> Pause(Task nudged, TimeSpan longest)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(shutdown.Stopping);
        var first = await Task.WhenAny(nudged, Task.Delay(longest, time, ended.Token));
        await ended.CancelAsync();
        return first == nudged;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Queue {Queue} could not be read; trying again after a pause.")]
        public static partial void NotReceived(ILogger log, Exception fault, string queue);
    }
}
