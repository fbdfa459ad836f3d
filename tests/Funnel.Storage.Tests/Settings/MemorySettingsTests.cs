using Funnel.Storage.InMemory;

namespace Funnel.Storage.Tests.Settings;

public sealed class MemorySettingsTests : SettingsStoreContract
{
    protected override Task<IRows> Open() => Task.FromResult<IRows>(new MemoryRows());
}
