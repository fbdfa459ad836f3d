namespace Funnel.Storage.Tests.Queues;

/// <summary>What every <see cref="IQueues"/> must do. One subclass per adapter runs all of it unchanged.</summary>
public abstract partial class QueuesContract : IAsyncLifetime
{
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Each test has its own queue: adapters may share one store between tests.
    private readonly string queue = "test-" + Guid.NewGuid().ToString("N");

    protected IQueues Queues { get; private set; } = null!;

    public async Task InitializeAsync() => Queues = await Open();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    protected abstract Task<IQueues> Open();

    /// <summary>Lets time pass: moves the adapter's clock, or waits where the store has its own.</summary>
    protected abstract Task Advance(TimeSpan by);

    private async Task Send(string body, TimeSpan delay = default) => await Queues.Enqueue(queue, body, delay, default);

    private async Task<IReadOnlyList<QueueMessage>> Take(int max = 32, TimeSpan? visibility = null) =>
        await Queues.Receive(queue, max, visibility ?? Minute, default);

    private async Task<QueueMessage> TakeOne(TimeSpan? visibility = null) => Assert.Single(await Take(1, visibility));

    private async Task<bool> Delete(QueueMessage message) => await Queues.Delete(queue, message, default);

    private async Task<QueueMessage?> Hide(QueueMessage message, TimeSpan visibility) => await Queues.Hide(queue, message, visibility, default);

    private async Task<long> Count() => await Queues.Count(queue, default);
}
