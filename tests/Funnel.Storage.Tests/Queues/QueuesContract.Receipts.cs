using Funnel.Storage.Tests.Contract;

namespace Funnel.Storage.Tests.Queues;

public abstract partial class QueuesContract
{
    [AdapterFact]
    public async Task A_receipt_is_stale_once_somebody_else_has_the_message()
    {
        await Send("hello");
        var mine = await TakeOne(Second);
        await Advance(Second * 1.5);
        var theirs = await TakeOne();

        Assert.False(await Delete(mine));
        Assert.Null(await Hide(mine, Second));
        Assert.True(await Delete(theirs));
        Assert.False(await Delete(theirs));
        Assert.Null(await Hide(theirs, Second));
    }

    [AdapterFact]
    public async Task A_late_owner_may_finish_while_nobody_else_has_the_message()
    {
        await Send("hello");
        var message = await TakeOne(Second);
        await Advance(Second * 1.5);

        Assert.True(await Delete(message));
        Assert.Empty(await Take());
    }

    [AdapterFact]
    public async Task Hiding_gives_a_new_receipt_and_ends_the_old_one()
    {
        await Send("hello");
        var message = await TakeOne();

        var hidden = await Hide(message, Minute);

        Assert.NotNull(hidden);
        Assert.Equal((message.Id, "hello", 1), (hidden.Id, hidden.Body, hidden.DequeueCount));
        Assert.False(await Delete(message));
        Assert.Null(await Hide(message, Minute));
        Assert.True(await Delete(hidden));
    }

    [AdapterFact]
    public async Task Hiding_for_longer_keeps_a_message_away()
    {
        await Send("hello");
        var message = await TakeOne(Second);
        var hidden = await Hide(message, Minute);

        await Advance(Second * 1.5);
        Assert.Empty(await Take());
        Assert.NotNull(await Hide(hidden!, TimeSpan.Zero));
        Assert.Equal(2, (await TakeOne()).DequeueCount);
    }

    [AdapterFact]
    public async Task Hiding_for_no_time_gives_a_message_back_at_once()
    {
        await Send("hello");

        Assert.NotNull(await Hide(await TakeOne(), TimeSpan.Zero));

        Assert.Equal(2, (await TakeOne()).DequeueCount);
    }

    [AdapterFact]
    public async Task A_receipt_does_not_fit_a_later_message()
    {
        await Send("first");
        var first = await TakeOne();
        Assert.True(await Delete(first));
        await Send("second");
        var second = await TakeOne();

        Assert.NotEqual(first.Id, second.Id);
        Assert.False(await Delete(first));
        Assert.Equal(1, await Count());
    }

    [AdapterFact]
    public async Task The_sender_may_take_a_message_back_that_nobody_has_received()
    {
        var sent = await Queues.Enqueue(queue, "only if I die", Minute, default);
        await Send("other");
        Assert.Equal(("only if I die", 0), (sent.Body, sent.DequeueCount));

        Assert.True(await Delete(sent));

        Assert.False(await Delete(sent));
        Assert.Equal("other", (await TakeOne()).Body);
        await Advance(Minute * 1.5);
        Assert.Equal("other", (await TakeOne()).Body);
    }

    [AdapterFact]
    public async Task The_senders_receipt_ends_when_somebody_receives_the_message()
    {
        var sent = await Queues.Enqueue(queue, "hello", TimeSpan.Zero, default);
        var taken = await TakeOne();

        Assert.False(await Delete(sent));
        Assert.Null(await Hide(sent, Second));
        Assert.True(await Delete(taken));
    }

    [AdapterFact]
    public async Task A_receipt_that_nobody_gave_is_refused()
    {
        await Send("hello");
        var message = await TakeOne();

        foreach (var receipt in new[] { "", "0", "-1", "guess" })
        {
            Assert.False(await Delete(message with { Receipt = receipt }));
            Assert.Null(await Hide(message with { Receipt = receipt }, Second));
        }

        Assert.False(await Delete(message with { Id = "guess" }));
        Assert.True(await Delete(message));
    }
}
