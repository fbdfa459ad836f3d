using Deque.AxeCore.Playwright;
using Funnel.Claims;
using Funnel.Console.Tests.Hosting;
using Funnel.Leads;
using Microsoft.Playwright;

namespace Funnel.Console.Tests.Browser;

/// <summary>Tasks in a real browser.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TaskBrowserTests(Chromium chromium) : IAsyncLifetime
{
    private ConsoleHost host = null!;

    public async Task InitializeAsync() => host = await ConsoleHost.Start();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [BrowserFact]
    public async Task Tasks_are_done_by_keyboard_alone()
    {
        string[] names = ["甲", "乙", "丙", "丁", "戊"];
        foreach (var (i, name) in names.Index())
        {
            await host.Seed.Parked($"p{i}", name);
        }

        var page = await SignedIn("tasks");
        var current = page.Locator(".tasks .current a");
        await Assertions.Expect(current).ToHaveTextAsync("甲");
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(current).ToHaveTextAsync("乙");
        await page.Keyboard.PressAsync("d");
        await Assertions.Expect(page.Locator(".said")).ToHaveTextAsync("已记为手动完成。");
        await Assertions.Expect(current).ToHaveTextAsync("丙");
        await page.Keyboard.PressAsync("x");
        await Assertions.Expect(page.Locator(".said")).ToHaveTextAsync("已记为做不了。");
        await Assertions.Expect(current).ToHaveTextAsync("丁");
        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(page.Locator(".said")).ToContainTextAsync("已记为不是询问");
        await Assertions.Expect(current).ToHaveTextAsync("戊");
        await page.Keyboard.PressAsync("z");
        await Assertions.Expect(page.Locator(".said")).ToContainTextAsync("已推迟");
        await Assertions.Expect(current).ToHaveTextAsync("甲");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator(".help p")).ToBeVisibleAsync();
        EffectStatus[] becomes = [EffectStatus.Parked, EffectStatus.Sent, EffectStatus.Dropped, EffectStatus.Dropped, EffectStatus.Parked];
        foreach (var (i, status) in becomes.Index())
        {
            Assert.Equal(status, (await host.Get<LeadStore>().Find(LeadId.Of(Merchant.Account, $"p{i}"), default))!.Effects[0].Status);
        }
    }

    [BrowserFact]
    public async Task Copying_takes_the_task_and_a_mispress_is_put_back()
    {
        var id = await host.Seed.ByHand("p1", "阿姨");
        var page = await SignedIn("tasks");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.RunAndWaitForResponseAsync(() => page.Keyboard.PressAsync("c"), r => r.Request.Method == "POST");
        Assert.Equal($"点这里加老师微信 https://work.weixin.qq.com/ca/example?customer_channel={id}", await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await Assertions.Expect(page.Locator(".copy")).ToContainTextAsync("已复制");
        Assert.Equal("lin", Assert.Single(await host.Get<TaskNotes>().All(Merchant.Account, default)).Value.By);

        await page.Keyboard.PressAsync("x");
        await page.GetByRole(AriaRole.Button, new() { Name = "撤回" }).ClickAsync();
        await Assertions.Expect(page.Locator(".said")).ToHaveTextAsync("已撤回：恢复为等待处理。");
        await Assertions.Expect(page.Locator(".tasks .current a")).ToHaveTextAsync("阿姨");
    }

    [BrowserFact]
    public async Task What_is_under_way_is_shown_in_place()
    {
        await host.Seed.Everything();
        var page = await SignedIn("tasks?cause=platform-failure");
        await page.GetByRole(AriaRole.Button, new() { Name = "这类全部重试…" }).ClickAsync();
        await page.Reached("**/tasks/*");
        await page.EvaluateAsync("window.sameDocument = true");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(page.Url);
        await other.GetByRole(AriaRole.Button, new() { Name = "取消" }).ClickAsync();
        await Assertions.Expect(other.Locator("[data-again=open]")).ToHaveCountAsync(0);
        await page.BringToFrontAsync();
        await Assertions.Expect(page.Locator("[data-again=open]")).ToHaveCountAsync(0);
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument"));
    }

    [BrowserTheory]
    [InlineData(false, "zh-CN", 1280)]
    [InlineData(true, "en-GB", 360)]
    public async Task Pages_of_tasks_are_accessible_and_fit(bool dark, string locale, int width)
    {
        await host.Seed.Everything();
        await host.Seed.Unsure("x4");
        await host.Seed.Parked("x5", "<img src=x onerror=\"window.hurt=1\">", new string('很', 200));
        var page = await chromium.Open(dark, locale, width);
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.AddRange(message.Type is "error" or "warning" ? [message.Text] : Array.Empty<string>());
        await page.GotoAsync(host.Address + host.SignInPath());
        await page.Locator("main button").ClickAsync();
        await page.GotoAsync(host.Address + "tasks");
        await page.Locator(".paste details summary").First.ClickAsync();
        await Check(page, "tasks");
        await page.GotoAsync(host.Address + "tasks?cause=platform-failure");
        await page.GetByRole(AriaRole.Button, new() { Name = locale == "zh-CN" ? "这类全部重试…" : "Run all like this again…" }).ClickAsync();
        await page.Reached("**/tasks/*");
        await Check(page, "tasks-again");
        Assert.False(await page.EvaluateAsync<bool>("'hurt' in window"));
        Assert.Empty(complaints);

        async Task Check(IPage shown, string name)
        {
            var result = await shown.RunAxe();
            Assert.Empty(result.Violations.Select(v => $"{name}: {v.Id}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"));
            var overflow = await shown.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{name} is {overflow} px wider than a screen of {width}");
            if (Environment.GetEnvironmentVariable("CONSOLE_PICTURES") is { Length: > 0 } folder)
            {
                await shown.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{locale}-{width}.png"), FullPage = true });
            }
        }
    }

    private async Task<IPage> SignedIn(string path)
    {
        var page = await chromium.Open();
        await page.GotoAsync(host.Address + host.SignInPath());
        await page.Locator("main button").ClickAsync();
        await page.GotoAsync(host.Address + path);
        return page;
    }
}
