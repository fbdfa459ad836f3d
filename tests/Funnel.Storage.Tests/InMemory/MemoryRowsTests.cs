using Funnel.Storage.InMemory;
using Funnel.Storage.Tests.Rows;

namespace Funnel.Storage.Tests.InMemory;

public sealed class MemoryRowsTests : RowsContract
{
    protected override Task<IRows> Open() => Task.FromResult<IRows>(new MemoryRows());
}
