using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Funnel.Sandbox;
using Funnel.Sandbox.Audience;
using Funnel.Sandbox.Wire;

namespace Funnel.Connectors.Tests.Sandbox;

/// <summary>A sandbox that carries several platforms.</summary>
public sealed class SandboxSourceTests
{
    private static readonly SandboxOptions Two = new() { Sources = ["douyin", "assist"] };

    [Fact]
    public async Task Whoever_comes_is_dealt_to_the_platforms_in_turn_and_stays_there()
    {
        await using var bench = await Bench.Start(Two);
        var world = bench.Server.World;
        for (var index = 0; index < 40; index++)
        {
            bench.Ask(index);
        }

        Assert.All(world.Sources, source => Assert.Equal(20, source.Shop.Wall.Comments));
        Assert.Equal(40, bench.Server.Comments);
        var asked = bench.Server.Books.Asked;
        Assert.Equal(Enumerable.Range(0, 40).Select(index => index % 2 == 0 ? null : "assist"), asked.Select(each => each.Source));
        Assert.Equal(Enumerable.Range(0, 40).Select(index => world.Sources[index % 2].PersonId(index)), asked.Select(each => each.Person));
    }

    [Fact]
    public async Task Douyin_s_people_are_the_same_whoever_else_is_there()
    {
        await using var alone = await Bench.Start();
        await using var both = await Bench.Start(Two);
        var (a, b) = (alone.Ask(4), both.Ask(4));
        Assert.Equal((a.PersonId, a.Nick, a.Text), (b.PersonId, b.Nick, b.Text));
        Assert.Null(both.Server.Books.Asked[0].Source);
        Assert.DoesNotContain("source", both.Server.Books.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_platform_has_its_account_and_its_settings_in_the_configuration()
    {
        await using var bench = await Bench.Start(Two);
        var config = JsonNode.Parse(bench.Server.ConfigJson())!;
        Assert.Equal(["sandbox-shop", "sandbox-assist"], config["accounts"]!.AsArray().Select(account => (string)account!["id"]!));
        Assert.Equal(["douyin", "assist"], config["accounts"]!.AsArray().Select(account => (string)account!["platform"]!));
        Assert.NotNull(config["douyin"]);
        Assert.Single(config["offers"]!.AsArray());
        await using var assist = await Bench.Start(Two with { Sources = ["assist"] });
        Assert.Null(JsonNode.Parse(assist.Server.ConfigJson())!["douyin"]);
        Assert.Equal([new SandboxSource("assist", "sandbox-assist", true, true)], assist.Server.Sources);
    }

    [Theory]
    [InlineData("at least one source is needed")]
    [InlineData("unknown source 'bbs'; the sources are douyin, ", "bbs")]
    [InlineData("source 'assist' is named more than once", "assist", "douyin", "assist")]
    public async Task Names_of_platforms_are_checked(string problem, params string[] names) =>
        Assert.Contains(problem, (await Assert.ThrowsAsync<ArgumentException>(() => SandboxServer.StartAsync(new SandboxOptions { Sources = names }))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task What_is_said_where_there_is_no_API_can_be_handed_over()
    {
        await using var bench = await Bench.Start(Two with { Sources = ["assist"] });
        var asked = bench.Ask(1);
        var answer = bench.Server.World.Crowd.Enter(Character.Of(2, Two) with { Asks = true, Again = null }, asked);
        Assert.Equal((1, 1), (bench.Server.Comments, bench.Server.Asked)); // nobody knows of the answer yet
        bench.Server.World.Sources[0].Shop.Reply(asked, "有的");

        var page = await bench.Plain(HttpMethod.Get, "/sandbox/assist/comments");
        var rows = page["comments"]!.AsArray();
        Assert.Equal(3, (int)page["next"]!);
        Assert.Equal([asked.Id, answer.Id], rows.Take(2).Select(row => (string)row!["id"]!));
        Assert.Equal([null, asked.Id, asked.Id], rows.Select(row => (string?)row!["parent"]));
        Assert.Equal([false, false, true], rows.Select(row => (bool)row!["own"]!));
        Assert.Equal((2, 2), (bench.Server.Comments, bench.Server.Asked));
        Assert.Empty((await bench.Plain(HttpMethod.Get, "/sandbox/assist/comments?after=3"))["comments"]!.AsArray());
    }

    [Fact]
    public async Task What_is_done_by_hand_stands_in_the_books_and_moves_people()
    {
        await using var bench = await Bench.Start(Two with { Sources = ["assist"], Speed = 100_000, HalfAdds = 0 });
        var post = bench.Server.World.Crowd.Enter(Character.Of(1, Two) with { Asks = true, Again = null, Answers = false, Clicks = true, Adds = true, DeletesAfter = null, BringsAfter = null });
        var link = await bench.Link() + "?customer_channel=t1";
        await bench.Json("/sandbox/assist/reply", new JsonObject { ["comment"] = post.Id, ["text"] = "私信你了" });
        await bench.Json("/sandbox/assist/message", new JsonObject { ["comment"] = post.Id, ["text"] = "点这里领取 " + link });
        await SandboxCallbackTests.Quiet(bench.Server);
        await bench.Json("/sandbox/assist/welcome", new JsonObject { ["comment"] = post.Id, ["text"] = "你好" });
        await bench.Json("/sandbox/assist/follow", new JsonObject { ["comment"] = post.Id, ["text"] = post.Nick });
        Assert.Equal(post.PersonId, Assert.Single(bench.Server.Books.Followed).Person);

        var books = bench.Server.Books;
        foreach (var page in new[] { books.Replies, books.Messages, books.Added, books.Welcomed })
        {
            var entry = Assert.Single(page);
            Assert.Equal((post.PersonId, "assist"), (entry.Person, entry.Source));
        }

        Assert.Equal(("link", "t1", "t1"), (books.Messages[0].Kind, books.Messages[0].Token, books.Added[0].Token));
    }

    [Theory]
    [InlineData("/sandbox/assist/reply", "", "好", HttpStatusCode.BadRequest)]
    [InlineData("/sandbox/assist/message", "nothing", "好", HttpStatusCode.NotFound)]
    [InlineData("/sandbox/assist/welcome", null, "好", HttpStatusCode.Conflict)]
    [InlineData("/sandbox/tiktok/reply", null, "好", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_done_by_hand_is_said(string path, string? comment, string text, HttpStatusCode status)
    {
        await using var bench = await Bench.Start(Two);
        var post = bench.Ask(1);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new JsonObject { ["comment"] = comment ?? post.Id, ["text"] = text }) };
        using var answer = await bench.Raw(request);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_reply_that_carries_the_way_itself_leads_whoever_sees_it()
    {
        await using var bench = await Bench.Start(Two with { Sources = ["assist"], Speed = 100_000, HalfAdds = 0 });
        var post = bench.Server.World.Crowd.Enter(Character.Of(1, Two) with
        {
            Asks = true, Again = null, Answers = false, Opens = true, Clicks = true, Adds = true, DeletesAfter = null, BringsAfter = null,
        });
        bench.Server.World.Sources[0].Shop.Reply(post, "在这里：" + await bench.Link() + "?customer_channel=t1。");
        await SandboxCallbackTests.Quiet(bench.Server);
        Assert.Equal("t1", Assert.Single(bench.Server.Books.Added).Token);
        Assert.Equal("t1", Assert.Single(bench.Server.Books.Replies).Token);
    }

    [Fact]
    public async Task People_go_through_a_landing_page_to_the_link_on_it()
    {
        await using var bench = await Bench.Start(Two with { Sources = ["assist"] });
        await using var host = await Receiver.Start(bench.Server);
        host.Page = $"<!doctype html><a class=\"button\" href=\"{await bench.Link()}?x=1&amp;customer_channel=t1\">添加</a>";
        var pages = new LandingPages(bench.Server.World.Callbacks, Two with { CallbackRetryGap = TimeSpan.Zero }, TimeProvider.System);
        Assert.EndsWith("?x=1&customer_channel=t1", await pages.Through(new Uri(host.Address, "/c/t1").AbsoluteUri, default), StringComparison.Ordinal);
        Assert.Null(await pages.Through(new Uri(host.Address, "/nowhere").AbsoluteUri, default));
        host.Page = "<!doctype html><p>没有了</p>";
        Assert.Null(await pages.Through(new Uri(host.Address, "/c/t1").AbsoluteUri, default));
        Assert.Equal("https://work.weixin.qq.com/ca/x", await pages.Through("https://work.weixin.qq.com/ca/x", default));
        Assert.Null(await pages.Through(null, default));
    }

    [Theory]
    [InlineData("点这里 https://work.weixin.qq.com/ca/x?customer_channel=t1。谢谢", "https://work.weixin.qq.com/ca/x?customer_channel=t1", "t1")]
    [InlineData("(http://127.0.0.1:80/c/abc).", "http://127.0.0.1:80/c/abc", "abc")]
    [InlineData("没有链接", null, null)]
    public void A_link_in_a_text_is_found_and_says_whose_it_is(string text, string? address, string? token)
    {
        Assert.Equal(address, global::Funnel.Sandbox.Sources.ContactLink.In(text));
        Assert.Equal(token, global::Funnel.Sandbox.Sources.ContactLink.Token(address));
    }

    [Fact]
    public void Decimal_ids_are_long_ascending_and_of_one_source()
    {
        var (one, other) = (new Ids(1, "one/"), new Ids(1, "other/"));
        var some = Enumerable.Range(0, 1000).Select(_ => one.Number("comment")).ToList();
        Assert.All(some, id => Assert.InRange(long.Parse(id, System.Globalization.CultureInfo.InvariantCulture), 1L << 53, long.MaxValue));
        Assert.Equal(some.Order(StringComparer.Ordinal), some);
        Assert.NotEqual(one.Digits("person", 5), other.Digits("person", 5));
        Assert.Equal(one.Digits("person", 5), new Ids(1, "one/").Digits("person", 5));
    }
}
