using System.Text.Json;
using Funnel.Leads;
using Funnel.Measure.Reports;
using Funnel.Outreach;
using Funnel.Tests.Hooks;
using Funnel.Weeks;

namespace Funnel.Tests.Weeks;

/// <summary>What a week came to, of books that are known.</summary>
public sealed class WeekReportTests : IAsyncLifetime
{
    private static readonly DateOnly Monday = WeekShop.Last.Monday;
    private readonly WeekShop week = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await week.DisposeAsync();

    [Fact]
    public async Task It_counts_the_week_beside_the_week_before()
    {
        week.Shop.Options.Accounts[0].CostPerDay = 10;
        week.Shop.Options.Measure.Values.Added = 100;
        var process = await week.Shop.Start();
        for (var i = 0; i < 40; i++)
        {
            await week.Ask(process, $"a{i}", Monday.AddDays(i % 7), waits: i < 30 ? 40 : 200, added: i < 10);
        }

        for (var i = 0; i < 20; i++)
        {
            await week.Ask(process, $"b{i}", Monday.AddDays(-7 + (i % 7)), waits: i < 5 ? 30 : 600, added: i < 4);
        }

        await week.Ask(process, "sunday before", Monday.AddDays(-8), added: true);
        await week.Ask(process, "unanswered", Monday, waits: null, parked: true);
        await week.GoOn(process);
        await week.Ask(process, "today", Monday.AddDays(7));
        var report = await Read(process);

        Assert.Equal(("2026-W10", new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 8), "2026-W09", "CNY"), (report.Week, report.From, report.To, report.WeekBefore, report.Currency));
        var merchant = Assert.Single(report.Merchants);
        var (now, before) = (merchant.Now, merchant.Before);
        Assert.Equal(("lamps", 1, 0), (merchant.Merchant, merchant.Open.Tasks, merchant.Open.Review));
        Assert.Equal((41, 40, 10, 1), (now.Inquiries, now.Replied, now.Added, now.Parked));
        Assert.Equal((20, 20, 4, 0), (before.Inquiries, before.Replied, before.Added, before.Parked));
        Assert.Equal((40, 0.75, 1.0), (now.Wait!.People, now.Wait.Within60s, now.Wait.Within5min));
        Assert.Equal((20, 0.25, 0.25), (before.Wait!.People, before.Wait.Within60s, before.Wait.Within5min));
        Assert.InRange(now.Wait.Median!.Value, 36, 44);
        Assert.InRange(now.Wait.P90!.Value, 180, 220);
        Assert.Equal((1_000.0, 70.0, 7.0), (now.Value, now.Cost, now.CostPerContact));
        Assert.Equal((400.0, 70.0, 17.5), (before.Value, before.Cost, before.CostPerContact));
        Assert.Null(now.Day1 ?? now.Day7); // ten contacts say nothing
    }

    [Fact]
    public async Task Who_stayed_is_said_of_those_who_were_added_long_enough_ago()
    {
        var process = await week.Shop.Start();
        for (var i = 0; i < 40; i++)
        {
            await week.Ask(process, $"a{i}", Monday.AddDays(i % 7), added: true);
            await week.Ask(process, $"b{i}", Monday.AddDays(-7), added: true, leaves: i < 10 ? 3 : null);
        }

        await week.GoOn(process);
        var merchant = Assert.Single((await Read(process)).Merchants);
        Assert.Equal((1.0, 0.75), (merchant.Before.Day1!.Share, merchant.Before.Day7!.Share));
        Assert.Equal(1.0, merchant.Now.Day1!.Share);
        Assert.Null(merchant.Now.Day7); // most of them came less than seven days ago

        var text = WeekText.Of(await Read(process), WeekLanguage.Chinese);
        Assert.Matches(@"7 天后仍在 +数据不足 +75 % +–", text);
        Assert.Matches(@"Still contacts after 7 days +not enough data +75 %", WeekText.Of(await Read(process), WeekLanguage.English));
    }

    [Fact]
    public async Task The_best_wording_is_named_once_it_is_certain()
    {
        week.Shop.Options.Offers[0].Reply.Add("资料好了，打开私信看看");
        var process = await week.Shop.Start();
        for (var i = 0; i < 120; i++)
        {
            await week.Ask(process, $"a{i}", Monday, wording: i % 2, added: i % 2 == 1 && i < 100, video: "v1");
            await week.Ask(process, $"b{i}", Monday.AddDays(-7), wording: i % 2, added: i is < 4 or > 115, video: i < 60 ? "v1" : "v2");
        }

        await week.GoOn(process);
        var report = await Read(process);
        var (wording, video) = (Assert.Single(report.Merchants[0].Wordings), Assert.Single(report.Merchants[0].Videos));
        Assert.Equal(("guide", BestOfOffer.Now, "reply[1]", "资料好了，打开私信看看"), (wording.Offer, wording.Told, wording.Best!.Id, wording.Best.Name));
        Assert.Null(wording.Before); // both won as many
        Assert.Equal((BestOfOffer.OnlyOne, null), (video.Told, video.Best));
        Assert.Contains("最佳话术 guide：reply[1] “资料好了，打开私信看看”", WeekText.Of(report, WeekLanguage.Chinese), StringComparison.Ordinal);

        var earlier = await process.Get<WeekDesk>().Read(["shop"], WeekShop.Last.Before, default);
        Assert.Equal([BestOfOffer.NotYet, BestOfOffer.NotYet], [.. earlier.Merchants[0].Wordings.Select(b => b.Told), .. earlier.Merchants[0].Videos.Select(b => b.Told)]);
        Assert.Contains("Best wording of guide: cannot be told yet", WeekText.Of(earlier, WeekLanguage.English), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_week_says_so()
    {
        var process = await week.Shop.Start();
        await week.GoOn(process);
        var report = await Read(process);
        var merchant = Assert.Single(report.Merchants);
        Assert.Equal(merchant.Before, merchant.Now);
        Assert.Equal((0, 0, null, null), (merchant.Now.Inquiries, merchant.Now.Comments, merchant.Now.Wait, merchant.Now.Day7));
        Assert.Empty(merchant.Wordings);
        Assert.Contains("这两周没有人询问。", WeekText.Of(report, WeekLanguage.Chinese), StringComparison.Ordinal);
        Assert.Contains("Nobody asked in these two weeks.", WeekText.Of(report, WeekLanguage.English), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shop_without_money_hears_nothing_of_it()
    {
        var process = await week.Shop.Start();
        await week.Ask(process, "anna", Monday, added: true);
        await week.GoOn(process);
        var report = await Read(process);
        Assert.Equal((null, null, null, null), (report.Currency, report.Merchants[0].Now.Value, report.Merchants[0].Now.Cost, report.Merchants[0].Now.CostPerContact));
        Assert.DoesNotContain("成本", WeekText.Of(report, WeekLanguage.Chinese), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(WeekDesk.ToJson(report));
        Assert.Equal("week", json.RootElement.GetProperty("report").GetString());
        Assert.False(json.RootElement.TryGetProperty("currency", out _));
    }

    [Fact]
    public async Task Merchants_are_told_apart_and_each_has_the_days_of_its_own_accounts()
    {
        week.Shop.Options.Accounts.Add(new() { Id = "tea", Platform = "ads", OpenId = "other", AccessToken = "a", RefreshToken = "r", Merchant = "hill", UtcOffset = "-08:00" });
        var process = await week.Shop.Start();
        await week.Ask(process, "anna", Monday);
        await week.Ask(process, "ben", Monday.AddDays(1), account: "tea");
        await WeekShop.Comments(process, Monday, 1, 5);
        await WeekShop.Comments(process, Monday.AddDays(1), 1, 2, "tea");
        await week.GoOn(process);
        var desk = process.Get<WeekDesk>();
        Assert.Equal(WeekShop.Last, desk.LastWhole(["shop"]));
        Assert.Equal(WeekShop.Last.Before, desk.LastWhole(["shop", "tea"])); // it is Sunday there
        Assert.Equal(WeekShop.Last.Before, desk.LastWhole(["shop"], TimeSpan.FromHours(8.01)));
        Assert.Null(desk.LastWhole([]));

        var report = await desk.Read(["shop", "tea"], WeekShop.Last, default);
        Assert.Equal([("hill", 1), ("lamps", 1)], report.Merchants.Select(m => (m.Merchant!, m.Now.Inquiries)));
        Assert.Equal([3, 6], report.Merchants.Select(m => m.Now.Comments));
        Assert.Contains("商户 hill（账号 tea）", WeekText.Of(report, WeekLanguage.Chinese), StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_of_few_or_of_alike_is_none()
    {
        static (ReportKey, PeopleSum, double?) Group(string id, int tried, int won)
        {
            var sum = new PeopleSum();
            sum.AddMarks(new Dictionary<Marks, int> { [Marks.Replied] = tried, [Marks.Added] = won });
            return (new("guide", id), sum, null);
        }

        static string? Best(params (ReportKey, PeopleSum, double?)[] groups) => WeekDesk.BestIn(OfferEffect.Of("guide", WordingReward.Added, groups, 7).Groups)?.Key.Id;
        Assert.Equal("a", Best(Group("a", 1_000, 200), Group("b", 1_000, 90)));
        Assert.Null(Best(Group("a", 1_000, 100), Group("b", 1_000, 98)));
        Assert.Null(Best(Group("a", 8, 8), Group("b", 1_000, 98)));
        Assert.Null(Best(Group("a", 1_000, 200)));
    }

    [Fact]
    public void Changes_are_in_parts_and_points()
    {
        var now = new WeekFigures(1_200, 100, 100, 30, 30, new(100, 90, 7_300, 0.5, 0.9), new(0.9, 0.8, 0.95, 40), null, 1, null, 70, 2.333);
        var before = now with { Comments = 1_000, Added = 0, Wait = new(100, 180, 7_300, 0.405, 0.9), CostPerContact = null };
        var text = WeekText.Of(
            new("2026-W10", Monday, Monday.AddDays(6), "2026-W09", "CNY", [new(null, ["shop"], now, before, [new("guide", BestOfOffer.NotYet, null, new("reply[0]", null, 9, 40, 0.25, 0.1, 0.4))], [], new(2, 0))]),
            WeekLanguage.English);
        Assert.Matches(@"(?m)^Comments +1,200 +1,000 +\+20 %$", text);
        Assert.Matches(@"(?m)^Became contacts +30 +0 +–$", text);
        Assert.Matches(@"(?m)^Wait for the reply \(median\) +90 s +3 min +-50 %$", text);
        Assert.Matches(@"(?m)^Replied within 60 s +50 % +40.5 % +\+9.5 points$", text);
        Assert.Matches(@"(?m)^Cost of a contact \(CNY\) +2.33 +– +–$", text);
        Assert.Contains("Best wording of guide: cannot be told yet; the week before: reply[0], 25 % (95 %: 10 %–40 %, 40 people)", text, StringComparison.Ordinal);
    }

    private static Task<WeekReport> Read(HookShop.Process process) => process.Get<WeekDesk>().Read(["shop"], WeekShop.Last, default);
}
