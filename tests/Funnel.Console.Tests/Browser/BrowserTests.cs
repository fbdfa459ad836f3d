using Deque.AxeCore.Playwright;
using Funnel.Console.SignIn;
using Funnel.Console.Tests.Hosting;
using Funnel.Leads;
using Funnel.Review;
using Microsoft.Playwright;

namespace Funnel.Console.Tests.Browser;

[Collection(BrowserCollection.Name)]
public sealed class BrowserTests(Chromium chromium) : IAsyncLifetime
{
    private ConsoleHost host = null!;

    public async Task InitializeAsync() => host = await ConsoleHost.Start();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [BrowserTheory]
    [InlineData(false, "zh-CN", 1280)]
    [InlineData(true, "zh-CN", 1280)]
    [InlineData(false, "en-GB", 1280)]
    [InlineData(true, "en-GB", 390)]
    public async Task Every_page_is_accessible(bool dark, string locale, int width)
    {
        await host.Seed.Everything();
        var parked = LeadId.Of(Merchant.Account, "x1");
        var page = await chromium.Open(dark, locale, width);
        var complaints = Complaints(page);
        await page.GotoAsync(host.Address + "sign-in");
        await Check(page, "sign-in");
        await page.GotoAsync(host.Address + host.SignInPath(role: Role.Admin));
        await Check(page, "sign-in?code");
        await page.Locator("main button").ClickAsync();
        foreach (var path in new[] { "", "people", "log", "log?by=nobody", "review", "tasks", "tasks?cause=platform-failure", "tasks?cause=work-failed", "leads", "leads?show=Lost", "leads/" + parked,
            "effect", "effect?by=video", "effect?from=2026-01-01&to=2026-01-02", "nowhere" })
        {
            await page.GotoAsync(host.Address + path);
            await Check(page, path);
            await Assertions.Expect(page.Locator(".live")).ToBeVisibleAsync();
            await Picture(page, $"{NameOf(path)}-{locale[..2]}-{(dark ? "dark" : "light")}-{width}");
            var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{path} is {overflow} px wider than a screen of {width}");
        }

        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task Numbers_change_without_a_reload()
    {
        await host.Seed.Lead("p1");
        var page = await SignedIn();
        await page.EvaluateAsync("window.sameDocument = true");
        await Assertions.Expect(page.Locator("td[data-live=served]")).ToHaveTextAsync("0");
        await Assertions.Expect(page.Locator("[data-calm]")).ToBeVisibleAsync();
        await host.Seed.Lead("p2", Stage.Served);
        await host.Seed.Parked("p3");
        await Assertions.Expect(page.Locator("td[data-live=served]")).ToHaveTextAsync("1");
        await Assertions.Expect(page.Locator(".badge[data-live=tasks]")).ToHaveTextAsync("1");
        await Assertions.Expect(page.Locator("[data-bar=served]")).ToHaveAttributeAsync("width", "33.3");
        await Assertions.Expect(page.Locator("[data-calm]")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".live")).ToHaveTextAsync("实时更新中");
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument"));
    }

