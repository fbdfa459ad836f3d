using Microsoft.Playwright;

namespace Funnel.Console.Tests.Browser;

internal static class PageWaits
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Waits until a click has led to an address and its page is complete. The browser is asked for that: an event of a page that was quicker than the wait for it does not come again.
    /// </summary>
    public static async Task Reached(this IPage page, string address)
    {
        await page.WaitForURLAsync(address, new() { WaitUntil = WaitUntilState.Commit });
        while (!string.Equals(await page.EvaluateAsync<string>("document.readyState"), "complete", StringComparison.Ordinal))
        {
            await Task.Delay(LookEvery);
        }
    }
}
