using System.Net;
using System.Text.RegularExpressions;
using Funnel.Audit;
using Funnel.Console.Languages;
using Funnel.Console.SignIn;
using Funnel.Console.Tests.Hosting;
using Funnel.Leads;
using Funnel.Review;

namespace Funnel.Console.Tests.Pages;

/// <summary>What operators do stands in the log, and can be found there.</summary>
public sealed class LogTests : IAsyncLifetime
{
    private ConsoleHost host = null!;

    public async Task InitializeAsync() => host = await ConsoleHost.Start();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Decisions_of_both_kinds_and_steps_are_written_down_with_who_and_where()
    {
        var id = await host.Seed.Parked("p1");
        await host.Seed.Review("r1", "求笔记");
        await host.Seed.Review("r2", "哈哈哈");
        var guest = await host.SignedIn("lin");
        foreach (var (item, inquiry) in (await host.Get<ReviewDesk>().List(Merchant.Account, 10, default)).Zip(["1", "0"]))
        {
            await guest.Submit("review", "review", ("account", Merchant.Account), ("id", item.Id), ("inquiry", inquiry), ("offer", Merchant.Offer));
        }

        await guest.Submit($"leads/{id}", $"leads/{id}", ("do", "give-up"), ("effect", Effect.ReplyId(Merchant.Offer)));
        await guest.Submit("", "sign-out");
        var lines = await host.Audited();
        Assert.All(lines, l => Assert.Equal(("lin", "127.0.0.1"), (l.By, l.Address)));
        Assert.Equal([AuditActions.SignedOut, AuditActions.StepGivenUp, AuditActions.ReviewChatter, AuditActions.ReviewInquiry, AuditActions.SignedIn], lines.Select(l => l.What));
        Assert.Equal($"lead/{id}", lines[1].On);
        Assert.DoesNotContain(lines, l => $"{l.On}{l.Before}{l.After}".Contains("求笔记", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_log_is_filtered_paged_and_given_as_a_file()
    {
        var log = host.Get<AuditLog>();
        for (var i = 0; i < 120; i++)
        {
            await log.Write(new(i % 2 == 0 ? "anna" : "=cmd()", AuditActions.SettingChanged, $"offers/o{i}") { Before = "1", After = "<b>2</b>" });
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var guest = await host.SignedIn("lin");
        var first = await guest.Get("log?by=anna");
        Assert.Contains("offers/o118", first.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("offers/o117", first.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>2", first.Body, StringComparison.Ordinal);
        var next = WebUtility.HtmlDecode(Regex.Match(first.Body, "rel=\"next\" href=\"([^\"]+)\"").Groups[1].Value);
        next = next.Length > 0 ? next : WebUtility.HtmlDecode(Regex.Match(first.Body, "href=\"([^\"]+cursor=[^\"]+)\"").Groups[1].Value);
        var second = await guest.Get(next);
        Assert.Contains("offers/o18 ", second.Text, StringComparison.Ordinal);
        Assert.Contains("offers/o0 ", second.Text, StringComparison.Ordinal);
        Assert.Contains(Texts.Chinese.Staff.LogEmpty, (await guest.Get("log?by=nobody-has-this-name")).Text, StringComparison.Ordinal);
        Assert.Contains(Texts.English.Staff.LogEmpty, (await guest.Get("log?lang=en&from=2026-01-01&to=2026-01-02")).Text, StringComparison.Ordinal);

        var file = await guest.Get("log/csv?what=setting-changed");
        Assert.Equal("text/csv; charset=utf-8", file.Headers["Content-Type"]);
        Assert.Equal(122, file.Body.Split("\r\n").Length);
        Assert.Contains(",'=cmd(),setting-changed,offers/o119,1,<b>2</b>,,1\r\n", file.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await host.SignedIn("eve", Role.Viewer)).Get("log")).Status);
    }

    [Fact]
    public void Every_action_has_its_words()
    {
        foreach (var texts in Texts.All)
        {
            Assert.Equal(AuditActions.All.Order(), texts.Staff.Actions.Keys.Order());
        }

        var named = typeof(AuditActions).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);
        Assert.Equal(named.Order(), AuditActions.All.Order());
        Assert.All(Texts.Chinese.Staff.Actions.Values, w => Assert.DoesNotMatch("[A-Za-z]", w));
    }
}
