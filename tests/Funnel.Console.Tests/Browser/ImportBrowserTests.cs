using Deque.AxeCore.Playwright;
using Funnel.Console.Tests.Hosting;
using Funnel.Intake;
using Microsoft.Playwright;

namespace Funnel.Console.Tests.Browser;

/// <summary>Handing comments over in a real browser.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ImportBrowserTests(Chromium chromium) : IAsyncLifetime
{
    private ConsoleHost host = null!;

    public async Task InitializeAsync() => host = await ConsoleHost.Start(handed: true);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [BrowserTheory]
    [InlineData("zh-CN", 1280, false)]
    [InlineData("en-GB", 390, true)]
    public async Task From_a_file_to_the_tasks_every_page_is_accessible(string locale, int width, bool dark)
    {
        var page = await chromium.Open(dark, locale, width);
        await page.GotoAsync(host.Address + host.SignInPath());
        await page.Locator("main button").ClickAsync();
        await page.GotoAsync(host.Address + "tasks");
        await page.Locator("main a[href$='/import']").ClickAsync();
        await page.Reached("**/import");
        await Check(page, "import");
        await page.Locator("main button").ClickAsync();
        await Assertions.Expect(page.Locator(".said.bad")).ToBeVisibleAsync();
        await Check(page, "import-nothing");

        var odd = "谁,评论正文,发布于,很长的一列,又一列,再一列\n小周,想问一下这个怎么卖的呀,2026-03-14 08:05,a,b,c\n老李,看着不错哦,2026-03-14 09:10,a,b,c\n阿杰,多少钱,很久以前,a,b,c\n";
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "comments.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(odd) });
        await page.Locator("main button").ClickAsync();
        await Assertions.Expect(page.Locator("select[name=column-content]")).ToHaveValueAsync("评论正文");
        await Check(page, "import-ask");
        await page.Locator("input[name=video]").FillAsync("https://www.example.com/video/7300000001");
        await page.Locator("main form button.main").ClickAsync();
        await Assertions.Expect(page.Locator("caption").First).ToBeVisibleAsync();
        await Check(page, "import-seen");
        await page.Locator("form[action$='/import/take'] button").ClickAsync();
        await Assertions.Expect(page.Locator("a.main[href$='/tasks']")).ToBeVisibleAsync();
        await Check(page, "import-done");
        Assert.Single(await host.Get<VideoStore>().LoadPages(Merchant.Handed, CancellationToken.None));
    }

    [BrowserFact]
    public async Task It_works_without_script()
    {
        var page = await chromium.Open(script: false);
        await page.GotoAsync(host.Address + host.SignInPath());
        await page.Locator("main button").ClickAsync();
        await page.GotoAsync(host.Address + "import");
        await page.Locator("textarea").FillAsync("小周: 求一份清单\n老李: 多少钱");
        await page.Locator("input[name=video]").FillAsync("v1");
        await page.Locator("main button").ClickAsync();
        await page.Locator("form[action$='/import/take'] button").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("已接收");
        Assert.Single(await host.Get<VideoStore>().LoadPages(Merchant.Handed, CancellationToken.None));
    }

    private static async Task Check(IPage page, string name)
    {
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Where(v => v.Impact is "serious" or "critical" or "moderate").Select(v => $"{name}: {v.Id}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"));
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{name} is {overflow} px wider than the screen");
        if (Environment.GetEnvironmentVariable("CONSOLE_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{page.ViewportSize!.Width}.png"), FullPage = true });
        }
    }
}
