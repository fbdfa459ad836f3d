using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Funnel.Azure;
using Funnel.Storage.Tests.Azure;
using Funnel.Storage.Tests.Contract;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Storage.Tests.Privacy;

[NeedsAzurite]
public sealed class AzureErasureTests(Azurite azurite) : ErasureContract, IClassFixture<Azurite>
{
    protected override bool SeesHidden => false;

    protected override void Register(IServiceCollection services) => services.AddAzureStorage(azurite.ConnectionString);

    protected override async Task ForgetWork()
    {
        var queues = new QueueServiceClient(azurite.ConnectionString);
        await foreach (var queue in queues.GetQueuesAsync())
        {
            if (!queue.Name.StartsWith(QueueNames.Comments, StringComparison.Ordinal))
            {
                await queues.GetQueueClient(queue.Name).ClearMessagesAsync();
            }
        }
    }

    /// <summary>Every entity of every table, and every message that can be seen.</summary>
    protected override async Task<IReadOnlyList<byte[]>> Bytes()
    {
        var (tables, queues, all) = (new TableServiceClient(azurite.ConnectionString), new QueueServiceClient(azurite.ConnectionString), new List<byte[]>());
        await foreach (var table in tables.QueryAsync())
        {
            await foreach (var entity in tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                foreach (var (_, value) in entity)
                {
                    all.Add(value as byte[] ?? Encoding.UTF8.GetBytes(Uri.UnescapeDataString($"{value}")));
                }
            }
        }

        await foreach (var queue in queues.GetQueuesAsync())
        {
            foreach (var message in (await queues.GetQueueClient(queue.Name).PeekMessagesAsync(32)).Value)
            {
                all.Add(Convert.FromBase64String(message.MessageText));
            }
        }

        return all;
    }
}
