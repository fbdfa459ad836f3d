using Funnel.Azure;
using Funnel.Storage.Tests.Contract;
using Funnel.Storage.Tests.Rows;

namespace Funnel.Storage.Tests.Azure;

[NeedsAzurite]
public sealed class AzureRowsTests(Azurite azurite) : RowsContract, IClassFixture<Azurite>
{
    protected override int IncrementsPerTask => 10;

    protected override Task<IRows> Open() =>
        Task.FromResult<IRows>(new AzureRows(AzureClients.Tables(new() { ConnectionString = azurite.ConnectionString })));
}
