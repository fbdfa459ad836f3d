using System.Text;
using System.Text.Json.Nodes;
using Funnel.Sandbox;
using Funnel.Sandbox.Audience;
using Funnel.Sandbox.Comments;

namespace Funnel.Connectors.Tests.Sandbox;

/// <summary>The ways in which platforms are unkind though nothing is wrong.</summary>
public sealed class SandboxUnkindnessTests
{
    private const string Text = "给你留了一份，点头像打开私信来拿吧";

    private static SandboxOptions With(string fault, double rate = 1, int seed = 1) =>
        new() { Seed = seed, Speed = 100_000, Faults = new Dictionary<string, double> { [fault] = rate }, CallbackRetryGap = TimeSpan.FromMilliseconds(10) };

    private static async Task<IReadOnlyList<JsonNode>> Listed(Bench bench, Post post) =>
        [.. (await bench.Get("/item/comment/reply/list/",
            $"&item_id={Uri.EscapeDataString(post.VideoId)}&comment_id={Uri.EscapeDataString(post.Id)}&count=20&cursor=0"))["data"]!["list"]!.AsArray().OfType<JsonNode>()];

    private static Post AnswerTo(Bench bench, Post post, int person = 2) => bench.Server.World.Crowd.Enter(
        Character.Of(person, new SandboxOptions { Seed = 1, Speed = 100_000 }) with { Asks = true, Says = "我也求资料", Again = null, Opens = false }, post);

    [Fact]
    public async Task A_reply_is_seen_before_it_is_listed()
    {
        await using var bench = await Bench.Start(With(SandboxFaults.ListLag) with { ListLagBy = TimeSpan.FromHours(1) });
        var post = bench.Ask();
        await bench.Reply(post.VideoId, post.Id, Text);
        Assert.Empty(await Listed(bench, post));
        bench.Time.Forward(TimeSpan.FromHours(1));
        Assert.Single(await Listed(bench, post));
    }

    [Fact]
    public async Task In_some_sandboxes_the_platforms_tell_another_time_than_this_machine_everywhere_alike()
    {
        var aheads = new List<TimeSpan>();
        for (var seed = 0; seed < 12; seed++)
        {
            await using var bench = await Bench.Start(With(SandboxFaults.ClockSkew, 0.5, seed) with { SkewBy = TimeSpan.FromHours(1) });
            using var request = new HttpRequestMessage(HttpMethod.Get, "/sandbox/status");
            using var answer = await bench.Raw(request);
            var ahead = answer.Headers.Date!.Value - bench.Time.GetUtcNow();
            var posted = bench.Ask().At - bench.Time.GetUtcNow();
            Assert.InRange((ahead - posted).TotalSeconds, -30, 30);
            aheads.Add(ahead);
        }

        Assert.InRange(aheads.Count(a => a.Duration() > TimeSpan.FromMinutes(1)), 2, 10);
        Assert.All(aheads, a => Assert.True(a.Duration() < TimeSpan.FromMinutes(61)));
    }

    [Fact]
    public async Task A_platform_that_stands_still_has_carried_out_the_call_and_answers_none_until_it_goes_on()
    {
        await using var bench = await Bench.Start(With(SandboxFaults.Pause, rate: 0) with { PauseBy = TimeSpan.FromMinutes(1) });
        var post = bench.Ask();
        bench.Server.SetFaults(new Dictionary<string, double> { [SandboxFaults.Pause] = 1 });
        var struck = bench.Reply(post.VideoId, post.Id, Text);
        while (bench.Server.Books.Replies.Count == 0)
        {
            await Task.Delay(10);
        }

        bench.Server.SetFaults(new Dictionary<string, double> { [SandboxFaults.Pause] = 0 });
        var other = bench.WeComToken();
        await Task.Delay(100);
        Assert.False(struck.IsCompleted || other.IsCompleted);
    }

