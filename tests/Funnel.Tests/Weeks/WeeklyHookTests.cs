using System.Text.Json;
using Funnel.Hooks;
using Funnel.Leads;
using Funnel.Tests.Hooks;

namespace Funnel.Tests.Weeks;

/// <summary>A hook that asks for it is told of each week once, on Monday morning.</summary>
public sealed class WeeklyHookTests : IAsyncLifetime
{
    private static readonly DateOnly Monday = WeekShop.Last.Monday;
    private readonly WeekShop week = new();

    public Task InitializeAsync()
    {
        week.Shop.Hook.Weekly = true;
        week.Shop.Hook.Changes.Add(HookOptions.NoChanges);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await week.DisposeAsync();

    private Receiver Receiver => week.Shop.Receiver;

    [Fact]
    public async Task It_is_told_once_though_two_processes_wake_up()
    {
        var (one, other) = (await week.Shop.Start(), await week.Shop.Start());
        await week.Ask(one, "anna", Monday);
        await week.GoOn(one, TimeSpan.FromSeconds(-2));
        await Wake(one);
        Assert.Equal(["crm.week.2026-W09"], Ids()); // a new hook: the last week that was whole, and not yet the one that ended this night

        week.Shop.Clock.Advance(TimeSpan.FromSeconds(2));
        await Task.WhenAll(one.Get<HookRunner>().Handle(new("crm"), default), other.Get<HookRunner>().Handle(new("crm"), default));
        for (var i = 0; i < 3; i++)
        {
            await Wake(one);
            await Wake(other);
        }

        Assert.Equal(["crm.week.2026-W09", "crm.week.2026-W10"], Ids());
        Assert.Equal("2026-W10", (await one.Report()).Week);
        using var told = JsonDocument.Parse(Receiver.Requests.Last().Body);
        Assert.Equal(("week", "crm"), (told.RootElement.GetProperty("type").GetString(), told.RootElement.GetProperty("hook").GetString()));
        Assert.Equal(1, told.RootElement.GetProperty("week").GetProperty("merchants")[0].GetProperty("now").GetProperty("inquiries").GetInt32());
        Assert.StartsWith("每周小结 2026-W10", told.RootElement.GetProperty("text").GetProperty("zh").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("Week 2026-W10", told.RootElement.GetProperty("text").GetProperty("en").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("anna", Receiver.Requests.Last().Body, StringComparison.Ordinal);
        Assert.Empty(Receiver.Taken); // and it was told of no change
    }

    [Fact]
    public async Task What_is_not_taken_is_told_again_under_the_same_id_before_anything_else()
    {
        week.Shop.Hook.Changes.Clear();
        var process = await week.Shop.Start();
        Receiver.Answers.Enqueue(500);
        await process.Ask("anna");
        await Wake(process);
        await Wake(process);
        Assert.Equal(["crm.week.2026-W08"], Ids());
        Assert.NotNull((await process.Report()).LastError);

        await process.Deliver(TimeSpan.FromSeconds(6));
        Assert.Equal(["crm.week.2026-W08", "crm.week.2026-W08"], Ids().Take(2));
        Assert.Equal([$"{LeadId.Of("shop", "anna")}.1.inquired"], Receiver.Taken);
        Assert.Null((await process.Report()).LastError);
    }

    [Fact]
    public async Task After_weeks_without_a_process_the_last_one_is_told_and_no_other()
    {
        var process = await week.Shop.Start();
        await Wake(process);
        await week.GoOn(process, TimeSpan.FromDays(23)); // a Wednesday
        await Wake(process);
        Assert.Equal(["crm.week.2026-W08", "crm.week.2026-W13"], Ids());
    }

    [Fact]
    public async Task While_it_is_paused_it_waits_and_then_comes_late()
    {
        var process = await week.Shop.Start();
        await Wake(process);
        await process.Get<HookDesk>().Pause("crm", "lin", default);
        await week.GoOn(process);
        await Wake(process);
        Assert.Equal(["crm.week.2026-W08"], Ids());
        await process.Get<HookDesk>().Resume("crm", "lin", default);
        await process.Deliver();
        Assert.Equal(["crm.week.2026-W08", "crm.week.2026-W10"], Ids());
    }

    [Fact]
    public async Task A_clock_that_is_a_little_behind_tells_nothing_twice()
    {
        var process = await week.Shop.Start();
        await week.GoOn(process);
        await Wake(process);
        week.Shop.Clock.Set(TimeSpan.FromSeconds(-5));
        await Wake(process);
        Assert.Equal(["crm.week.2026-W10"], Ids());
    }

    [Fact]
    public async Task A_hook_that_does_not_ask_for_it_hears_nothing()
    {
        week.Shop.Hook.Weekly = false;
        var process = await week.Shop.Start();
        await week.GoOn(process);
        await Wake(process);
        Assert.Empty(Receiver.Requests);
        Assert.Null((await process.Report()).Week);
    }

    [Fact]
    public async Task The_hour_is_that_of_the_accounts_and_of_the_hook()
    {
        week.Shop.Options.Accounts[0].UtcOffset = "-08:00";
        week.Shop.Hook.WeeklyAt = TimeSpan.FromHours(9.5);
        var process = await week.Shop.Start();
        await week.GoOn(process, TimeSpan.FromHours(17.4)); // 09:24 there
        await Wake(process);
        week.Shop.Clock.Advance(TimeSpan.FromMinutes(10));
        await Wake(process);
        Assert.Equal(["crm.week.2026-W09", "crm.week.2026-W10"], Ids());
    }

    private List<string> Ids() => [.. Receiver.Requests.Select(r => r.Id)];

    /// <summary>As the timer does.</summary>
    private static async Task Wake(HookShop.Process process)
    {
        await process.Get<HookRunner>().Sweep(default);
        await process.Deliver(TimeSpan.Zero);
    }
}
