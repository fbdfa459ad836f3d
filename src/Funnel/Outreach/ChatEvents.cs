using Funnel.Leads;
using Funnel.Storage;
using Microsoft.Extensions.Logging;

namespace Funnel.Outreach;

/// <summary>
/// Works on a chat event in the process that was told of it: an opened chat is open for 30 s, and no queue is quicker than doing it now. A
/// message that becomes visible a little later is queued first and taken back when the work is done, so a process that dies in between loses
/// nothing: another finds the message while the window is still open.
/// </summary>
public sealed partial class ChatEvents(ChatInbox inbox, IQueues queues, TimeProvider time, ILogger<ChatEvents> log)
{
    /// <summary>Longer than an invitation takes, and short enough for two more tries inside a window of 30 s.</summary>
    private static readonly TimeSpan TakeOverAfter = TimeSpan.FromSeconds(6);

    /// <summary>Platforms hang up after 5 s and may end the subscription when that happens often.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(3);

    /// <summary>Events worked on at once. What comes on top goes through the queue.</summary>
    private const int AtOnce = 64;

    private int underWay;

    /// <summary>Returns when it is done, or after 3 s while the work goes on. Whatever happens then, the event is not lost.</summary>
    /// <exception cref="StorageException">The event could not be queued: the platform has to tell it again.</exception>
    public async Task Handle(WorkMessage message, CancellationToken ct)
    {
        if (Interlocked.Increment(ref underWay) > AtOnce)
        {
            Interlocked.Decrement(ref underWay);
            await queues.Enqueue(QueueNames.Chats, message.ToJson(), TimeSpan.Zero, ct);
            return;
        }

        Task work;
        try
        {
            work = Work(message, await queues.Enqueue(QueueNames.Chats, message.ToJson(), TakeOverAfter, ct));
        }
        catch
        {
            Interlocked.Decrement(ref underWay);
            throw;
        }

        await work.WaitAsync(AnswerWithin, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // it looks after its own faults
    }

    private async Task Work(WorkMessage message, QueueMessage takeOver)
    {
        try
        {
            // Not the caller's token: that it hangs up must not stop an invitation on its way.
            await inbox.Handle(message, CancellationToken.None);
            await queues.Delete(QueueNames.Chats, takeOver, CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.LeftToQueue(log, message.Lead!.Value, e);
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1213, LogLevel.Warning, "Lead {Lead}: a chat event was not finished here; its message in the queue does it again")]
        public static partial void LeftToQueue(ILogger log, LeadId lead, Exception fault);
    }
}