    [Fact]
    public async Task A_listed_reply_is_respelled_always_in_the_same_way()
    {
        await using var bench = await Bench.Start(With(SandboxFaults.Respell));
        var post = bench.Ask();
        for (var reply = 0; reply < 12; reply++)
        {
            await bench.Reply(post.VideoId, post.Id, Text);
        }

        var first = (await Listed(bench, post)).Select(reply => (string)reply["content"]!).ToList();
        Assert.DoesNotContain(Text, first);
        Assert.True(first.Distinct().Count() >= 3, string.Join(" / ", first));
        Assert.Equal(first, (await Listed(bench, post)).Select(reply => (string)reply["content"]!));
    }

    [Fact]
    public async Task Own_replies_are_listed_under_another_id_in_some_sandboxes_and_always_in_those()
    {
        var differ = 0;
        for (var seed = 0; seed < 12; seed++)
        {
            await using var bench = await Bench.Start(With(SandboxFaults.OwnIdDiffers, 0.5, seed));
            var post = bench.Ask();
            await bench.Reply(post.VideoId, post.Id, Text);
            await bench.Reply(post.VideoId, post.Id, Text);
            var ids = (await Listed(bench, post)).Select(reply => (string)reply["comment_user_id"]!).Distinct().ToList();
            differ += Assert.Single(ids) == bench.OpenId ? 0 : 1;
        }

        Assert.InRange(differ, 2, 10);
    }

    [Fact]
    public async Task Answers_to_answers_are_listed_under_the_first_level_comment_and_nothing_under_them()
    {
        await using var bench = await Bench.Start(With(SandboxFaults.AnswersFlat));
        var first = bench.Ask();
        var answer = AnswerTo(bench, first);
        await bench.Reply(answer.VideoId, answer.Id, Text);
        Assert.Empty(await Listed(bench, answer));
        Assert.Equal([answer.PersonId, bench.OpenId], (await Listed(bench, first)).Select(reply => (string)reply["comment_user_id"]!));
        Assert.Equal((answer.PersonId, answer.Id), (Assert.Single(bench.Server.Books.Replies).Person, bench.Server.Books.Replies[0].Comment));

        // Nested, as the list of a kinder platform would be.
        bench.Server.SetFaults(new Dictionary<string, double> { [SandboxFaults.AnswersFlat] = 0 });
        await bench.Reply(answer.VideoId, answer.Id, Text);
        Assert.Single(await Listed(bench, answer));
    }

    [Fact]
    public async Task A_reply_that_the_audit_takes_away_was_listed_before()
    {
        await using var bench = await Bench.Start(With(SandboxFaults.AuditHides));
        var post = bench.Ask();
        await bench.Reply(post.VideoId, post.Id, Text);
        bench.Time.Forward(TimeSpan.FromSeconds(14));
        Assert.Single(await Listed(bench, post));
        bench.Time.Forward(TimeSpan.FromSeconds(5));
        Assert.Empty(await Listed(bench, post));
        Assert.Single(bench.Server.Books.Replies);
    }

    [Fact]
    public async Task Comments_are_told_up_to_three_times_each_under_its_own_delivery()
    {
        await using var bench = await Bench.Start(With(SandboxFaults.WebhookComments));
        await using var receiver = await Receiver.Start(bench.Server);
        await bench.Server.SetCallbacks(receiver.Address);
        var posts = Enumerable.Range(1, 40).Select(n => bench.Ask(n)).ToList();
        await SandboxCallbackTests.Quiet(bench.Server);
        var told = receiver.All.Select(Content).CountBy(content => (string)content["comment_id"]!).ToDictionary();
        Assert.Equal(posts.Select(post => post.Id).Order(), told.Keys.Order());
        Assert.Equal([1, 2, 3], told.Values.Distinct().Order());
        Assert.Equal(receiver.All.Count, receiver.All.Select(each => each.Headers["Msg-Id"]).Distinct().Count());
    }

