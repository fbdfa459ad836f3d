using Funnel.Storage.InMemory;

namespace Funnel.Storage.Tests.Recovery;

public sealed class MemoryEmptyStoreTests : EmptyStoreContract
{
    protected override Task<IRows> Open() => Task.FromResult<IRows>(new MemoryRows());
}
