using Funnel.Azure;
using Funnel.Storage.Tests.Azure;
using Funnel.Storage.Tests.Contract;

namespace Funnel.Storage.Tests.Recovery;

[NeedsAzurite]
public sealed class AzureEmptyStoreTests(Azurite azurite) : EmptyStoreContract, IClassFixture<Azurite>
{
    protected override Task<IRows> Open() =>
        Task.FromResult<IRows>(new AzureRows(AzureClients.Tables(new() { ConnectionString = azurite.ConnectionString })));
}
