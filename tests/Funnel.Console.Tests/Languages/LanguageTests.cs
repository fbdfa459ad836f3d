using Funnel.Console.Tests.Hosting;

namespace Funnel.Console.Tests.Languages;

public sealed class LanguageTests : IAsyncLifetime
{
    private ConsoleHost host = null!;

    public async Task InitializeAsync() => host = await ConsoleHost.Start();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData(null, "zh-CN")]
    [InlineData("en-US,en;q=0.9,zh;q=0.8", "en")]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN")]
    [InlineData("fr,en;q=0.2,zh;q=0.1", "en")]
    [InlineData("fr, *;q=0.5", "zh-CN")]
    [InlineData("en;q=0, zh;q=0.1", "zh-CN")]
    [InlineData(";;;q=,,\"", "zh-CN")]
    public async Task The_browsers_language_decides(string? accept, string tag)
    {
        var page = await (await host.SignedIn()).Get("", accept is null ? [] : [("Accept-Language", accept)]);
        Assert.Contains($"<html lang=\"{tag}\">", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_is_kept_and_beats_the_browser()
    {
        var guest = await host.SignedIn();
        Assert.Contains("Needs you", (await guest.Get("?lang=en")).Text, StringComparison.Ordinal);
        Assert.Contains("Came as far as", (await guest.Get("leads", ("Accept-Language", "zh-CN"))).Text, StringComparison.Ordinal);
        Assert.Contains("走到的阶段", (await guest.Get("leads?lang=zh")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_switch_keeps_the_page_and_its_filter()
    {
        var page = await (await host.SignedIn()).Get("leads?q=a%26b&show=Added");
        Assert.Contains("href=\"/api/console/leads?lang=en&amp;q=a%26b&amp;show=Added\"", page.Body, StringComparison.Ordinal);
    }
}
