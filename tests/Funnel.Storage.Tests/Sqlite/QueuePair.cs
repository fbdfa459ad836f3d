namespace Funnel.Storage.Tests.Sqlite;

/// <summary>The same operations on a queue and on its model, under one clock; every delivery ever made is kept, so that stale receipts are tried too.</summary>
internal sealed class QueuePair(IQueues store, IQueues model, string queue, ManualTime time)
{
    private readonly List<(QueueMessage Store, QueueMessage Model)> deliveries = [];

    public async Task<bool> StepOn(System.Random random)
    {
        switch (random.Next(6))
        {
            case 0 or 1:
                return await Send($"m{random.Next()}", Seconds(random, 0));
            case 2:
                return await Take(random.Next(1, 5), Seconds(random, 1));
            case 3:
                return await Delete(random);
            case 4:
                return await Hide(random, Seconds(random, 0));
            default:
                time.Advance(Seconds(random, 0));
                return await store.Count(queue, default) == await model.Count(queue, default);
        }
    }

    private static TimeSpan Seconds(System.Random random, int least) => TimeSpan.FromSeconds(random.Next(least, 10));

    private static object What(QueueMessage message) => (message.Body, message.DequeueCount, message.EnqueuedAt, message.VisibleAgainAt);

    private async Task<bool> Send(string body, TimeSpan delay)
    {
        await store.Enqueue(queue, body, delay, default);
        await model.Enqueue(queue, body, delay, default);
        return true;
    }

    private async Task<bool> Take(int max, TimeSpan visibility)
    {
        var mine = await store.Receive(queue, max, visibility, default);
        var theirs = await model.Receive(queue, max, visibility, default);
        deliveries.AddRange(mine.Zip(theirs));
        return mine.Select(What).SequenceEqual(theirs.Select(What));
    }

    private async Task<bool> Delete(System.Random random)
    {
        if (deliveries.Count == 0)
        {
            return true;
        }

        var (mine, theirs) = deliveries[random.Next(deliveries.Count)];
        return await store.Delete(queue, mine, default) == await model.Delete(queue, theirs, default);
    }

    private async Task<bool> Hide(System.Random random, TimeSpan visibility)
    {
        if (deliveries.Count == 0)
        {
            return true;
        }

        var (mine, theirs) = deliveries[random.Next(deliveries.Count)];
        var (hidden, modelled) = (await store.Hide(queue, mine, visibility, default), await model.Hide(queue, theirs, visibility, default));
        if (hidden is not null && modelled is not null)
        {
            deliveries.Add((hidden, modelled));
            return What(hidden).Equals(What(modelled));
        }

        return hidden is null && modelled is null;
    }
}
