using Azure.Storage.Queues;
using Funnel.Console;
using Funnel.Console.SignIn;
using Funnel.Functions.Http;
using Funnel.Hosts.Tests.EndToEnd;
using Funnel.Replay;
using Funnel.Storage;
using Funnel.Storage.Tests.Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Funnel.Hosts.Tests.Azure;

/// <summary>Messages that people write into a queue by hand, not as Base64: the Functions host takes them to <c>…-poison-poison</c>, ours to <c>…-poison</c>.</summary>
[Collection(FreeProcessors.Name)] // health waits five seconds for the storage
public sealed class PutAsideTests(Azurite azurite) : IClassFixture<Azurite>
{
    [AzuriteFact]
    public async Task Health_names_them_and_they_can_be_run_again()
    {
        await using var services = QuietShop.Services(new() { ConnectionString = azurite.ConnectionString }, new QuietSource());
        var (queues, failed) = (services.GetRequiredService<IQueues>(), services.GetRequiredService<FailedWork>());
        Assert.Contains("\"ok\":true", await Health(services), StringComparison.Ordinal);

        await Raw(QueueNames.Comments, "a page by hand");
        Assert.Empty(await queues.Receive(QueueNames.Comments, 32, TimeSpan.FromMinutes(1), default));
        await Raw("comments-poison-poison", "求资料 & <more>");
        await Raw("comments-poison-poison", new string('!', 60_000)); // can never be a message of ours

        await using var later = QuietShop.Services(new() { ConnectionString = azurite.ConnectionString }, new QuietSource()); // counts are believed for some seconds
        var health = await Health(later);
        Assert.Contains("queue comments-poison holds 1 messages", health, StringComparison.Ordinal);
        Assert.Contains("queue comments-poison-poison holds 2 messages", health, StringComparison.Ordinal);
        Assert.Equal(3, await failed.Requeue(QueueNames.Comments, dryRun: true, default));
        Assert.Equal(2, await failed.Requeue(QueueNames.Comments, dryRun: false, default));
        var again = await queues.Receive(QueueNames.Comments, 32, TimeSpan.FromMinutes(1), default);
        Assert.Equal(["a page by hand", "求资料 & <more>"], again.Select(m => m.Body).Order(StringComparer.Ordinal));
        Assert.Equal(1, await queues.Count("comments-poison-poison", default));
    }

    private async Task Raw(string queue, string text)
    {
        var client = new QueueServiceClient(azurite.ConnectionString).GetQueueClient(queue);
        await client.CreateIfNotExistsAsync();
        await client.SendMessageAsync(text);
    }

    private static async Task<string> Health(ServiceProvider services)
    {
        var limiter = new RequestLimiter(new ClientAddresses(Options.Create(new ConsoleOptions())), Options.Create(new LimitOptions()), TimeProvider.System);
        var function = ActivatorUtilities.CreateInstance<Health>(services, new LastHealth(), limiter);
        return ((ContentResult)await function.Run(new DefaultHttpContext().Request, default)).Content!;
    }
}
