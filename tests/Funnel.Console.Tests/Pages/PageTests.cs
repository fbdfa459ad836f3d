using System.Net;
using System.Text.RegularExpressions;
using Funnel.Console.SignIn;
using Funnel.Console.Tests.Hosting;
using Funnel.Leads;

namespace Funnel.Console.Tests.Pages;

public sealed class PageTests : IAsyncLifetime
{
    private const string HostileNick = "<script>alert('nick')</script>";
    private const string HostileText = "\"><img src=x onerror=alert(1)> 求笔记 {{7*7}} &lt;b&gt;";

    private ConsoleHost host = null!;

    public async Task InitializeAsync() => host = await ConsoleHost.Start();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Today_shows_how_many_people_came_how_far()
    {
        await host.Seed.Comments(1234);
        await host.Seed.Lead("p1");
        await host.Seed.Lead("p2", Stage.Replied);
        await host.Seed.Lead("p3", Stage.Served);
        var page = await (await host.SignedIn()).Get("");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("1,234", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Request.", page.Text, StringComparison.Ordinal); // an expression that was taken for text
        Assert.Matches("询问 3 –", page.Text);
        Assert.Matches("已回复 2 66.7%", page.Text);
        Assert.Matches("已收到资料 1 100%", page.Text);
    }

    [Fact]
    public async Task Today_shows_what_needs_a_person()
    {
        await host.Seed.Parked("p1");
        await host.Seed.Review("r1", "这个在哪里");
        var page = await (await host.SignedIn()).Get("today");
        Assert.Contains("1 条评论待审核", page.Text, StringComparison.Ordinal);
        Assert.Contains("1 项待办需要人工处理", page.Text, StringComparison.Ordinal);
        Assert.Contains("晨光书屋 douyin 正常 授权到期", page.Text, StringComparison.Ordinal);
        Assert.Contains("山里茶 douyin 已停止 已在配置中暂停", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_numbers_are_those_of_the_page()
    {
        await host.Seed.Lead("p1", Stage.Replied);
        var guest = await host.SignedIn();
        var live = await guest.Get("live?days=1");
        Assert.Equal("application/json", live.Headers["Content-Type"]);
        Assert.Contains("\"replied\":\"1\"", live.Body, StringComparison.Ordinal);
        Assert.Contains("\"replied-rate\":\"100%\"", live.Body, StringComparison.Ordinal);
        var counts = await guest.Get("live");
        Assert.DoesNotContain("replied", counts.Body, StringComparison.Ordinal);
        Assert.Contains("\"tasks\":\"0\"", counts.Body, StringComparison.Ordinal);
    }

    /// <summary>How often the journal alone says that somebody asked again.</summary>
    private static int Told(Answered page) => Regex.Count(page.Body[page.Body.LastIndexOf("class=\"timeline\"", StringComparison.Ordinal)..], "again-[0-9]+");

    [Fact]
    public async Task Who_asks_again_and_again_has_a_page_with_a_journal_in_pages()
    {
        var id = await host.Seed.Lead("p1");
        for (var i = 0; i < 1_200; i++)
        {
            await host.Seed.AsksAgain("p1", $"again-{i}");
        }

        var guest = await host.SignedIn();
        var (page, seen, pages) = (await guest.Get($"leads/{id}"), 0, 1);
        Assert.Contains("1,020+", page.Text, StringComparison.Ordinal);
        for (; Regex.Match(page.Body, "rel=\"next\" href=\"([^\"]*before=[0-9]+)\"") is { Success: true } next; pages++)
        {
            seen += Told(page);
            page = await guest.Get(WebUtility.HtmlDecode(next.Groups[1].Value)[(WebUtility.HtmlDecode(next.Groups[1].Value).IndexOf("leads/", StringComparison.Ordinal))..]);
        }

        Assert.Equal((4, 199), (pages, seen + Told(page)));
        Assert.Contains("求一份笔记", page.Text, StringComparison.Ordinal); // what the person asked first stands on the last
        foreach (var wrong in new[] { "0", "-1", "99999999999999999999", "x", "1" })
        {
            Assert.Equal(HttpStatusCode.OK, (await guest.Get($"leads/{id}?before={wrong}")).Status);
        }
    }

    [Fact]
    public async Task Leads_lists_the_most_recent_move_first_and_filters()
    {
        await host.Seed.Lead("p1", Stage.Served, "甲");
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.Seed.Lead("p2", Stage.Inquired, "乙", "多少钱");
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.Seed.Lead("p3", Stage.Replied, "丙", account: Merchant.Other);
        var guest = await host.SignedIn();
        Assert.Equal(["丙", "乙", "甲"], Names(await guest.Get("leads")));
        Assert.Equal(["丙", "甲"], Names(await guest.Get("leads?show=Replied")));
        Assert.Equal(["丙"], Names(await guest.Get("leads?account=tea")));
        Assert.Equal(["乙"], Names(await guest.Get("leads?q=" + Uri.EscapeDataString("多少"))));
        Assert.Equal([], Names(await guest.Get("leads?from=2020-01-01&to=2020-01-02")));
        Assert.Contains("没有符合条件的线索", (await guest.Get("leads?show=Lost")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leads_come_in_pages()
    {
        for (var i = 0; i < 51; i++)
        {
            await host.Seed.Lead($"p{i}");
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var guest = await host.SignedIn();
        Assert.Equal(50, Names(await guest.Get("leads")).Count);
        Assert.Equal(["p0"], Names(await guest.Get("leads?page=2")));
        Assert.Equal(["p0"], Names(await guest.Get("leads?page=999")));
    }

    [Theory]
    [InlineData("leads?from=0001-01-01&to=0001-01-01")]
    [InlineData("leads?from=9999-12-31&to=0001-01-01")]
    [InlineData("leads?to=9999-12-31")]
    [InlineData("leads?from=x&to=y&show=Nonsense&page=-1&account=nobody")]
    [InlineData("today?days=999999999999")]
    [InlineData("review?at=99999999")]
    public async Task Nonsense_in_the_query_is_left_out(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await (await host.SignedIn()).Get(path)).Status);

    [Fact]
    public async Task A_lead_shows_every_event_with_who_caused_it()
    {
        var id = await host.Seed.Lead("p1", Stage.Served, "小雨");
        await host.Seed.Video("v1", "资产负债表", "https://www.example.com/v1");
        var page = await (await host.SignedIn()).Get("leads/" + id);
        foreach (var text in new[] { "小雨", "在评论里询问", "求一份笔记", "平台已接收", "看私信，给你准备好了", "发来私信", "加了微信", "操作者： 系统", "欢迎语与资料" })
        {
            Assert.Contains(text, page.Text, StringComparison.Ordinal);
        }

        Assert.Contains("<time datetime=\"2026-03-14T06:26:53Z\">3月14日 14:26:53</time>", page.Body, StringComparison.Ordinal);
        Assert.Contains("href=\"https://www.example.com/v1\"", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_shows_who_came_by_their_link_and_why_they_do_not_count()
    {
        var id = await host.Seed.Lead("p1", Stage.Served, "小雨");
        var guest = await host.SignedIn();
        Assert.DoesNotContain("通过其链接来的朋友", (await guest.Get("leads/" + id)).Text, StringComparison.Ordinal);
        await host.Seed.Friend(id);
        var page = await guest.Get("leads/" + id);
        Assert.Contains("通过其链接来的朋友", page.Text, StringComparison.Ordinal);
        Assert.Contains("没有这位好友的记录", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_videos_address_that_is_no_web_page_is_no_link()
    {
        var id = await host.Seed.Lead("p1");
        await host.Seed.Video("v1", "标题", "javascript:alert(1)");
        Assert.DoesNotContain("javascript:", (await (await host.SignedIn()).Get("leads/" + id)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Review_shows_the_oldest_first_with_the_pieces_that_weighed()
    {
        await host.Seed.Review("r1", "这个资料哪里可以领");
        await host.Seed.Review("r2", "第二条");
        var page = await (await host.SignedIn()).Get("review");
        var text = page.Text.Replace(" ", "", StringComparison.Ordinal);
        Assert.InRange(text.IndexOf("这个资料哪里可以领", StringComparison.Ordinal), 1, text.IndexOf("第二条", StringComparison.Ordinal));
        Assert.Contains("<mark class=\"for\">", page.Body, StringComparison.Ordinal);
        Assert.Contains("询问的概率 42%", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_names_and_comments_are_shown_and_never_run()
    {
        var id = await host.Seed.Lead("p1", nick: HostileNick, text: HostileText);
        await host.Seed.Parked("p2", HostileNick, HostileText);
        await host.Seed.Review("r1", HostileText, HostileNick);
        await host.Seed.Video("v1", HostileText, "https://x.example/\"><script>alert(2)</script>");
        var guest = await host.SignedIn("<b>lin</b>");
        foreach (var path in new[] { "", "leads", "leads?q=%22%3E%3Cscript%3Ealert(3)%3C/script%3E", "leads/" + id, "review", "tasks", "leads/<script>" })
        {
            var page = await guest.Get(path);
            Assert.DoesNotContain("<script>", page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>lin", page.Body, StringComparison.Ordinal);
        }

        Assert.Contains(HostileNick, (await guest.Get("leads/" + id)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_carries_the_policy_and_nothing_inline()
    {
        var id = await host.Seed.Parked("p1");
        await host.Seed.Review("r1", "求笔记");
        var guest = await host.SignedIn();
        foreach (var path in new[] { "", "today", "leads", "leads/" + id, "review", "tasks", "nowhere", "sign-in?code=x" })
        {
            var page = await guest.Get(path);
            Assert.StartsWith("default-src 'none'; script-src 'self';", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
            Assert.Equal("same-origin", page.Headers["Referrer-Policy"]);
            Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
            Assert.StartsWith("text/html; charset=utf-8", page.Headers["Content-Type"], StringComparison.Ordinal);
            Assert.DoesNotMatch(new Regex("<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]*src=)"), page.Body);
            Assert.StartsWith("<!DOCTYPE html>", page.Body.TrimStart(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("leads/short")]
    [InlineData("leads/0000000000000000000000")]
    [InlineData("leads/0000000000000000000000/more")]
    [InlineData("assets/../secrets.json")]
    [InlineData("assets/Funnel.Console.dll")]
    public async Task What_does_not_exist_is_404(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await (await host.SignedIn()).Get(path)).Status);

    [Fact]
    public async Task Assets_are_cached_for_good_and_checked_by_tag()
    {
        var guest = host.Visitor();
        var url = Regex.Match((await guest.Get("sign-in")).Body, "href=\"([^\"]*console\\.css[^\"]*)\"").Groups[1].Value;
        var first = await guest.Get(url);
        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Equal("text/css; charset=utf-8", first.Headers["Content-Type"]);
        Assert.Contains("immutable", first.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, (await guest.Get(url, ("If-None-Match", first.Headers["ETag"]))).Status);
        Assert.Equal("no-cache", (await guest.Get("assets/console.js")).Headers["Cache-Control"]);
    }

    [Theory]
    [InlineData("/console")]
    [InlineData("/deep/er/console")]
    public async Task Links_work_wherever_the_console_stands(string prefix)
    {
        await using var elsewhere = await ConsoleHost.Start(prefix);
        var guest = elsewhere.Visitor();
        var signedIn = await guest.SignIn(elsewhere.Code());
        Assert.Equal(prefix + "/", signedIn.Location);
        var page = await guest.Get("today");
        var links = Regex.Matches(page.Body, "(?:href|src|action)=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(links);
        Assert.All(links.Where(l => l[0] != '#'), l => Assert.StartsWith(prefix + "/", l, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await guest.Get(prefix + "/leads/")).Status);
    }

    [Fact]
    public async Task A_viewer_sees_no_buttons()
    {
        var id = await host.Seed.Parked("p1");
        await host.Seed.Review("r1", "求笔记");
        var guest = await host.SignedIn("eve", Role.Viewer);
        foreach (var path in new[] { "leads/" + id, "tasks", "review" })
        {
            Assert.DoesNotContain("name=\"do\"", (await guest.Get(path)).Body, StringComparison.Ordinal);
            Assert.DoesNotContain("name=\"inquiry\"", (await guest.Get(path)).Body, StringComparison.Ordinal);
        }
    }

    private static List<string> Names(Answered page) =>
        [.. Regex.Matches(page.Body, "<a href=\"[^\"]*/leads/[^\"]+\"><bdi>([^<]*)</bdi>").Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))];
}
