using Funnel.Storage.Tests.Contract;

namespace Funnel.Storage.Tests.Queues;

public abstract partial class QueuesContract
{
    [AdapterTheory]
    [InlineData("""{"lead":"douyin:1","action":"reply"}""")]
    [InlineData("求资料 😀 <xml/> & \"quotes\" \0 \u0001 \r\n")]
    [InlineData(" ")]
    [InlineData("aGVsbG8=")]
    public async Task A_body_is_kept_to_the_letter(string body)
    {
        await Send(body);

        Assert.Equal(body, (await TakeOne()).Body);
    }

    [AdapterTheory]
    [InlineData('x', 1)]
    [InlineData('资', 3)]
    public async Task The_largest_body_is_kept_and_a_larger_one_refused(char c, int bytes)
    {
        var body = new string(c, QueueNames.MaxBodyBytes / bytes);
        await Send(body);

        Assert.Equal(body, (await TakeOne()).Body);
        var fault = await Assert.ThrowsAnyAsync<ArgumentException>(() => Send(body + c));
        Assert.Contains("at most 49152", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Count());
    }

    [AdapterFact]
    public async Task A_body_that_is_no_text_is_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Send(""));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Send("\ud83d"));
    }

    [AdapterFact]
    public async Task Times_outside_their_range_are_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Send("x", TimeSpan.FromSeconds(-1)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Send("x", TimeSpan.FromDays(7.01)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Take(1, TimeSpan.FromMilliseconds(999)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Take(1, TimeSpan.FromDays(7.01)));
        await Send("x", TimeSpan.FromDays(7));
        Assert.Equal(1, await Count());
    }

    [AdapterFact]
    public async Task Hiding_takes_up_to_seven_days()
    {
        await Send("x");
        var message = await TakeOne(TimeSpan.FromDays(7));

        await Assert.ThrowsAnyAsync<ArgumentException>(() => Hide(message, TimeSpan.FromDays(7.01)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Hide(message, TimeSpan.FromSeconds(-1)));
        Assert.NotNull(await Hide(message, TimeSpan.FromDays(7)));
    }

    [AdapterTheory]
    [InlineData(0)]
    [InlineData(33)]
    public async Task Taking_no_message_or_too_many_is_refused(int max)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Take(max));
    }

    [AdapterTheory]
    [InlineData("ab")]
    [InlineData("Comments")]
    [InlineData("-comments")]
    [InlineData("comments-")]
    [InlineData("com--ments")]
    [InlineData("com ments")]
    public async Task A_queue_name_that_no_store_could_have_is_refused(string name)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Queues.Enqueue(name, "x", TimeSpan.Zero, default));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Queues.Receive(name, 1, Minute, default));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Queues.Count(name, default));
    }
}
