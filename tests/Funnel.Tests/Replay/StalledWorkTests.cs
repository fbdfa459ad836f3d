using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Replay;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Funnel.Tests.Simulation;
using Funnel.Triage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Funnel.Tests.Replay;

/// <summary>A killed process takes its messages with it for as long as the host hides them: ten minutes on Azure.</summary>
public sealed class StalledWorkTests
{
    private readonly SimulatedClock clock = new(new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly MemoryRows rows = new();
    private readonly MemoryQueues queues;
    private readonly OpenWork open;
    private readonly LeadStore leads;
    private readonly FunnelOptions options = new();
    private readonly StalledWork stalled;

    public StalledWorkTests()
    {
        queues = new(clock);
        open = new(rows, clock);
        leads = Leads(open);
        stalled = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock).AddSingleton<IRows>(rows).AddSingleton<IQueues>(queues)
            .AddFunnel(options, new TriageOptions()).AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>()
            .BuildServiceProvider().GetRequiredService<StalledWork>();
    }

    [Fact]
    public async Task A_reply_whose_message_is_hidden_with_a_dead_process_is_taken_up_after_a_minute()
    {
        var id = await Ask();
        await Take(QueueNames.Replies);

        Assert.Equal(0, await stalled.Sweep(default));
        clock.Advance(TimeSpan.FromSeconds(70));
        Assert.Equal(1, await stalled.Sweep(default));

        Assert.Equal(new WorkMessage(id, "reply:guide"), WorkMessage.Parse(await Take(QueueNames.Replies)));
    }

    [Fact]
    public async Task It_is_left_alone_for_a_minute_after_it_was_taken_up()
    {
        await Ask();
        clock.Advance(TimeSpan.FromSeconds(70));
        Assert.Equal(1, await stalled.Sweep(default));
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(0, await stalled.Sweep(default));
        clock.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal(1, await stalled.Sweep(default));
    }

    [Fact]
    public async Task What_still_stands_is_taken_up_ever_more_rarely_so_that_a_long_queue_does_not_grow_by_it()
    {
        await Ask();
        var takenUp = 0;
        for (var minute = 0; minute < 60; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            takenUp += await stalled.Sweep(default);
        }

        Assert.Equal(7, takenUp); // in minutes 1, 2, 4, 8, 16, 32 and 48
    }

    [Fact]
    public async Task Work_of_a_paused_account_waits_in_its_own_message()
    {
        options.Accounts = [new AccountOptions { Id = "shop", Platform = "douyin", OpenId = "o", AccessToken = "a", RefreshToken = "r", Paused = true }];
        await Ask();
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, await stalled.Sweep(default));

        options.Accounts[0].Paused = false;
        Assert.Equal(1, await stalled.Sweep(default));
    }

    [Fact]
    public async Task A_contact_is_welcomed_and_labelled_while_the_account_is_paused()
    {
        options.Accounts = [new AccountOptions { Id = "shop", Platform = "douyin", OpenId = "o", AccessToken = "a", RefreshToken = "r", Paused = true }];
        var id = await Ask();
        await leads.Apply(id, l => LeadDecider.Decide(l, new LeadCommand.Arrive(clock.Now, new("staff", "anna"), null, null, null)), default);
        clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(1, await stalled.Sweep(default));

        var lead = (await leads.Find(id, default))!;
        Assert.Equal([EffectKind.Reply, EffectKind.Label], lead.UnderWay(options.Outreach.Rules, clock.Now).Select(w => w.Effect.Kind));
    }

    [Fact]
    public async Task A_claim_of_a_clock_that_was_ahead_does_not_wait_for_that_time()
    {
        var id = await Ask();
        await leads.Apply(id, l => LeadDecider.Decide(l, new LeadCommand.Claim(clock.Now, "reply:guide", "a1", "text", 0)), default);
        clock.Set(-TimeSpan.FromHours(2));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await stalled.Sweep(default));
    }

    [Fact]
    public async Task A_claim_that_was_never_settled_is_taken_up_once_it_can_be_read_back()
    {
        var id = await Ask();
        await leads.Apply(id, l => LeadDecider.Decide(l, new LeadCommand.Claim(clock.Now, "reply:guide", "a1", "text", 0)), default);
        clock.Advance(options.Outreach.ReadBackAfter);
        Assert.Equal(0, await stalled.Sweep(default));
        clock.Advance(TimeSpan.FromSeconds(70));
        Assert.Equal(1, await stalled.Sweep(default));
    }

    [Fact]
    public async Task What_was_finished_leaves_the_index_and_what_is_parked_waits_for_a_person()
    {
        var id = await Ask();
        await leads.Apply(id, l => LeadDecider.Decide(l, new LeadCommand.Park(clock.Now, "reply:guide", Reason.WorkFailed)), default);
        clock.Advance(TimeSpan.FromSeconds(70));

        Assert.Equal(0, await stalled.Sweep(default));

        Assert.Empty((await rows.Query(Tables.Lists, "open", KeyRange.All, 10, null, default)).Rows);
    }

    [Fact]
    public async Task Nothing_is_queued_again_and_again_while_sending_is_switched_off()
    {
        await Ask();
        options.Outreach.Enabled = false;
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, await stalled.Sweep(default));
        options.Outreach.Enabled = true;
        Assert.Equal(1, await stalled.Sweep(default));
    }

    [Fact]
    public async Task A_row_written_by_a_clock_that_was_ahead_does_not_wait_for_that_time()
    {
        await Ask();
        clock.Set(-TimeSpan.FromHours(2));
        Assert.Equal(1, await stalled.Sweep(default));
    }

    private LeadStore Leads(OpenWork index) => new(rows, queues, new(rows, clock, NullLogger<LeadLists>.Instance), index);

    private async Task<LeadId> Ask()
    {
        var ask = new Ask("c1", "v1", clock.Now, "求资料", "guide", 0.9f, InquiryKind.Material, Tier.Model);
        var id = LeadId.Of("shop", "anna");
        await leads.Apply(id, l => LeadDecider.Decide(l, new LeadCommand.Inquire(clock.Now, "shop", "anna", null, ask)), default);
        return id;
    }

    private async Task<string> Take(string queue) => (await queues.Receive(queue, 1, TimeSpan.FromMinutes(10), default)).Single().Body;
}
