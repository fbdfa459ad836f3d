using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Replay;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Funnel.Triage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Funnel.Tests.Replay;

public sealed class FailedWorkTests
{
    private readonly MemoryQueues queues = new(TimeProvider.System);
    private readonly LeadStore leads;
    private readonly Replays replays;
    private readonly FailedWork failed;
    private readonly LeadId id = LeadId.Of("shop", "anna");

    public FailedWorkTests()
    {
        var rows = new MemoryRows();
        leads = new(rows, queues, new(rows, TimeProvider.System, NullLogger<LeadLists>.Instance), new(rows, TimeProvider.System));
        replays = new(rows, queues, leads, TimeProvider.System);
        failed = new(leads, replays, queues, TimeProvider.System, NullLogger<FailedWork>.Instance);
    }

    [Fact]
    public async Task Work_that_failed_its_last_try_is_parked_for_a_person()
    {
        await Ask();
        await Poison(QueueNames.Replies, new WorkMessage(id, "reply:guide").ToJson());
        await failed.Sweep(default);
        Assert.Equal(EffectStatus.Parked, (await leads.Find(id, default))!.Find("reply:guide")!.Status);
        Assert.Equal(0, await queues.Count(QueueNames.Poison(QueueNames.Replies), default));
    }

    /// <summary>Nothing of the event had been written down when its work failed for the last time.</summary>
    [Fact]
    public async Task Who_opened_the_chat_in_vain_waits_for_a_person()
    {
        await Ask();
        var window = new ChatWindow(WindowKind.Opened, "chat", "m1", DateTimeOffset.UnixEpoch.AddDays(1), DateTimeOffset.UnixEpoch.AddDays(1).AddSeconds(30), 3);
        await Poison(QueueNames.Chats, new WorkMessage(id) { Window = window }.ToJson());
        await failed.Sweep(default);
        var lead = (await leads.Find(id, default))!;
        Assert.Equal((EffectStatus.Parked, Stage.Talking), (lead.Find(Effect.InviteId)!.Status, lead.Stage));
    }

    [Fact]
    public async Task What_was_done_meanwhile_stays_done()
    {
        await Ask();
        await leads.Apply(id, l => LeadDecider.Decide(l, new LeadCommand.DoneByHand(DateTimeOffset.UnixEpoch, "reply:guide")), default);
        await Poison(QueueNames.Replies, new WorkMessage(id, "reply:guide").ToJson());
        await failed.Sweep(default);
        Assert.Equal(EffectStatus.Sent, (await leads.Find(id, default))!.Find("reply:guide")!.Status);
    }

    [Fact]
    public async Task A_message_that_is_none_of_ours_stays_where_it_is()
    {
        await Poison(QueueNames.Chats, "hello");
        await failed.Sweep(default);
        Assert.Equal(1, await queues.Count(QueueNames.Poison(QueueNames.Chats), default));
    }

    [Fact]
    public async Task Failed_pages_are_put_back_on_request_and_only_counted_in_a_dry_run()
    {
        await Poison(QueueNames.Comments, "a page");
        Assert.Equal(1, await failed.Requeue(QueueNames.Comments, dryRun: true, default));
        Assert.Equal(0, await queues.Count(QueueNames.Comments, default));
        Assert.Equal(1, await failed.Requeue(QueueNames.Comments, dryRun: false, default));
        Assert.Equal(1, await queues.Count(QueueNames.Comments, default));
        Assert.Equal(0, await queues.Count(QueueNames.Poison(QueueNames.Comments), default));
    }

    [Fact]
    public async Task What_stays_in_any_poison_queue_is_said_every_tenth_time()
    {
        var log = new Lines();
        var watching = new FailedWork(leads, replays, queues, TimeProvider.System, log);
        await Poison(QueueNames.Comments, "a page");
        await Poison(QueueNames.Poison(QueueNames.Chats), "not even Base64");
        for (var i = 0; i < 11; i++)
        {
            await watching.Sweep(default);
        }

        Assert.Equal(["comments-poison holds 1", "chats-poison-poison holds 1", "comments-poison holds 1", "chats-poison-poison holds 1"], log.Said.Select(s => s[6..(s.IndexOf(" messages", StringComparison.Ordinal))]));
    }

    [Fact]
    public async Task What_the_host_could_not_read_is_looked_after_as_well()
    {
        await Ask();
        var unread = QueueNames.PoisonQueues(QueueNames.Replies)[^1];
        await queues.Enqueue(unread, new WorkMessage(id, "reply:guide").ToJson(), TimeSpan.Zero, default);
        await queues.Enqueue(unread, "written by hand", TimeSpan.Zero, default);
        await Poison(QueueNames.Replies, "by hand too");

        await failed.Sweep(default);

        Assert.Equal("replies-poison-poison", unread);
        Assert.Equal(EffectStatus.Parked, (await leads.Find(id, default))!.Find("reply:guide")!.Status);
        Assert.Equal(2, await failed.Requeue(QueueNames.Replies, dryRun: true, default));
    }

    private async Task Ask()
    {
        var ask = new Ask("c1", "v1", DateTimeOffset.UnixEpoch, "求资料", "guide", 0.9f, InquiryKind.Material, Tier.Model);
        await leads.Apply(id, l => LeadDecider.Decide(l, new LeadCommand.Inquire(DateTimeOffset.UnixEpoch, "shop", "anna", null, ask)), default);
    }

    private async Task Poison(string queue, string body) => await queues.Enqueue(QueueNames.Poison(queue), body, TimeSpan.Zero, default);

    private sealed class Lines : ILogger<FailedWork>
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Add(formatter(state, exception));
    }
}
