using Funnel.Storage.Tests.Contract;

namespace Funnel.Storage.Tests.Queues;

public abstract partial class QueuesContract
{
    [AdapterFact]
    public async Task A_message_is_received_once_and_deleted()
    {
        await Send("hello");

        var message = await TakeOne();

        Assert.Equal(("hello", 1), (message.Body, message.DequeueCount));
        Assert.NotEmpty(message.Id);
        Assert.NotEmpty(message.Receipt);
        Assert.True(message.VisibleAgainAt > message.EnqueuedAt);
        Assert.Empty(await Take());
        Assert.True(await Delete(message));
        Assert.Equal(0, await Count());
    }

    [AdapterFact]
    public async Task A_queue_without_messages_is_empty()
    {
        Assert.Empty(await Take());
        Assert.Equal(0, await Count());
        Assert.False(await Delete(new("1", "x", "1", 1, default, default)));
        Assert.Null(await Hide(new("1", "x", "1", 1, default, default), Second));
    }

    [AdapterFact]
    public async Task A_message_that_is_not_deleted_comes_back_with_its_count()
    {
        await Send("hello");
        var first = await TakeOne(Second);

        await Advance(Second * 1.5);
        var second = await TakeOne(Second);

        Assert.Equal((first.Id, "hello", 2), (second.Id, second.Body, second.DequeueCount));
        Assert.Equal(first.EnqueuedAt, second.EnqueuedAt);
        Assert.NotEqual(first.Receipt, second.Receipt);
    }

    [AdapterFact]
    public async Task A_delayed_message_waits()
    {
        await Send("later", delay: Second * 4);

        Assert.Empty(await Take());
        Assert.Equal(1, await Count());
        await Advance(Second * 4.5);
        Assert.Equal("later", (await TakeOne()).Body);
    }

    [AdapterFact]
    public async Task No_more_than_asked_for_are_taken()
    {
        for (var i = 0; i < 40; i++)
        {
            await Send($"m{i}");
        }

        Assert.Equal(5, (await Take(5)).Count);
        Assert.Equal(32, (await Take(32)).Count);
        Assert.Equal(3, (await Take(32)).Count);
        Assert.Equal(40, await Count());
    }

    [AdapterFact]
    public async Task A_message_that_fails_again_and_again_is_moved_to_the_poison_queue()
    {
        await Send("bad");
        var poison = QueueNames.Poison(queue);
        for (var tries = 1; tries <= 3; tries++)
        {
            var message = await TakeOne();
            Assert.Equal(tries, message.DequeueCount);
            if (tries < 3)
            {
                Assert.NotNull(await Hide(message, TimeSpan.Zero));
                continue;
            }

            await Queues.Enqueue(poison, message.Body, TimeSpan.Zero, default);
            Assert.True(await Delete(message));
        }

        Assert.Empty(await Take());
        Assert.Equal("bad", Assert.Single(await Queues.Receive(poison, 32, Minute, default)).Body);
    }

    [AdapterFact]
    public async Task Queues_do_not_mix()
    {
        await Send("mine");

        Assert.Empty(await Queues.Receive(queue + "-x", 32, Minute, default));
        var message = await TakeOne();
        Assert.False(await Queues.Delete(queue + "-x", message, default));
        Assert.True(await Delete(message));
    }
}
