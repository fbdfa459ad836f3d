using Funnel.Storage.InMemory;
using Funnel.Storage.Tests.Queues;

namespace Funnel.Storage.Tests.InMemory;

public sealed class MemoryQueuesTests : QueuesContract
{
    private readonly ManualTime time = new(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    protected override Task<IQueues> Open() => Task.FromResult<IQueues>(new MemoryQueues(time));

    protected override Task Advance(TimeSpan by)
    {
        time.Advance(by);
        return Task.CompletedTask;
    }
}
