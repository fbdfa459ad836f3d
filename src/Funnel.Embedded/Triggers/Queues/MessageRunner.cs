using Funnel.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Funnel.Embedded.Triggers.Queues;

/// <summary>Works on one received message: runs the function and settles the message by how that ended. Never throws.</summary>
internal sealed partial class MessageRunner(
    IQueues queues,
    FunctionInvoker invoker,
    IServiceScopeFactory scopes,
    HostJson hostJson,
    FunctionHostOptions options,
    HostShutdown shutdown,
    HostMetrics metrics,
    TimeProvider time,
    ILogger<MessageRunner> log)
{
    public async Task Run(FunctionEntry function, Trigger.Queue trigger, QueueMessage message)
    {
        try
        {
            await using var lease = new MessageLease(queues, trigger.Name, message, options.MessageLease, time, log);
            if (message.DequeueCount > hostJson.Queues.MaxDequeueCount)
            {
                await Poison(trigger.Name, await lease.End());
            }
            else if (!MessageBody.TryBind(message.Body, trigger.BodyType, out var body, out var problem))
            {
                Log.Unbindable(log, message.Id, trigger.Name, trigger.BodyType.Name, problem);
                await PutBack(trigger.Name, await lease.End());
            }
            else if (await Succeeds(function, body, lease))
            {
                await Delete(trigger.Name, await lease.End());
            }
            else
            {
                await PutBack(trigger.Name, await lease.End());
            }
        }
        catch (Exception e)
        {
            Log.NotSettled(log, e, message.Id, trigger.Name, options.MessageLease);
        }
    }

    private async Task<bool> Succeeds(FunctionEntry function, object body, MessageLease lease)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await invoker.Invoke(function, body, scope.ServiceProvider, null, null, options.CancelWhenLost ? lease.Lost : CancellationToken.None);
            return true;
        }
        catch (Exception)
        {
            // The invoker has written down what happened; here only the message's fate is left to decide.
            return false;
        }
    }

    private async Task PutBack(string queue, QueueMessage message)
    {
        // A run that the host itself cut off goes back at once: the next process should not wait for it.
        var wait = shutdown.CutOff.IsCancellationRequested && options.ReturnWhenCutOff ? TimeSpan.Zero : hostJson.Queues.VisibilityTimeout;
        if (message.DequeueCount >= hostJson.Queues.MaxDequeueCount)
        {
            await Poison(queue, message);
        }
        else if (await queues.Hide(queue, message, wait, CancellationToken.None) is null)
        {
            Log.Stale(log, message.Id, queue);
        }
        else
        {
            Log.Again(log, message.Id, queue, message.DequeueCount, hostJson.Queues.MaxDequeueCount, wait);
        }
    }

    /// <summary>Added before it is removed: a crash in between leaves two, never none.</summary>
    private async Task Poison(string queue, QueueMessage message)
    {
        await queues.Enqueue(QueueNames.Poison(queue), message.Body, TimeSpan.Zero, CancellationToken.None);
        metrics.Poisoned(queue);
        Log.Poisoned(log, message.Id, queue, QueueNames.Poison(queue), message.DequeueCount);
        await Delete(queue, message);
    }

    private async Task Delete(string queue, QueueMessage message)
    {
        if (!await queues.Delete(queue, message, CancellationToken.None))
        {
            Log.Stale(log, message.Id, queue);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Message {Id} of queue {Queue} cannot be read as {Type}: {Problem}.")]
        public static partial void Unbindable(ILogger log, string id, string queue, string type, string problem);

        [LoggerMessage(2, LogLevel.Warning, "Message {Id} of queue {Queue} failed (try {Try} of {Tries}); it is seen again after {Wait}.")]
        public static partial void Again(ILogger log, string id, string queue, int @try, int tries, TimeSpan wait);

        [LoggerMessage(3, LogLevel.Error, "Message {Id} of queue {Queue} was moved to {PoisonQueue} at try {Try}.")]
        public static partial void Poisoned(ILogger log, string id, string queue, string poisonQueue, int @try);

        [LoggerMessage(4, LogLevel.Warning, "Message {Id} of queue {Queue} was taken by somebody else before it was settled; it may run twice.")]
        public static partial void Stale(ILogger log, string id, string queue);

        [LoggerMessage(5, LogLevel.Error, "Message {Id} of queue {Queue} could not be settled; it is seen again within {Lease}.")]
        public static partial void NotSettled(ILogger log, Exception fault, string id, string queue, TimeSpan lease);
    }
}
