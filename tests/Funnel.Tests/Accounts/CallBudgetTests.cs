using Funnel.Accounts;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Funnel.Tests.Leads;
using Funnel.Tests.Simulation;
using Microsoft.Extensions.Options;

namespace Funnel.Tests.Accounts;

public sealed class CallBudgetTests
{
    private readonly MemoryRows rows = new();
    private readonly SimulatedClock clock = new(World.Start);

    [Fact]
    public async Task A_minute_has_as_many_calls_as_configured_and_the_next_one_again()
    {
        var budget = New(100);
        Assert.Equal(100, await Spend(budget, 300));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(100, await Spend(budget, 300));
    }

    [Fact]
    public async Task Two_instances_share_one_budget()
    {
        var (one, two) = (New(100), New(100));
        var taken = 0;
        for (var i = 0; i < 200; i++)
        {
            taken += await Spend(one, 1) + await Spend(two, 1);
        }

        Assert.Equal(100, taken);
    }

    [Fact]
    public async Task Kinds_and_accounts_are_counted_apart()
    {
        var budget = New(10);
        Assert.Equal(10, await Spend(budget, 20));
        Assert.True(await budget.TrySpend("shop", CallKind.ListVideos, CancellationToken.None));
        Assert.True(await budget.TrySpend("studio", CallKind.ListComments, CancellationToken.None));
    }

    [Fact]
    public async Task A_complaint_halves_the_budget_for_all_instances_and_passes_by_a_tenth_a_minute()
    {
        var (one, two) = (New(100), New(100));
        await Spend(one, 5);
        await one.SlowDown("shop", CallKind.ListComments, CancellationToken.None);
        Assert.Equal(40, await Spend(one, 100)); // half of 100, less the ten that were leased before
        Assert.Equal(0, await Spend(two, 10));
        foreach (var expected in new[] { 60, 70, 80, 90, 100, 100 })
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            Assert.InRange(await Spend(two, 300), expected - 1, expected);
        }
    }

    [Fact]
    public async Task Complaints_of_one_minute_count_once()
    {
        var budget = New(100);
        for (var i = 0; i < 10; i++)
        {
            await budget.SlowDown("shop", CallKind.ListComments, CancellationToken.None);
        }

        Assert.Equal(50, await Spend(budget, 300));
    }

    [Fact]
    public async Task However_long_it_complains_a_tenth_is_left()
    {
        var budget = New(100);
        for (var i = 0; i < 30; i++)
        {
            await budget.SlowDown("shop", CallKind.ListComments, CancellationToken.None);
            Assert.InRange(await Spend(budget, 300), 10, 50);
            clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(120)]
    [InlineData(480)]
    public async Task A_budget_from_before_the_clock_was_set_back_does_not_hold(int minutes)
    {
        var budget = New(100);
        Assert.Equal(100, await Spend(budget, 300));
        clock.Set(-TimeSpan.FromMinutes(minutes));
        Assert.Equal(100, await Spend(budget, 300));
        Assert.Equal(0, await Spend(New(100), 300)); // another host shares it
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(100, await Spend(budget, 300));
    }

    [Fact]
    public async Task A_minute_that_another_hosts_clock_has_begun_already_is_shared_all_the_same()
    {
        Assert.Equal(60, await Spend(New(100), 60));
        clock.Set(-TimeSpan.FromSeconds(20));
        Assert.Equal(40, await Spend(New(100), 300));
    }

    [Fact]
    public async Task A_complaint_from_before_the_clock_was_set_back_hides_no_new_one()
    {
        var budget = New(100);
        await budget.SlowDown("shop", CallKind.ListComments, CancellationToken.None);
        clock.Set(-TimeSpan.FromHours(2));
        await budget.SlowDown("shop", CallKind.ListComments, CancellationToken.None);
        Assert.Equal(25, await Spend(budget, 300));
    }

    [Fact]
    public async Task A_chunk_costs_one_storage_operation_while_nobody_else_takes_any()
    {
        var hooked = new HookedRows(rows);
        var budget = New(100, hooked);
        await Spend(budget, 30);
        Assert.Equal((1, 3), (hooked.Finds, hooked.Commits));

        await Spend(New(100), 10); // another instance
        await Spend(budget, 10);
        Assert.Equal((2, 5), (hooked.Finds, hooked.Commits));
    }

    private CallBudget New(int perMinute, IRows? on = null) => new(on ?? rows, Options.Create(new FunnelOptions { Intake = new() { CallsPerMinute = perMinute } }), clock);

    private static async Task<int> Spend(CallBudget budget, int tries)
    {
        var taken = 0;
        for (var i = 0; i < tries; i++)
        {
            taken += await budget.TrySpend("shop", CallKind.ListComments, CancellationToken.None) ? 1 : 0;
        }

        return taken;
    }
}
