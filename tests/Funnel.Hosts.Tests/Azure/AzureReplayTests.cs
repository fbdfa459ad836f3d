using System.Globalization;
using Funnel.Azure;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Replay;
using Funnel.Storage;
using Funnel.Storage.Tests.Azure;
using Funnel.Triage;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Funnel.Hosts.Tests.Azure;

/// <summary>A replay of many on tables and queues.</summary>
public sealed class AzureReplayTests(Azurite azurite, ITestOutputHelper output) : IClassFixture<Azurite>
{
    private const int People = 200;

    [AzuriteFact]
    public async Task Many_who_wait_are_answered_as_the_dry_run_said_and_once()
    {
        await using var shop = QuietShop.Services(new AzureStorageOptions { ConnectionString = azurite.ConnectionString }, new QuietSource());
        await shop.GetRequiredService<TokenIssuer>().Prepare(default);
        var people = Enumerable.Range(0, People).Select(i => string.Create(CultureInfo.InvariantCulture, $"waiting-{i}")).ToList();
        await Each(people, person => Park(shop, person));
        await shop.GetRequiredService<LeadLists>().Flush(default);

        var began = TimeProvider.System.GetTimestamp();
        var (_, said) = await Run(shop, dryRun: true);
        var dry = TimeProvider.System.GetElapsedTime(began);
        var (head, done) = await Run(shop, dryRun: false);
        output.WriteLine($"dry run {dry.TotalSeconds:0.0} s, both {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s: {head.Counters}");
        Assert.Equal(People, done.Count);
        Assert.Equal(said.Select(Told), done.Select(Told));
        Assert.Equal(head.Id, (await Run(shop, dryRun: false)).Head.Id);

        await Drain(shop);
        var effects = new Dictionary<LeadId, Effect>();
        await Each(people, async person =>
        {
            var lead = (await shop.GetRequiredService<LeadStore>().Find(LeadId.Of("shop", person), default))!;
            lock (effects)
            {
                effects[lead.Id] = Assert.Single(lead.Effects);
            }
        });
        Assert.All(done, i => Assert.Equal((EffectStatus.Sent, i.Text, 1), (effects[i.Lead!.Value].Status, effects[i.Lead.Value].Text, effects[i.Lead.Value].Attempts)));
    }

    private static (LeadId?, string?, ReplayOutcome, Reason, string?) Told(ReplayItem item) => (item.Lead, item.Effect, item.Outcome, item.Why, item.Text);

    private static Task Each(IEnumerable<string> people, Func<string, Task> work) =>
        Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (person, _) => await work(person));

    private static async Task Park(ServiceProvider shop, string person)
    {
        var now = TimeProvider.System.GetUtcNow();
        var asked = new LeadCommand.Inquire(now, "shop", person, "小明", new Ask("c-" + person, "v1", now, "求资料", "guide", 0.9f, InquiryKind.Material, Tier.Rule));
        await shop.GetRequiredService<LeadStore>().Apply(
            LeadId.Of("shop", person), l => LeadDecider.Decide(l, asked).Then(new LeadCommand.Park(now, Effect.ReplyId("guide"), Reason.WorkFailed)), default, mayBeNew: true, queueWork: false);
    }

    /// <summary>As the host does: a message a slice. With the same key as before nothing is left to do.</summary>
    private static async Task<(ReplayHead Head, IReadOnlyList<ReplayItem> Items)> Run(ServiceProvider shop, bool dryRun)
    {
        var (replays, queues) = (shop.GetRequiredService<Replays>(), shop.GetRequiredService<IQueues>());
        var request = new ReplayRequest { Selection = new() { Account = ["shop"], Reason = ["work-failed"] }, DryRun = dryRun };
        var head = (await replays.Start(request, "anna", dryRun ? "dry" : "real", default)).Replay!;
        while (await queues.Receive(QueueNames.Replays, 32, TimeSpan.FromMinutes(5), default) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                await shop.GetRequiredService<ReplaySlices>().Handle(ReplayMessage.Parse(message.Body), default);
                await queues.Delete(QueueNames.Replays, message, default);
            }
        }

        var items = new List<ReplayItem>();
        for (string? after = ""; after is not null;)
        {
            var page = await replays.Items(head.Id, after, default);
            items.AddRange(page.Items);
            after = page.Next;
        }

        return ((await replays.Find(head.Id, default))!, items);
    }

    private static async Task Drain(ServiceProvider shop)
    {
        var queues = shop.GetRequiredService<IQueues>();
        while (await queues.Receive(QueueNames.Replies, 32, TimeSpan.FromMinutes(5), default) is { Count: > 0 } messages)
        {
            await Task.WhenAll(messages.Select(async message =>
            {
                await shop.GetRequiredService<LeadWork>().Handle(QueueNames.Replies, WorkMessage.Parse(message.Body), default);
                await queues.Delete(QueueNames.Replies, message, default);
            }));
        }
    }
}