    [BrowserFact]
    public async Task A_lost_connection_is_shown_and_found_again()
    {
        var page = await SignedIn();
        await Assertions.Expect(page.Locator(".live")).ToHaveTextAsync("实时更新中");
        await page.Context.SetOfflineAsync(true);
        await Assertions.Expect(page.Locator(".live")).ToHaveTextAsync("连接已断开，正在重试…");
        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator(".live")).ToHaveTextAsync("实时更新中");
    }

    [BrowserFact]
    public async Task A_session_that_ended_is_said_so()
    {
        var page = await SignedIn();
        await Assertions.Expect(page.Locator(".live")).ToHaveTextAsync("实时更新中");
        host.Clock.Advance(TimeSpan.FromHours(13));
        await Assertions.Expect(page.Locator(".live")).ToHaveTextAsync("登录已过期，请重新登录");
    }

    [BrowserFact]
    public async Task Review_works_by_keyboard()
    {
        await host.Seed.Review("r1", "第一条，在哪里领");
        await host.Seed.Review("r2", "第二条，哈哈哈");
        await host.Seed.Review("r3", "第三条，怎么买");
        var page = await SignedIn("review");
        var current = page.Locator(".review .current .comment");
        await Assertions.Expect(current).ToContainTextAsync("第一条");
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(current).ToContainTextAsync("第二条");
        await page.Keyboard.PressAsync("0");
        await Assertions.Expect(page.Locator(".said")).ToHaveTextAsync("已记为闲聊。");
        await Assertions.Expect(current).ToContainTextAsync("第三条");
        await page.Keyboard.PressAsync("k");
        await Assertions.Expect(current).ToContainTextAsync("第一条");
        await page.Keyboard.PressAsync("1");
        await Assertions.Expect(page.Locator(".said")).ToHaveTextAsync("已记为询问，马上回复。");
        var left = Assert.Single(await host.Get<ReviewDesk>().List(Merchant.Account, 10, CancellationToken.None));
        Assert.Equal("r3", left.Comment.Id);
        Assert.NotNull(await host.Get<LeadStore>().Find(LeadId.Of(Merchant.Account, "p-r1"), CancellationToken.None));
        Assert.Null(await host.Get<LeadStore>().Find(LeadId.Of(Merchant.Account, "p-r2"), CancellationToken.None));
    }

    [BrowserFact]
    public async Task Keys_do_nothing_while_the_focus_is_elsewhere()
    {
        await host.Seed.Review("r1", "第一条，在哪里领");
        var page = await SignedIn("review");
        await page.Locator(".brand").FocusAsync();
        await page.Keyboard.PressAsync("1");
        await page.Locator("h1").ClickAsync();
        await Assertions.Expect(page.Locator(".review .current")).ToBeFocusedAsync();
        Assert.Single(await host.Get<ReviewDesk>().List(Merchant.Account, 10, CancellationToken.None));
    }

    [BrowserFact]
    public async Task A_reader_elsewhere_gets_their_own_time()
    {
        var id = await host.Seed.Lead("p1");
        var page = await chromium.Open(locale: "en-GB", timeZone: "America/New_York");
        await page.GotoAsync(host.Address + host.SignInPath());
        await page.Locator("main button").ClickAsync();
        await page.GotoAsync(host.Address + "leads/" + id);
        await Assertions.Expect(page.Locator(".timeline time").First).ToHaveTextAsync("14 Mar, 02:26:53");
    }

    [BrowserFact]
    public async Task The_skip_link_comes_first_and_leads_to_the_content()
    {
        var page = await SignedIn("leads");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#main")).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task A_parked_step_is_given_up_in_two_clicks_and_without_script()
    {
        var id = await host.Seed.Parked("p1");
        var page = await SignedIn("leads/" + id);
        await page.GetByText("放弃…").ClickAsync();
        await page.GetByText("确定放弃，不再发送").ClickAsync();
        await Assertions.Expect(page.Locator(".said")).ToHaveTextAsync("已放弃这一步。");
        Assert.Equal(EffectStatus.Dropped, (await host.Get<LeadStore>().Find(id, CancellationToken.None))!.Effects[0].Status);
    }

    [BrowserFact]
    public async Task Hostile_names_run_nothing()
    {
        await host.Seed.Lead("p1", nick: "<img src=x onerror=\"window.hurt=1\">", text: "<script>window.hurt=1</script>");
        var page = await SignedIn("leads");
        await Assertions.Expect(page.Locator(".said-text")).ToContainTextAsync("<script>window.hurt=1</script>");
        Assert.False(await page.EvaluateAsync<bool>("'hurt' in window"));
    }

    private async Task<IPage> SignedIn(string path = "")
    {
        var page = await chromium.Open();
        await page.GotoAsync(host.Address + host.SignInPath());
        await page.Locator("main button").ClickAsync();
        if (path.Length > 0)
        {
            await page.GotoAsync(host.Address + path);
        }

        return page;
    }

    /// <summary>What the browser's console complains of: above all, what the policy blocked.</summary>
    private static List<string> Complaints(IPage page)
    {
        var said = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !message.Text.Contains("the server responded with a status of 40", StringComparison.Ordinal))
            {
                said.Add(message.Text);
            }
        };
        page.PageError += (_, error) => said.Add(error);
        return said;
    }

    private static async Task Check(IPage page, string path)
    {
        var result = await page.RunAxe();
        var serious = result.Violations.Where(v => v.Impact is "serious" or "critical" or "moderate")
            .Select(v => $"{path}: {v.Id}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}");
        Assert.Empty(serious);
    }

    private static string NameOf(string path) => path.Split('/', '?') switch
    {
        [""] => "today",
        [var page] => page,
        [var page, ..] => page + (path.Contains('?', StringComparison.Ordinal) ? "-none" : "-one"),
        _ => path,
    };

    /// <summary>Pictures for those who work on the looks: into the folder CONSOLE_PICTURES.</summary>
    private static async Task Picture(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("CONSOLE_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = System.IO.Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }
}
