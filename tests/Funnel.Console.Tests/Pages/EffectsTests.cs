using System.Net;
using Funnel.Console.Languages;
using Funnel.Console.SignIn;
using Funnel.Console.Tests.Hosting;
using Funnel.Leads;

namespace Funnel.Console.Tests.Pages;

/// <summary>What each action was worth, as the counters say.</summary>
public sealed class EffectsTests : IAsyncLifetime
{
    private ConsoleHost host = null!;

    public async Task InitializeAsync() => host = await ConsoleHost.Start(twoMerchants: true);

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task A_page_without_anybody_says_so_and_leads_on(string language)
    {
        var page = await (await host.SignedIn()).Get("effect?lang=" + language);
        Assert.Contains(Texts.Find(language)!.Worth.Empty, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<table", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wordings_are_compared_by_what_came_of_them()
    {
        for (var i = 0; i < 40; i++)
        {
            await host.Seed.Lead($"p{i}", i % 4 == 0 ? Stage.Served : i % 2 == 0 ? Stage.Talking : Stage.Replied);
        }

        var guest = await host.SignedIn();
        var page = await guest.Get("effect?lang=en");
        var e = EffectTexts.English;
        Assert.Contains($"{e.Tried} Of these {e.Rewards[Outreach.WordingReward.Added]}", page.Text, StringComparison.Ordinal);
        Assert.Contains("40 26.2% 10", page.Text, StringComparison.Ordinal); // (10 + 1) / (40 + 2): the posterior's mean
        Assert.Contains($"{e.WaitKinds[WaitKind.Reply]} 40", page.Text, StringComparison.Ordinal);
        Assert.Contains($"2026-03-14 10 {e.TooEarly} {e.TooEarly} {e.TooEarly} 0", page.Text, StringComparison.Ordinal);
        Assert.Contains(e.Empty, (await guest.Get("effect?lang=en&from=2026-01-01&to=2026-01-02")).Text, StringComparison.Ordinal);
        foreach (var by in new[] { "video", "rule", "source" })
        {
            Assert.Contains("40 26.2% 10", (await guest.Get("effect?by=" + by)).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_has_every_row_and_no_formula()
    {
        await host.Seed.Lead("p1", Stage.Served);
        var guest = await host.SignedIn();
        foreach (var report in new[] { "funnel", "retention", "effect", "waits" })
        {
            var file = await guest.Get("effect/csv?report=" + report);
            Assert.Equal("text/csv; charset=utf-8", file.Headers["Content-Type"]);
            Assert.StartsWith("offer,of,", file.Body, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await guest.Get("effect/csv?report=nothing")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Get("effect/other")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await host.SignedIn("eve", Role.Viewer)).Get("effect/csv?report=effect")).Status);
    }

    [Fact]
    public async Task Who_works_for_one_merchant_sees_nobody_of_another()
    {
        await host.Seed.Lead("p1", Stage.Served);
        var theirs = await host.SignedIn("bo", Role.Operator, "hill");
        foreach (var path in new[] { "effect", $"effect?account={Merchant.Account}" })
        {
            Assert.Contains(Texts.Chinese.Worth.Empty, (await theirs.Get(path)).Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Texts.Chinese.Worth.Empty, (await (await host.SignedIn()).Get("effect")).Text, StringComparison.Ordinal);
    }
}
