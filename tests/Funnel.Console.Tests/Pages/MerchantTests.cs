using System.Net;
using Funnel.Console.SignIn;
using Funnel.Console.Tests.Hosting;
using Funnel.Leads;
using Funnel.Storage;

namespace Funnel.Console.Tests.Pages;

/// <summary>Two merchants share a deployment: who works for one of them sees and does nothing of the other's.</summary>
public sealed class MerchantTests : IAsyncLifetime
{
    private const string Theirs = "别家的人";
    private const string Ours = "自家的人";
    private ConsoleHost host = null!;
    private LeadId theirs;
    private LeadId ours;
    private Guest limited = null!;

    public async Task InitializeAsync()
    {
        host = await ConsoleHost.Start(twoMerchants: true);
        (ours, theirs) = (await host.Seed.Parked("a", Ours), await host.Seed.Parked("b", Theirs, account: Merchant.Other));
        await host.Seed.Review("ra", "笔记在哪里看", "自家读者");
        await host.Seed.Review("rb", "茶在哪里买", "别家读者", account: Merchant.Other);
        limited = await host.SignedIn("lin", Role.Admin, "dawn");
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData("leads")]
    [InlineData("tasks")]
    [InlineData("tasks?account=tea")]
    [InlineData("leads?account=tea")]
    [InlineData("review")]
    [InlineData("today")]
    [InlineData("accounts")]
    [InlineData("people")]
    public async Task No_page_shows_what_is_the_other_merchants(string page)
    {
        await host.SignedIn("boss", Role.Admin);
        var shown = await limited.Get(page);
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.All([Theirs, "别家读者", "山里茶", "boss"], word => Assert.DoesNotContain(word, shown.Body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("leads", Ours)]
    [InlineData("tasks", Ours)]
    [InlineData("review", "自家读者")]
    [InlineData("accounts", "晨光书屋")]
    public async Task Their_own_is_shown(string page, string what) => Assert.Contains(what, (await limited.Get(page)).Body, StringComparison.Ordinal);

    [Fact]
    public async Task Numbers_are_of_their_own_accounts()
    {
        var whole = await host.SignedIn("boss", Role.Admin);
        Assert.Matches("\"review\":\"?2", (await whole.Get("live?days=1")).Body);
        Assert.Matches("\"review\":\"?1", (await limited.Get("live?days=1")).Body);
    }

    [Fact]
    public async Task Who_works_for_a_merchant_without_accounts_sees_nothing()
    {
        var whole = await host.SignedIn("boss", Role.Admin);
        Assert.Contains(Ours, (await whole.Get("leads")).Body, StringComparison.Ordinal); // and everything is remembered
        await whole.Get("live?days=1");
        var nobodys = await host.SignedIn("chen", Role.Admin, "moon");
        Assert.Matches("\"review\":\"?0", (await nobodys.Get("live?days=1")).Body);
        Assert.DoesNotContain(Ours, (await nobodys.Get("leads")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Ours, (await nobodys.Get("tasks")).Body, StringComparison.Ordinal);
        Assert.Matches("\"review\":\"?2", (await whole.Get("live?days=1")).Body);
    }

    [Fact]
    public async Task A_version_that_knows_no_merchants_does_not_read_the_session_of_who_works_for_some()
    {
        await host.SignedIn("boss", Role.Admin);
        var rows = (await host.Get<IRows>().Query(Tables.Accounts, "sessions", KeyRange.All, 10, null, default)).Rows;
        Assert.Equal([false, true], rows.Select(r => r.Payload.Contains("\"schema\":2", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task The_other_merchants_lead_is_not_there_to_be_seen_or_decided_about()
    {
        Assert.Equal(HttpStatusCode.OK, (await limited.Get($"leads/{ours}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await limited.Get($"leads/{theirs}")).Status);
        var before = (await host.Get<LeadStore>().Find(theirs, default))!.Entries;
        (string, (string, string)[])[] attempts =
        [
            ($"leads/{theirs}", [("do", "refuse")]), ($"leads/{theirs}", [("do", "erase")]), ($"leads/{theirs}", [("do", "done"), ("effect", "reply:notes")]),
            ("tasks", [("do", "done"), ("task", $"{theirs}/reply:notes")]), ("tasks", [("do", "take"), ("task", $"{ours}/reply:notes"), ("task", $"{theirs}/reply:notes")]),
            ("tasks/try", [("cause", "failed"), ("account", "tea")]), ("review", [("account", "tea"), ("id", "rb"), ("inquiry", "0")]),
            ("today/resume", [("account", "tea")]), ("accounts/connect", [("account", "tea")]),
        ];
        foreach (var (path, fields) in attempts)
        {
            var answer = await limited.Submit($"leads/{ours}", path, fields);
            Assert.True(answer.Status == HttpStatusCode.NotFound, $"{path}: {answer.Status}");
        }

        Assert.Equal(before, (await host.Get<LeadStore>().Find(theirs, default))!.Entries);
    }

    [Theory]
    [InlineData("log")]
    [InlineData("log/csv")]
    public async Task What_is_everybodys_is_refused_with_words(string page)
    {
        var refused = await limited.Get(page);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("全部商家", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_erased_from_all_accounts_by_who_works_for_some()
    {
        Assert.DoesNotContain("value=\"erase\"", (await limited.Get($"leads/{ours}")).Body, StringComparison.Ordinal);
        var refused = await limited.Submit($"leads/{ours}", $"leads/{ours}", ("do", "erase"));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("您只负责部分商家", refused.Body, StringComparison.Ordinal);
        var whole = await host.SignedIn("boss", Role.Admin);
        Assert.Contains("value=\"erase\"", (await whole.Get($"leads/{ours}")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_let_nobody_else_in()
    {
        var refused = await limited.Submit($"leads/{ours}", "people/link", ("name", "x"), ("role", "Admin"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
    }

    [Fact]
    public async Task A_link_may_be_for_one_merchant()
    {
        var whole = await host.SignedIn("boss", Role.Admin);
        Assert.Contains("<option>hill</option>", (await whole.Get("people")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await whole.Submit("people", "people/link", ("name", "chen"), ("role", "Viewer"), ("merchant", "nobody"))).Status);
        var made = await whole.Submit("people", "people/link", ("name", "chen"), ("role", "Viewer"), ("merchant", "hill"));
        var code = made.Body[(made.Body.IndexOf("code=", StringComparison.Ordinal) + 5)..][..43];
        var chen = host.Visitor();
        await chen.SignIn(code);
        var shown = (await chen.Get("leads")).Body;
        Assert.Contains(Theirs, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Ours, shown, StringComparison.Ordinal);
        Assert.Contains((await host.Audited()).Select(l => l.After), after => string.Equals(after, "chen, Viewer, hill", StringComparison.Ordinal));
    }
}
