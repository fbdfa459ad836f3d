using Funnel.Storage;

namespace Funnel.Benchmarks.Storage;

/// <summary>Messages of the size that the product sends: a lead's id and an action.</summary>
internal sealed class QueueWork(IQueues queues)
{
    private const string Body = """{"lead":"douyin:shop-1:7300000000000000000","action":"reply","offer":"guide","step":1}""";

    public async Task<long> Enqueue(int tasks, int each)
    {
        await RowWork.InTasks(tasks, each, async (_, _) => await queues.Enqueue(QueueNames.Replies, Body, TimeSpan.Zero, default));
        return (long)tasks * each;
    }

    /// <summary>Takes 32 at a time and deletes them one by one, as a trigger does.</summary>
    public async Task<long> Drain(int tasks)
    {
        long taken = 0;
        await RowWork.InTasks(tasks, 1, async (_, _) =>
        {
            while (await queues.Receive(QueueNames.Replies, QueueRules.MaxReceive, TimeSpan.FromMinutes(1), default) is { Count: > 0 } messages)
            {
                await Task.WhenAll(messages.Select(message => queues.Delete(QueueNames.Replies, message, default).AsTask()));
                Interlocked.Add(ref taken, messages.Count);
            }
        });
        return taken;
    }
}
