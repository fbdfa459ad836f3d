using System.Collections.Concurrent;
using Funnel.Storage.Tests.Contract;

namespace Funnel.Storage.Tests.Queues;

public abstract partial class QueuesContract
{
    /// <summary>Fewer where each call is slow.</summary>
    protected virtual int CrowdMessages => 400;

    [AdapterFact]
    public async Task Many_receivers_never_hold_the_same_message()
    {
        await Task.WhenAll(Enumerable.Range(0, CrowdMessages).Select(i => Send($"m{i}")));
        var taken = new ConcurrentBag<QueueMessage>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (await Take(3) is { Count: > 0 } messages)
            {
                foreach (var message in messages)
                {
                    taken.Add(message);
                }
            }
        })));

        Assert.Equal(CrowdMessages, taken.Count);
        Assert.Equal(CrowdMessages, taken.Select(message => message.Body).Distinct().Count());
        Assert.All(taken, message => Assert.Equal(1, message.DequeueCount));
    }

    [AdapterFact]
    public async Task Of_many_who_delete_one_delivery_one_succeeds()
    {
        await Send("hello");
        var message = await TakeOne();

        var deleted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Delete(message))));

        Assert.Single(deleted, success => success);
    }

    [AdapterFact]
    public async Task A_cancelled_call_sends_and_takes_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Queues.Enqueue(queue, "x", TimeSpan.Zero, cancelled));
        await Send("y");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Queues.Receive(queue, 1, Minute, cancelled));
        Assert.Equal(("y", 1), ((await TakeOne()).Body, 1));
        Assert.Equal(1, await Count());
    }
}
