using System.Net;
using Funnel.Audit;
using Funnel.Connectors;
using Funnel.Console.SignIn;
using Funnel.Console.Tests.Hosting;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Review;

namespace Funnel.Console.Tests.Pages;

/// <summary>An operator hides comments from the public, and shows them again, without a script.</summary>
public sealed class HidingTests
{
    private const string HideButton = "name=\"do\" value=\"hide\"";
    private const string UnhideButton = "name=\"do\" value=\"unhide\"";

    [Fact]
    public async Task On_a_leads_page_a_comment_is_hidden_after_a_second_press_and_shown_again()
    {
        var wall = new Wall();
        await using var host = await ConsoleHost.Start(connector: new("douyin", ConnectorLimits.Unknown, wall));
        var guest = await host.SignedIn();
        var page = "leads/" + await host.Seed.Lead("p1");
        var before = await guest.Get(page);
        Assert.Contains("<details>", before.Body, StringComparison.Ordinal);
        Assert.Contains(HideButton, before.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(UnhideButton, before.Body, StringComparison.Ordinal);

        var said = await guest.Submit(page, page, ("do", "hide"), ("comment", "c-p1"));
        Assert.Equal(HttpStatusCode.SeeOther, said.Status);
        var hidden = await guest.Get(page + "?said=hidden");
        Assert.Contains("评论已隐藏。", hidden.Text, StringComparison.Ordinal);
        Assert.Contains("运营人员隐藏了这条评论", hidden.Text, StringComparison.Ordinal); // why nobody replies
        Assert.Contains(UnhideButton, hidden.Body, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.SeeOther, (await guest.Submit(page, page, ("do", "unhide"), ("comment", "c-p1"))).Status);
        Assert.Contains(HideButton, (await guest.Get(page)).Body, StringComparison.Ordinal);
        Assert.Equal(["hide c-p1", "unhide c-p1"], wall.Did);
        Assert.Equal(
            [(AuditActions.CommentUnhidden, "lin", "comment/books/c-p1"), (AuditActions.CommentHidden, "lin", "comment/books/c-p1")],
            (await host.Audited()).Where(l => l.On.StartsWith("comment/", StringComparison.Ordinal)).Select(l => (l.What, l.By, l.On)));
    }

    [Fact]
    public async Task On_the_page_of_reviews_the_card_stays_and_says_so()
    {
        var wall = new Wall();
        await using var host = await ConsoleHost.Start(connector: new("douyin", ConnectorLimits.Unknown, wall));
        var guest = await host.SignedIn();
        await host.Seed.Review("r1", "加我薇信");
        var item = Assert.Single(await host.Get<ReviewDesk>().List(Merchant.Account, 5, default));
        Assert.Contains(HideButton, (await guest.Get("review")).Body, StringComparison.Ordinal);
        var said = await guest.Submit("review", "review", ("do", "hide"), ("account", Merchant.Account), ("id", item.Id), ("at", "0"));
        Assert.Equal((HttpStatusCode.SeeOther, "/api/console/review?said=hidden"), (said.Status, said.Location));
        Assert.Contains(UnhideButton, (await guest.Get("review")).Body, StringComparison.Ordinal);

        await guest.Submit("review", "review", ("account", Merchant.Account), ("id", item.Id), ("inquiry", "1"), ("at", "0"));
        var lead = (await host.Get<LeadStore>().Find(LeadId.Of(Merchant.Account, "p-r1"), default))!;
        Assert.Equal(("lin", Reason.CommentHidden), (lead.Asks[0].Hidden!.By, Assert.Single(lead.Effects).Reason));
    }

    [Fact]
    public async Task A_refusal_is_told_in_words_on_the_same_page()
    {
        var wall = new Wall { Says = new Failure(FailureKind.Forbidden, "40001", "no permission") };
        await using var host = await ConsoleHost.Start(connector: new("douyin", ConnectorLimits.Unknown, wall));
        var guest = await host.SignedIn();
        var page = "leads/" + await host.Seed.Lead("p1");
        await host.Seed.Review("r1", "加我薇信");
        var item = Assert.Single(await host.Get<ReviewDesk>().List(Merchant.Account, 5, default));
        foreach (var refused in new[]
        {
            await guest.Submit(page, page, ("do", "hide"), ("comment", "c-p1")),
            await guest.Submit("review", "review", ("do", "hide"), ("account", Merchant.Account), ("id", item.Id)),
        })
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
            Assert.Contains("没有权限（40001）", refused.Text, StringComparison.Ordinal);
        }

        var other = await guest.Submit(page, page, ("do", "hide"), ("comment", "nobody's"));
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        Assert.Contains("没有保存这条评论", other.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_platform_cannot_there_is_no_button_and_the_page_says_so()
    {
        await using var host = await ConsoleHost.Start();
        var guest = await host.SignedIn();
        var page = "leads/" + await host.Seed.Lead("p1");
        var shown = await guest.Get(page);
        Assert.DoesNotContain(HideButton, shown.Body, StringComparison.Ordinal);
        Assert.Contains("没有隐藏评论的接口", shown.Text, StringComparison.Ordinal);
        var refused = await guest.Submit(page, page, ("do", "hide"), ("comment", "c-p1"));
        Assert.Contains("不能通过接口隐藏评论", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_hidden_for_good_has_no_way_back_from_here()
    {
        await using var host = await ConsoleHost.Start(connector: new("douyin", ConnectorLimits.Unknown, new OneWay()));
        var guest = await host.SignedIn();
        var page = "leads/" + await host.Seed.Lead("p1");
        Assert.Contains("不能从这里重新显示", (await guest.Get(page)).Text, StringComparison.Ordinal);
        await guest.Submit(page, page, ("do", "hide"), ("comment", "c-p1"));
        var hidden = await guest.Get(page);
        Assert.DoesNotContain(UnhideButton, hidden.Body, StringComparison.Ordinal);
        Assert.Contains("没有重新显示的接口", hidden.Text, StringComparison.Ordinal);
        Assert.Contains("不能通过接口重新显示评论", (await guest.Submit(page, page, ("do", "unhide"), ("comment", "c-p1"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Viewers_and_who_works_for_another_merchant_hide_nothing()
    {
        var wall = new Wall();
        await using var host = await ConsoleHost.Start(twoMerchants: true, connector: new("douyin", ConnectorLimits.Unknown, wall));
        var page = "leads/" + await host.Seed.Lead("p1");
        await host.Seed.Review("r1", "加我薇信");
        var item = Assert.Single(await host.Get<ReviewDesk>().List(Merchant.Account, 5, default));
        var viewer = await host.SignedIn("wang", Role.Viewer);
        Assert.DoesNotContain(HideButton, (await viewer.Get(page)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.Submit(page, page, ("do", "hide"), ("comment", "c-p1"))).Status);
        var elsewhere = await host.SignedIn("chen", Role.Operator, "hill");
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.Submit("today", page, ("do", "hide"), ("comment", "c-p1"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.Submit("today", "review", ("do", "hide"), ("account", Merchant.Account), ("id", item.Id))).Status);
        Assert.Empty(wall.Did);
    }

    private class OneWay : ICommentHide
    {
        public List<string> Did { get; } = [];

        public Outcome<Done> Says { get; init; } = default(Done);

        public Task<Outcome<Done>> Hide(SourceAccount account, HiddenTarget comment, CancellationToken ct) => Do("hide", comment);

        protected Task<Outcome<Done>> Do(string what, HiddenTarget comment)
        {
            Did.Add($"{what} {comment.CommentId}");
            return Task.FromResult(Says);
        }
    }

    private sealed class Wall : OneWay, ICommentUnhide
    {
        public Task<Outcome<Done>> Unhide(SourceAccount account, HiddenTarget comment, CancellationToken ct) => Do("unhide", comment);
    }
}