    [Fact]
    public async Task Our_own_reply_is_told_like_any_comment_and_an_answer_to_it_is_noted_as_a_mistake()
    {
        var (ids, from) = (new HashSet<bool>(), new HashSet<bool>());
        for (var seed = 0; seed < 8; seed++)
        {
            await using var bench = await Bench.Start(With(SandboxFaults.WebhookComments, 1, seed));
            bench.Server.SetFaults(new Dictionary<string, double> { [SandboxFaults.OwnIdDiffers] = 1 });
            await using var receiver = await Receiver.Start(bench.Server);
            await bench.Server.SetCallbacks(receiver.Address);
            var post = bench.Ask();
            await bench.Reply(post.VideoId, post.Id, Text);
            await SandboxCallbackTests.Quiet(bench.Server);
            var told = receiver.All.First(each => (string)Content(each)["content"]! == Text);
            Assert.Equal((post.Id, post.Id), ((string)Content(told)["parent_id"]!, (string)Content(told)["reply_to_comment_id"]!));
            Assert.NotEqual(bench.OpenId, (string)Content(told)["comment_user_id"]!);
            ids.Add((string)Content(told)["comment_user_id"]! == bench.Server.World.Merchant.ListedId);
            from.Add((string)JsonNode.Parse(told.Body)!["from_user_id"]! == bench.OpenId);

            await bench.Reply(post.VideoId, (string)Content(told)["comment_id"]!, Text);
            Assert.Single(bench.Server.Books.SelfReplies);
            Assert.Single(bench.Server.Books.Replies);
        }

        Assert.Equal(2, ids.Count);
        Assert.Equal(2, from.Count);
    }

    [Fact]
    public async Task Whoever_asks_in_an_answer_has_asked_once_a_host_was_told()
    {
        await using var bench = await Bench.Start(With(SandboxFaults.AnswersFlat));
        await using var receiver = await Receiver.Start(bench.Server);
        var first = bench.Ask();
        AnswerTo(bench, first);
        await SandboxCallbackTests.Quiet(bench.Server);
        Assert.Equal((1, 1), (bench.Server.Books.Asked.Count, bench.Server.Comments)); // nobody was there to be told

        await bench.Server.SetCallbacks(receiver.Address);
        var answer = AnswerTo(bench, first, person: 3);
        await SandboxCallbackTests.Quiet(bench.Server);
        Assert.Equal((2, 2), (bench.Server.Books.Asked.Count, bench.Server.Comments));
        Assert.Equal(answer.Id, bench.Server.Books.Asked[1].Comment);
        var content = Content(Assert.Single(receiver.All));
        Assert.Equal((first.Id, first.Id), ((string)content["parent_id"]!, (string)content["reply_to_comment_id"]!));
        var list = await bench.Get("/item/comment/list/", $"&item_id={Uri.EscapeDataString(first.VideoId)}&count=20&cursor=0");
        Assert.Equal(first.Id, (string)Assert.Single(list["data"]!["list"]!.AsArray())!["comment_id"]!);
    }

    [Fact]
    public async Task Broken_names_and_texts_are_really_broken_on_the_wire()
    {
        await using var bench = await Bench.Start(With(SandboxFaults.BrokenText));
        var posts = Enumerable.Range(1, 20).Select(n => bench.Ask(n)).ToList();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/item/comment/list/?open_id={bench.OpenId}&item_id={Uri.EscapeDataString(posts[0].VideoId)}&count=20&cursor=0");
        request.Headers.Add("access-token", bench.Access);
        using var answer = await bench.Raw(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.False(System.Text.Unicode.Utf8.IsValid(bytes));
        var json = Encoding.UTF8.GetString(bytes);
        Assert.Contains("\\ud83d", json, StringComparison.Ordinal);
        Assert.Contains("\\u0000", json, StringComparison.Ordinal);
        Assert.Contains("\"nick_name\":8421973305821", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\\uF8F", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_usual_is_on_unless_it_is_turned_off()
    {
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Audience = 0, Faults = new Dictionary<string, double> { [SandboxFaults.Respell] = 0 } });
        Assert.Equal(
            SandboxFaults.Usual.Where(fault => fault.Key != SandboxFaults.Respell).OrderBy(fault => fault.Key),
            server.World.Faults.Rates.Where(fault => fault.Value > 0).OrderBy(fault => fault.Key));
    }

    private static JsonNode Content(Received received)
    {
        var body = JsonNode.Parse(received.Body)!;
        return body["content"] as JsonObject ?? JsonNode.Parse((string)body["content"]!)!;
    }
}
