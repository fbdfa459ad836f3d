using System.Net;
using System.Text.RegularExpressions;
using Funnel.Audit;
using Funnel.Claims;
using Funnel.Console.SignIn;
using Funnel.Console.Tests.Hosting;
using Funnel.Leads;
using Funnel.Replay;

namespace Funnel.Console.Tests.Pages;

/// <summary>The page of tasks, as somebody without script sees it.</summary>
public sealed partial class TasksTests : IAsyncLifetime
{
    private static readonly string Reply = Effect.ReplyId(Merchant.Offer);

    private ConsoleHost host = null!;

    public async Task InitializeAsync() => host = await ConsoleHost.Start();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task A_task_comes_with_all_that_is_needed_to_do_it()
    {
        await host.Seed.Video("v1", "三分钟读懂资产负债表", "https://www.example.com/video/1");
        var id = await host.Seed.ByHand("p1", "阿姨");
        var page = await (await host.SignedIn()).Get("tasks");
        Assert.Contains("手动发私信", page.Text, StringComparison.Ordinal);
        Assert.Contains("求一份笔记", page.Text, StringComparison.Ordinal);
        Assert.Contains("三分钟读懂资产负债表", page.Text, StringComparison.Ordinal);
        Assert.Contains($"customer_channel={id}", page.Text, StringComparison.Ordinal);
        Assert.Contains($"data-copy=\"点这里加老师微信 https://work.weixin.qq.com/ca/example?customer_channel={id}\"", page.Body, StringComparison.Ordinal);
        Assert.Matches("<svg class=\"qr\"[^>]*aria-label=\"此人专属联系链接的二维码\"", page.Body);
        Assert.DoesNotContain("style=", page.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("done", "已记为手动完成", EffectStatus.Sent)]
    [InlineData("not-possible", "已记为做不了。", EffectStatus.Dropped)]
    [InlineData("not-an-inquiry", "已记为不是询问", EffectStatus.Dropped)]
    public async Task A_decision_is_made_and_put_back(string action, string told, EffectStatus becomes)
    {
        var id = await host.Seed.Parked("p1");
        var guest = await host.SignedIn();
        var answer = await Decide(guest, action, id);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        var page = await guest.Get(answer.Location!);
        Assert.Contains(told, page.Text, StringComparison.Ordinal);
        Assert.Contains("没有待办", page.Text, StringComparison.Ordinal);
        Assert.Contains("撤回", page.Text, StringComparison.Ordinal);
        Assert.Equal(becomes, (await Find(id)).Status);

        var back = await Decide(guest, "put-back", id);
        Assert.Contains("已撤回", (await guest.Get(back.Location!)).Text, StringComparison.Ordinal);
        Assert.Equal(EffectStatus.Parked, (await Find(id)).Status);
        Assert.Equal(AuditActions.StepPutBack, (await host.Audited())[0].What);
    }

    [Fact]
    public async Task What_somebody_is_on_is_shown_and_refused_to_others()
    {
        var id = await host.Seed.Parked("p1");
        var (lin, chen) = (await host.SignedIn("lin"), await host.SignedIn("小王"));
        Assert.Contains("五分钟内由您处理", (await chen.Get((await Decide(chen, "take", id)).Location!)).Text, StringComparison.Ordinal);
        var page = await lin.Get("tasks");
        Assert.Matches("小王 正在处理，3月14日 [0-9:]+ 前有效", page.Text);
        Assert.DoesNotContain("value=\"done\"", page.Body, StringComparison.Ordinal);
        var refused = await Decide(lin, "done", id);
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Matches("没有执行：小王 正在处理，3月14日", refused.Text);
        Assert.Equal(EffectStatus.Parked, (await Find(id)).Status);

        host.Clock.Advance(TaskNotes.Held);
        Assert.Equal(HttpStatusCode.SeeOther, (await Decide(lin, "done", id)).Status);
        Assert.Matches("没有执行：lin 已于 3月14日 [0-9:]+ 处理", (await Decide(chen, "not-possible", id)).Text);
    }

    [Fact]
    public async Task Those_of_a_video_are_taken_together()
    {
        var (one, two) = (await host.Seed.Parked("p1"), await host.Seed.Parked("p2"));
        var guest = await host.SignedIn();
        Assert.Contains("这些都由我来", (await guest.Get("tasks")).Text, StringComparison.Ordinal);
        await guest.Submit("tasks", "tasks", ("do", "take"), ("task", $"{one}.{Reply}"), ("task", $"{two}.{Reply}"));
        Assert.Equal(2, (await host.Get<TaskNotes>().All(Merchant.Account, default)).Count);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Submit("tasks", "tasks", ("do", "done"), ("task", $"{one}.{Reply}"), ("task", $"{two}.{Reply}"))).Status);
    }

    [Fact]
    public async Task Put_off_it_leaves_the_page_and_its_count()
    {
        var id = await host.Seed.Parked("p1");
        var guest = await host.SignedIn();
        var page = await guest.Get((await Decide(guest, "snooze-morning", id)).Location!);
        Assert.Contains("剩下的都已推迟", page.Text, StringComparison.Ordinal);
        Assert.Contains("\"tasks\":\"0\"", (await guest.Get("live")).Body, StringComparison.Ordinal);
        Assert.Contains("推迟到 3月15日 09:00:00", (await guest.Get("tasks?put-off=1")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_can_be_gone_through_page_by_page()
    {
        for (var i = 0; i < 45; i++)
        {
            await host.Seed.Parked($"p{i}");
        }

        var guest = await host.SignedIn();
        var (path, seen) = ("tasks", new List<string>());
        while (path.Length > 0)
        {
            var page = await guest.Get(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            seen.AddRange(Tasks().Matches(page.Body).Select(m => m.Groups[1].Value).Distinct());
            path = Next().Match(page.Body) is { Success: true } next ? WebUtility.HtmlDecode(next.Groups[1].Value) : "";
        }

        Assert.Equal((45, 45), (seen.Count, seen.Distinct().Count()));
    }

    [Fact]
    public async Task All_of_one_cause_are_tried_looked_at_and_run_again()
    {
        await host.Seed.Parked("p1");
        await host.Seed.Parked("p2");
        await host.Seed.Unsure("p3");
        var guest = await host.SignedIn();
        Assert.Contains("这类全部重试…", (await guest.Get("tasks?cause=platform-failure")).Text, StringComparison.Ordinal);
        var tried = (await guest.Submit("tasks", "tasks/try", ("cause", "platform-failure"))).Location!;
        await Work();
        var page = await guest.Get(tried);
        Assert.Contains("重试这 2 项", page.Text, StringComparison.Ordinal);
        Assert.Contains("前 2 项，共 2 项", page.Text, StringComparison.Ordinal);
        Assert.Equal(EffectStatus.Parked, (await Find(LeadId.Of(Merchant.Account, "p1"))).Status);

        var run = await guest.Submit(tried, "tasks/run", ("replay", tried.Split('/')[^1]));
        Assert.Equal(run.Location, (await guest.Submit(tried, "tasks/run", ("replay", tried.Split('/')[^1]))).Location); // pressed twice
        await Work();
        Assert.Contains("重新发送 2", (await guest.Get(run.Location!)).Text, StringComparison.Ordinal);
        Assert.Equal(EffectStatus.Wanted, (await Find(LeadId.Of(Merchant.Account, "p1"))).Status);
        Assert.Equal(2, (await host.Audited()).Count(l => l.What == AuditActions.ReplayStarted));
    }

    [Fact]
    public async Task A_replay_is_cancelled_before_it_began()
    {
        await host.Seed.Parked("p1");
        var guest = await host.SignedIn();
        var tried = (await guest.Submit("tasks", "tasks/try", ("cause", "platform-failure"))).Location!;
        Assert.Contains("data-again=\"open\"", (await guest.Get(tried)).Body, StringComparison.Ordinal);
        var cancelled = await guest.Submit(tried, "tasks/cancel", ("replay", tried.Split('/')[^1]));
        Assert.Contains("已取消：还没开始的不再开始。", (await guest.Get(cancelled.Location!)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("do", "done")]
    [InlineData("do", "erase", "task", "x")]
    [InlineData("do", "done", "task", "nobody.reply:notes")]
    public async Task What_makes_no_sense_is_refused(params string[] fields)
    {
        var guest = await host.SignedIn();
        await host.Seed.Parked("p1");
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Submit("tasks", "tasks", [.. fields.Chunk(2).Select(f => (f[0], f[1]))])).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Submit("tasks", "tasks/try", ("cause", "nothing"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Submit("tasks", "tasks/run", ("replay", "nothing"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Get("tasks/nothing")).Status);
        Assert.Equal(HttpStatusCode.OK, (await guest.Get("tasks?after=%FF%FE&cause=%3Cscript%3E&at=99999999999")).Status);
    }

    [Fact]
    public async Task A_viewer_looks_and_cannot_act()
    {
        var id = await host.Seed.Parked("p1");
        var guest = await host.SignedIn("eve", Role.Viewer);
        Assert.DoesNotContain("name=\"do\"", (await guest.Get("tasks?cause=platform-failure")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await guest.Submit("", "tasks", ("do", "done"), ("task", $"{id}.{Reply}"))).Status);
    }

    private static Task<Answered> Decide(Guest guest, string action, LeadId lead) => guest.Submit("tasks", "tasks", ("do", action), ("task", $"{lead}.{Reply}"));

    private async Task<Effect> Find(LeadId id) => (await host.Get<LeadStore>().Find(id, default))!.Find(Reply)!;

    /// <summary>Works on replays until none is left.</summary>
    private async Task Work()
    {
        foreach (var replay in (await host.Get<Replays>().Recent(null, 10, default)).Where(r => r.IsOpen))
        {
            for (var head = replay; head.IsOpen; head = (await host.Get<Replays>().Find(replay.Id, default))!)
            {
                await host.Get<ReplaySlices>().Handle(new ReplayMessage(head.Id, head.Slice), default);
            }
        }
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"task\" value=\"([^\"]+)\" />\\s*<input type=\"hidden\" name=\"seen\"")]
    private static partial Regex Tasks();

    [GeneratedRegex("rel=\"next\" href=\"([^\"]+)\"")]
    private static partial Regex Next();
}
