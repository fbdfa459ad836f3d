using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Funnel.Sandbox;

namespace Funnel.Connectors.Tests.Sandbox;

public sealed class SandboxFaultTests
{
    [Fact]
    public async Task A_lost_answer_was_accepted_all_the_same()
    {
        await using var bench = await Bench.Start(With(SandboxFaults.LostAnswer));
        var post = bench.Ask();
        await Assert.ThrowsAsync<HttpRequestException>(() => bench.Reply(post.VideoId, post.Id, "打开私信就能领取"));
        Assert.Single(bench.Server.Books.Replies);
    }

    [Fact]
    public async Task A_500_comes_before_a_read_and_on_either_side_of_a_send()
    {
        await using var bench = await Bench.Start(With(SandboxFaults.Error500));
        var post = bench.Ask();
        for (var time = 0; time < 20; time++)
        {
            var problem = await Assert.ThrowsAsync<HttpRequestException>(() => bench.Reply(post.VideoId, post.Id, "打开私信就能领取"));
            Assert.Equal(HttpStatusCode.InternalServerError, problem.StatusCode);
        }

        Assert.InRange(bench.Server.Books.Replies.Count, 3, 17);
    }

    [Fact]
    public async Task Too_many_comes_as_status_and_as_code_and_nothing_is_done()
    {
        await using var bench = await Bench.Start(With(SandboxFaults.TooMany));
        var post = bench.Ask();
        var seen = new HashSet<string>();
        for (var time = 0; time < 20; time++)
        {
            try
            {
                seen.Add(Bench.Code(await bench.Reply(post.VideoId, post.Id, "打开私信就能领取")).ToString());
            }
            catch (HttpRequestException problem)
            {
                seen.Add(problem.StatusCode.ToString()!);
            }
        }

        Assert.Equal(["28003018", "TooManyRequests"], seen.Order());
        Assert.Empty(bench.Server.Books.Replies);
    }

    [Fact]
    public async Task A_slow_answer_takes_as_long_as_it_is_set_to()
    {
        await using var bench = await Bench.Start(With(SandboxFaults.Slow) with { SlowBy = TimeSpan.FromMilliseconds(200) });
        var began = TimeProvider.System.GetTimestamp();
        await bench.Get("/api/douyin/v1/video/video_list/", "&count=10");
        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromMilliseconds(190));
    }

    [Fact]
    public async Task Revoked_tokens_are_refused_on_both_platforms()
    {
        await using var bench = await Bench.Start(With(SandboxFaults.TokenRevoked));
        Assert.Equal(28001003, Bench.Code(await bench.Get("/api/douyin/v1/video/video_list/", "&count=10")));
        Assert.Equal(40014, Bench.Code(await bench.WeCom("externalcontact/customer_acquisition/list_link", [])));
    }

    [Fact]
    public async Task Replies_that_are_audited_away_never_appear_or_disappear()
    {
        await using var bench = await Bench.Start(With(SandboxFaults.ReplyAuditedAway));
        var post = bench.Ask();
        for (var time = 0; time < 10; time++)
        {
            Assert.Equal(0, Bench.Code(await bench.Reply(post.VideoId, post.Id, "打开私信就能领取")));
        }

        var wall = bench.Server.World.Wall;
        Assert.InRange(wall.Replies(post, 0, 20).Items.Count, 1, 9);
        bench.Time.Forward(TimeSpan.FromSeconds(10));
        Assert.Empty(wall.Replies(post, 0, 20).Items);
        Assert.Equal(10, bench.Server.Books.Replies.Count);
    }

    [Fact]
    public async Task A_wrong_fault_name_is_answered_with_the_right_ones()
    {
        var problem = await Assert.ThrowsAsync<ArgumentException>(() => SandboxServer.StartAsync(With("lost-anser") with { Speed = 0, Port = 70000 }));
        Assert.Contains("lost-anser", problem.Message);
        Assert.Contains("lost-answer, error-500", problem.Message);
        Assert.Contains("Speed", problem.Message);
        Assert.Contains("Port", problem.Message);

        await using var bench = await Bench.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/faults") { Content = JsonContent.Create(new JsonObject { ["slo"] = 0.1 }) };
        using var answer = await bench.Raw(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("token-revoked", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Rates_are_changed_while_it_runs()
    {
        await using var bench = await Bench.Start();
        var rates = await bench.Json("/sandbox/faults", new JsonObject { [SandboxFaults.Slow] = 0.25 });
        Assert.Equal(0.25, (double)rates[SandboxFaults.Slow]!);
        Assert.Equal(SandboxFaults.Names, (await bench.Plain(HttpMethod.Get, "/sandbox/faults")).AsObject().Select(rate => rate.Key));
    }

    private static SandboxOptions With(string fault) => new() { Faults = new Dictionary<string, double> { [fault] = 1 } };
}
