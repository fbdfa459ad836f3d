using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Funnel.Azure;
using Funnel.Storage.Tests.Contract;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Storage.Tests.Azure;

[NeedsAzurite]
public sealed class AzuriteTests(Azurite azurite) : IClassFixture<Azurite>
{
    private readonly StorageOperationCounter counter = new();

    [AdapterFact]
    public async Task Operations_are_counted_by_kind()
    {
        await using var provider = new ServiceCollection().AddAzureStorage(Options()).BuildServiceProvider();
        var (rows, queues) = (provider.GetRequiredService<IRows>(), provider.GetRequiredService<IQueues>());
        await rows.Commit("leads", "p", [new RowChange.Put(new("p", "a", "1")), new RowChange.Put(new("p", "b", "1"))], default);
        await queues.Enqueue("work", "hello", TimeSpan.Zero, default);
        counter.Reset();

        await rows.Find("leads", "p", "a", default);
        await rows.Query("leads", "p", KeyRange.All, 10, null, default);
        await rows.Commit("leads", "p", [new RowChange.Put(new("p", "a", "2")), new RowChange.Put(new("p", "b", "2"))], default);
        await queues.Enqueue("work", "again", TimeSpan.Zero, default);
        var message = (await queues.Receive("work", 1, TimeSpan.FromMinutes(1), default))[0];
        await queues.Delete("work", (await queues.Hide("work", message, TimeSpan.FromMinutes(1), default))!, default);
        await queues.Count("work", default);

        Assert.Equal(8, counter.Total);
        Assert.Equal(
            ["queue.count", "queue.delete", "queue.hide", "queue.receive", "queue.send", "table.batch", "table.find", "table.query"],
            counter.Counts.Keys);
        Assert.All(counter.Counts.Values, count => Assert.Equal(1, count));
    }

    [AdapterFact]
    public async Task A_message_that_is_not_base64_is_moved_to_the_poison_queue()
    {
        var queues = new AzureQueues(AzureClients.Queues(Options()));
        await queues.Enqueue("byhand", "good", TimeSpan.Zero, default);
        var raw = new QueueServiceClient(azurite.ConnectionString).GetQueueClient("byhand");
        await raw.SendMessageAsync("求资料, by hand");

        var messages = await queues.Receive("byhand", 32, TimeSpan.FromMinutes(1), default);

        Assert.Equal("good", Assert.Single(messages).Body);
        Assert.Equal(1, await queues.Count("byhand", default));
        Assert.Equal("求资料, by hand", Assert.Single(await queues.Receive("byhand-poison", 32, TimeSpan.FromMinutes(1), default)).Body);
    }

    [AdapterTheory]
    [InlineData("plain", "{\"lead\":1}")]
    [InlineData("bytes", "abcd")] // Base64, but of bytes that are no text
    [InlineData("breaks", "<a> & \"b\"\r\n")]
    [InlineData("nothing", "")]
    public async Task A_message_by_hand_is_kept_as_it_is_and_holds_nobody_up(string queue, string text) => await IsPutAside(queue, text);

    [AdapterFact]
    public async Task A_message_by_hand_may_be_larger_than_ours() => await IsPutAside("large", new string('!', 64 * 1024 - 16));

    [AdapterFact]
    public async Task Poison_queues_give_what_is_not_base64_as_it_is()
    {
        var queues = new AzureQueues(AzureClients.Queues(Options()));
        foreach (var queue in QueueNames.PoisonQueues("asis"))
        {
            await queues.Enqueue(queue, "ours", TimeSpan.Zero, default);
            await new QueueServiceClient(azurite.ConnectionString).GetQueueClient(queue).SendMessageAsync("by hand");

            Assert.Equal(["by hand", "ours"], (await queues.Receive(queue, 32, TimeSpan.FromMinutes(1), default)).Select(m => m.Body).Order(StringComparer.Ordinal));
            Assert.Equal(2, await queues.Count(queue, default));
        }
    }

    [AdapterFact]
    public async Task A_person_reads_columns_beside_the_payload()
    {
        var service = new TableServiceClient(azurite.ConnectionString);
        var row = new Row("douyin:shop", "lead/1", new string('x', 40_000))
        {
            Columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["Stage"] = "Replied" },
        };
        await new AzureRows(service).Commit("videos", "douyin:shop", [new RowChange.Put(row)], default);

