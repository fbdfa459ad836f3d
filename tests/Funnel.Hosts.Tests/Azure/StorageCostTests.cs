using System.Globalization;
using Azure.Core;
using Funnel.Arrival;
using Funnel.Azure;
using Funnel.Hosts.Tests.EndToEnd;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Storage;
using Funnel.Storage.Tests.Azure;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Funnel.Hosts.Tests.Azure;

/// <summary>
/// Storage operations, counted at the clients' pipeline as the bill counts them, at a busy shop's load: a round that brings thousands of comments.
/// Empty looks into queues are left out: they cost by the hour, not by the comment (infra/README.md adds them).
/// </summary>
[Collection(FreeProcessors.Name)] // an emulator that is too slow is asked again, which costs
public sealed class StorageCostTests(Azurite azurite, ITestOutputHelper output) : IClassFixture<Azurite>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly StorageOperationCounter counter = new();
    private readonly QuietSource source = new();
    private ServiceProvider services = null!;
    private long emptyLooks;

    public async Task InitializeAsync()
    {
        if (Azurite.Missing is not null)
        {
            return;
        }

        services = QuietShop.Services(new AzureStorageOptions
        {
            ConnectionString = azurite.ConnectionString,
            ConfigurePipeline = o => o.AddPolicy(counter, HttpPipelinePosition.PerRetry),
        }, source);
        await Get<TokenIssuer>().Prepare(default);

        // One person all the way, so that tables and queues are there and the account is known.
        Comment("warm", "warm-up", "求资料");
        await Journey(["warm-up"]);
        await FollowUps();
        Begin();
    }

    public async Task DisposeAsync()
    {
        if (services is not null)
        {
            await services.DisposeAsync();
        }
    }

    [AzuriteFact]
    public async Task Chatter_costs_at_most_a_twentieth_of_an_operation_per_comment()
    {
        const int videos = 40, each = 60;
        for (var i = 0; i < videos * each; i++)
        {
            Comment($"v{i % videos}", $"viewer-{i}", i % 2 == 0 ? "哈哈哈哈太好笑了[捂脸]" : "学到了，支持支持");
        }

        await Read();
        await Get<LeadLists>().Flush(default);
        Report(videos * each, 0.05, "non-inquiry comment");
    }

    [AzuriteFact]
    public async Task A_lead_costs_at_most_twelve_and_a_half_operations_from_inquired_to_served()
    {
        var people = Enumerable.Range(0, 200).Select(i => $"asker-{i}").ToList();
        people.ForEach(p => Comment("v" + (p.Length % 10), p, "求资料"));
        await Journey(people);
        await Get<LeadLists>().Flush(default);
        Report(people.Count, 12.5, "lead, Inquired to Served");
        Assert.All(people, p => Assert.Equal(Funnel.Leads.Stage.Served, Get<LeadStore>().Find(LeadId.Of("shop", p), default).AsTask().GetAwaiter().GetResult()!.Stage));

        Begin();
        await FollowUps();
        Report(people.Count, double.MaxValue, "lead, labels and contact index afterwards");
    }

    private void Begin()
    {
        counter.Reset();
        emptyLooks = 0;
    }

    private async Task Journey(IReadOnlyList<string> people)
    {
        await Read();
        await Drain(QueueNames.Replies);
        await Get<SourceEvents>().Queue("quiet",
            [.. people.Select(p => new SourceEvent.ChatOpened("merchant", p, new ChatWindow(WindowKind.Wrote, "conv-" + p, "m-" + p, Now, Now.AddHours(24), 6), "在吗", null, null))], default);
        await Drain(QueueNames.Chats);
        foreach (var atOnce in people.Chunk(32))
        {
            await Task.WhenAll(atOnce.Select(Arrive));
        }
    }

    private Task Arrive(string person)
    {
        var token = Get<TokenIssuer>().Issue(TokenKind.Invitation, LeadId.Of("shop", person));
        return Get<ContactEvents>().Handle("wecom", new DestinationEvent.Added(new("staff", "wm-" + person), token, "code-" + person, false, TimeProvider.System.GetUtcNow()), default);
    }

    private async Task Read()
    {
        await Get<CommentPoller>().Poll(default);
        await Drain(QueueNames.Comments, body => Get<CommentTriage>().Handle(CommentsMessage.Parse(body), default));
    }

    /// <summary>The safety net of each welcome becomes visible after some seconds; it is worked on as the host would.</summary>
    private async Task FollowUps()
    {
        await Task.Delay(TimeSpan.FromSeconds(6));
        await Drain(QueueNames.FollowUps);
    }

    private Task Drain(string queue) => Drain(queue, body => Get<LeadWork>().Handle(queue, WorkMessage.Parse(body), default));

    private async Task Drain(string queue, Func<string, Task> handle)
    {
        var queues = Get<IQueues>();
        while (await queues.Receive(queue, 32, TimeSpan.FromMinutes(1), default) is { Count: > 0 } messages)
        {
            await Task.WhenAll(messages.Select(async m =>
            {
                await handle(m.Body);
                await queues.Delete(queue, m, default);
            }));
        }

        emptyLooks++;
    }

    private void Comment(string video, string person, string text)
    {
        if (!source.Videos.TryGetValue(video, out var comments))
        {
            source.Videos[video] = comments = [];
        }

        // Whole seconds, as platforms tell them.
        comments.Add(new Comment($"@{video}-{person}", video, person, text, DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()), Nick: person));
    }

    private void Report(int units, double target, string what)
    {
        var operations = counter.Total - emptyLooks;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(double)operations / units:0.000} storage operations per {what} ({operations} for {units}): {string.Join(", ", counter.Counts.Select(c => $"{c.Key} {c.Value}"))}"));
        Assert.True(operations <= target * units, $"{operations} operations for {units} ({what}), at most {target} each are wanted");
    }

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();
}
