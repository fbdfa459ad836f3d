using Funnel.Azure;
using Funnel.Storage.Tests.Azure;
using Funnel.Storage.Tests.Contract;

namespace Funnel.Storage.Tests.Settings;

[NeedsAzurite]
public sealed class AzureSettingsTests(Azurite azurite) : SettingsStoreContract, IClassFixture<Azurite>
{
    protected override Task<IRows> Open() =>
        Task.FromResult<IRows>(new AzureRows(AzureClients.Tables(new() { ConnectionString = azurite.ConnectionString })));
}