        var entity = (await service.GetTableClient("videos").GetEntityIfExistsAsync<TableEntity>("douyin:shop", "lead.11")).Value!;

        Assert.Equal("Replied", entity.GetString("Stage"));
        Assert.Equal((32_768, 7_232), (entity.GetString("Payload")!.Length, entity.GetString("Payload1")!.Length));
        Assert.NotNull(entity.Timestamp);
    }

    [AdapterFact]
    public async Task Every_type_of_property_comes_back()
    {
        var table = new TableServiceClient(azurite.ConnectionString).GetTableClient("types");
        await table.CreateIfNotExistsAsync();
        var values = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["Text"] = "求 'it' \"😀\"", ["Small"] = -7, ["Large"] = long.MaxValue, ["Whole"] = 3.0, ["Part"] = 0.1, ["Yes"] = true,
            ["At"] = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1_234_567), ["Bytes"] = new byte[] { 0, 255, 1 },
        };
        var entity = new TableEntity(values) { PartitionKey = "p", RowKey = "k" };

        await table.AddEntityAsync(entity);
        var found = (await table.GetEntityIfExistsAsync<TableEntity>("p", "k")).Value!;

        Assert.All(values, value => Assert.Equal(value.Value, found[value.Key]));
        Assert.NotEqual(default, found.ETag);
    }

    [AdapterFact]
    public async Task Single_writes_ask_for_the_version()
    {
        var service = new TableServiceClient(azurite.ConnectionString);
        var table = service.GetTableClient("singles");
        await service.CreateTableIfNotExistsAsync("singles");
        await table.UpsertEntityAsync(new TableEntity("p", "k") { ["A"] = "1" });
        var first = (await table.GetEntityIfExistsAsync<TableEntity>("p", "k")).Value!;

        await table.UpdateEntityAsync(new TableEntity("p", "k") { ["B"] = "2" }, first.ETag, TableUpdateMode.Merge);
        var late = await Assert.ThrowsAsync<global::Azure.RequestFailedException>(
            () => table.UpdateEntityAsync(first, first.ETag, TableUpdateMode.Replace));
        var merged = (await table.GetEntityIfExistsAsync<TableEntity>("p", "k", ["A", "B"])).Value!;

        Assert.Equal((412, "UpdateConditionNotSatisfied"), (late.Status, late.ErrorCode));
        Assert.Equal(("1", "2"), (merged.GetString("A"), merged.GetString("B")));
        Assert.Equal(204, (await table.DeleteEntityAsync("p", "k")).Status);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "k")).HasValue);
        await service.DeleteTableAsync("singles");
    }

    [AdapterFact]
    public async Task The_service_s_pages_follow_each_other()
    {
        var table = new TableServiceClient(azurite.ConnectionString).GetTableClient("pages");
        await table.CreateIfNotExistsAsync();
        await table.SubmitTransactionAsync(
            Enumerable.Range(10, 25).Select(i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i}"))));

        var keys = new List<string>();
        await foreach (var entity in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey ge {"12"}"), maxPerPage: 4))
        {
            keys.Add(entity.RowKey);
        }

        Assert.Equal(Enumerable.Range(12, 23).Select(i => $"{i}"), keys);
    }

    private async Task IsPutAside(string queue, string text)
    {
        var queues = new AzureQueues(AzureClients.Queues(Options()));
        var raw = new QueueServiceClient(azurite.ConnectionString).GetQueueClient(queue);
        await raw.CreateAsync();
        await raw.SendMessageAsync(text);
        await queues.Enqueue(queue, "good", TimeSpan.Zero, default);

        var good = Assert.Single(await queues.Receive(queue, 32, TimeSpan.FromMinutes(1), default));
        var aside = Assert.Single(await queues.Receive(QueueNames.Poison(queue), 32, TimeSpan.FromMinutes(1), default));

        Assert.Equal(("good", text), (good.Body, aside.Body));
        Assert.Equal(1, await queues.Count(queue, default));
        Assert.True(await queues.Delete(QueueNames.Poison(queue), aside, default));
    }

    private AzureStorageOptions Options() => new()
    {
        ConnectionString = azurite.ConnectionString,
        ConfigurePipeline = options => options.AddPolicy(counter, HttpPipelinePosition.PerRetry),
    };
}
