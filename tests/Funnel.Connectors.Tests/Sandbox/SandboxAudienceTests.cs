using System.Text.Json.Nodes;
using Funnel.Sandbox;
using Funnel.Sandbox.Audience;

namespace Funnel.Connectors.Tests.Sandbox;

public sealed class SandboxAudienceTests
{
    private static readonly SandboxOptions Lively = new()
    {
        Seed = 7, Speed = 20_000, Audience = 400, CallsPerMinute = 1_000_000, ReplyLag = TimeSpan.FromMilliseconds(5),
        CallbackRetryGap = TimeSpan.FromMilliseconds(20),
    };

    [Fact]
    public async Task The_same_seed_asks_the_same_questions()
    {
        Assert.Equal(await Asked(Lively), await Asked(Lively));
        Assert.NotEqual(await Asked(Lively), await Asked(Lively with { Seed = 8 }));
    }

    [Fact]
    public void A_tenth_of_the_people_ask_and_their_ways_differ()
    {
        var people = Enumerable.Range(0, 5000).Select(index => Character.Of(index, new SandboxOptions { Seed = 7 })).ToList();
        Assert.InRange(people.Count(person => person.Asks), 500, 700);
        Assert.True(people.Where(person => person.Asks).Select(person => person.Says).Distinct().Count() > 250);
        Assert.True(people.Count(person => person.Video == 0) > people.Count(person => person.Video == 7));
    }

    [Fact]
    public async Task Nobody_moves_when_the_host_does_nothing()
    {
        await using var server = await SandboxServer.StartAsync(Lively);
        await SandboxCallbackTests.Quiet(server);
        var books = server.Books;
        Assert.InRange(server.Comments, Lively.Audience * 85 / 100, Lively.Audience * 11 / 10); // of answers to others nobody was told
        Assert.NotEmpty(books.Asked);
        Assert.Equal(0, books.Replies.Count + books.Messages.Count + books.Added.Count + books.Welcomed.Count + books.Deleted.Count);
        Assert.Empty(server.Troubles);
    }

    [Fact]
    public async Task A_prompt_host_leads_people_all_the_way_and_the_books_tell_each_step_by_person()
    {
        await using var server = await SandboxServer.StartAsync(Lively);
        await using var host = await PromptHost.Start(server);
        await host.Serve();
        var books = server.Books;
        Assert.Empty(server.Troubles);
        Assert.Equal(books.Asked.Select(each => each.Person).Distinct().Order(), books.Replies.Select(each => each.Person).Distinct().Order());
        Assert.Subset(books.Replies.Select(each => each.Person).ToHashSet(), books.Messages.Select(each => each.Person).ToHashSet());
        Assert.Subset(books.Messages.Select(each => each.Person).ToHashSet(), books.Added.Select(each => each.Person).ToHashSet());
        Assert.Subset(books.Added.Select(each => each.Person).ToHashSet(), books.Welcomed.Select(each => each.Person).ToHashSet());
        Assert.InRange(books.Welcomed.Count, books.Asked.Count * 4 / 10, books.Asked.Count * 9 / 10);
        Assert.All(books.Added, each => Assert.Equal("t" + each.Person[..8], each.Token));
        Assert.Equal(books.Added.Count, books.Added.Select(each => each.Person).Distinct().Count());
    }

    [Fact]
    public async Task The_books_can_be_read_back_from_their_JSON()
    {
        await using var bench = await Bench.Start();
        bench.Ask();
        var json = (await bench.Plain(HttpMethod.Get, "/sandbox/books")).AsObject();
        Assert.Equal(["asked", "replies", "messages", "added", "welcomed", "deleted", "topLevel", "selfReplies", "hidden", "followed", "grouped", "leftGroup", "referred", "rewarded"], json.Select(each => each.Key));
        var entry = Assert.Single(SandboxBooks.Parse(json.ToJsonString()).Asked);
        Assert.Equal(bench.Server.Books.Asked[0], entry);
    }

    [Fact]
    public async Task The_configuration_is_ready_to_use()
    {
        await using var bench = await Bench.Start();
        var config = await bench.Plain(HttpMethod.Get, "/sandbox/config");
        Assert.Equal(new Uri(bench.Server.BaseUrl, "/sandbox/callbacks").AbsoluteUri, (string?)config["host"]!["announceTo"]);
        Assert.Equal(43, ((string)config["weCom"]!["encodingAesKey"]!).Length);
        Assert.Equal(bench.Access, (string?)config["accounts"]![0]!["accessToken"]);
        Assert.Equal("link={link}&title={text}", (string?)config["accounts"]![0]!["card"]!["query"]);
        Assert.True(config["offers"]![0]!["reply"]!.AsArray().Count >= 3);
        Assert.All(config["offers"]![0]!["reply"]!.AsArray(), text => Assert.False(
            Funnel.Sandbox.Douyin.ContentRules.AuditedAway((string)text!) || Funnel.Sandbox.Douyin.ContentRules.RefusedInPublic((string)text!)));
        Assert.Equal("http://elsewhere/x", (string?)JsonNode.Parse(bench.Server.ConfigJson("http://elsewhere/x"))!["host"]!["announceTo"]);
    }

    private static async Task<List<(string, string?)>> Asked(SandboxOptions options)
    {
        await using var server = await SandboxServer.StartAsync(options);
        await SandboxCallbackTests.Quiet(server);
        return [.. server.Books.Asked.Select(each => (each.Person, each.Text)).Order()];
    }
}
