using Microsoft.Playwright;

namespace Funnel.Console.Tests.Browser;

/// <summary>The machine's browser, started once for all tests of the collection.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where it is: <c>CHROMIUM</c>, or where Debian puts it.</summary>
    private static string Path => Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    public static string? WhySkip =>
        File.Exists(Path) || string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase)
            ? null
            : $"no browser at {Path}: install chromium, or name one in CHROMIUM";

    public async Task InitializeAsync()
    {
        if (WhySkip is not null)
        {
            return;
        }

        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Path,
            Args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
        });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
    }

    /// <summary>A page of its own browser profile.</summary>
    /// <param name="dark">Which colour scheme the reader prefers.</param>
    public async Task<IPage> Open(bool dark = false, string locale = "zh-CN", int width = 1280, int height = 900, string timeZone = "Asia/Shanghai", bool script = true)
    {
        var context = await browser!.NewContextAsync(new()
        {
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = locale,
            TimezoneId = timeZone,
            ViewportSize = new() { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = script,
        });
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Chromium>
{
    public const string Name = "browser";
}
