using Funnel.Accounts;
using Funnel.Intake;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Reasons;
using Funnel.Replay;
using Funnel.Settings;

namespace Funnel.Tests.Settings;

/// <summary>Kill switches that are thrown while the product works.</summary>
public sealed class SwitchesTests : IAsyncLifetime
{
    private readonly SettingsShop shop = new();
    private SettingsShop.Process process = null!;

    public async Task InitializeAsync()
    {
        process = await shop.Start();
        await process.Put("offers", "course", SettingsShop.Offer());
    }

    public async Task DisposeAsync() => await process.DisposeAsync();

    [Theory]
    [InlineData("all")]
    [InlineData("shop")]
    public async Task Work_that_waits_for_a_switch_goes_on_within_about_a_minute_after_it_is_thrown_back(string id)
    {
        await process.Ask("anna");
        await process.Pause(id);
        await process.Ask("ben");
        for (var minute = 0; minute < 10; minute++)
        {
            await process.Work();
            await process.Get<StalledWork>().Sweep(default);
            shop.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Empty(shop.Platform.Replies);
        Assert.Equal(0, (await process.Lead("anna")).Find(Effect.ReplyId("course"))!.Attempts);
        await process.Pause(id, paused: false);
        await process.Work();
        shop.Clock.Advance(TimeSpan.FromSeconds(61));
        await process.Work();
        Assert.Equal(["c-anna", "c-ben"], shop.Platform.Replies.Select(r => r[..r.IndexOf(':', StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("all")]
    [InlineData("shop")]
    public async Task A_process_that_stood_still_while_a_switch_was_thrown_sends_nothing_when_it_goes_on(string id)
    {
        await using var still = await shop.Start();
        await still.Ask("anna");
        await still.Hosted<SettingsWatch>().StopAsync(default); // it stands still, and so does its watch
        await process.Pause(id);
        shop.Clock.Advance(SettingsWatch.Period * 3);
        await still.Work();
        await still.Work();
        Assert.Empty(shop.Platform.Replies);

        await process.Pause(id, paused: false);
        shop.Clock.Advance(TimeSpan.FromSeconds(61));
        await process.Work();
        await process.Work();
        Assert.Single(shop.Platform.Replies);
    }

    [Fact]
    public async Task Nothing_is_read_for_an_account_whose_switch_is_thrown_and_everything_when_all_are_stopped()
    {
        await process.Pause("shop");
        await process.Get<CommentPoller>().Poll(default);
        Assert.Equal(0, shop.Platform.Reads);

        await process.Pause("shop", paused: false);
        await process.Pause("all");
        await process.Get<CommentPoller>().Poll(default);
        Assert.NotEqual(0, shop.Platform.Reads);
    }

    [Fact]
    public async Task Health_says_which_switch_it_was_and_how_to_go_on()
    {
        await process.Pause("all");
        await process.Pause("shop");
        var report = await process.Get<HealthReader>().Read(default);
        Assert.Equal(
        [
            "sending is paused by the switch 'all': comments are read and decided, and replies wait until 'paused' is set to false at /api/settings/switches/all",
            "account shop is paused by its switch: set 'paused' to false at /api/settings/switches/shop to go on: nothing is read or sent for it",
        ], report.Notices);
        Assert.Equal("paused", Assert.Single(report.Accounts).State);
        Assert.Equal(Reason.AccountSwitchedOff("shop"), Assert.Single(await process.Get<AccountBook>().Health(default)).PausedBecause);

        shop.Options.Accounts[0].Paused = true;
        Assert.Equal(Reason.AccountPaused, Assert.Single(await process.Get<AccountBook>().Health(default)).PausedBecause);
    }

    [Theory]
    [InlineData("all", "{}", "paused: is missing")]
    [InlineData("all", """{"paused":null}""", "paused: is missing")]
    [InlineData("all", """{"paused":"maybe"}""", "paused: must be true or false, is a text of 5 characters")]
    [InlineData("all", """{"paused":[true]}""", "paused: must be true or false, not an object or a list")]
    [InlineData("all", """{"paused":true,"until":"noon"}""", "until: there is no such setting. Known here: paused, held, dryRun")]
    [InlineData("nobody", """{"paused":true}""", "id: must be 'all' or an account's: shop")]
    [InlineData("all", "[]", "value: must be one JSON object")]
    public async Task A_switch_is_thrown_or_not(string id, string text, string error)
    {
        var put = await process.Put("switches", id, text);
        Assert.Equal((SettingChangeResult.Wrong, error), (put.Result, string.Join("; ", put.Errors)));
    }

    [Fact]
    public async Task An_account_that_is_called_all_is_still_read_when_sending_is_stopped()
    {
        shop.Options.Accounts.Add(new() { Id = "all", Platform = "ads", OpenId = "second", AccessToken = "a", RefreshToken = "r" });
        await process.Pause("all");
        Assert.Null(process.Get<AccountBook>().WhyPaused(shop.Options.Accounts[1]));
        Assert.True(process.Get<Switches>().IsSendingOff);
    }

    [Fact]
    public async Task A_switch_that_is_deleted_is_not_thrown()
    {
        await process.Pause("all");
        await process.Editor.Delete("switches", "all", 1, "anna", default);
        Assert.False(process.Get<Switches>().IsSendingOff);
    }
}
