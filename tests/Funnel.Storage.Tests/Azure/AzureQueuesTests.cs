using Funnel.Azure;
using Funnel.Storage.Tests.Contract;
using Funnel.Storage.Tests.Queues;

namespace Funnel.Storage.Tests.Azure;

[NeedsAzurite]
public sealed class AzureQueuesTests(Azurite azurite) : QueuesContract, IClassFixture<Azurite>
{
    protected override int CrowdMessages => 60;

    protected override Task<IQueues> Open() =>
        Task.FromResult<IQueues>(new AzureQueues(AzureClients.Queues(new() { ConnectionString = azurite.ConnectionString })));

    // The service has its own clock: wait, and a little more, as it counts in whole seconds.
    protected override Task Advance(TimeSpan by) => Task.Delay(by + TimeSpan.FromMilliseconds(600));
}
