using Funnel.Connectors;
using Funnel.Intake.Handed;
using Funnel.Leads;
using Funnel.Measure;
using Funnel.Tests.Connectors;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.Intake;

/// <summary>Comments that are handed over: each is counted once and each inquiry opens a lead once, however often the same ones come.</summary>
public sealed class HandedCommentsTests
{
    private readonly TinyShop shop = new("assist", new Connector("assist", new(1, 100, 500)), new("qr", ConnectorLimits.Unknown, new Qr()));

    private DateTimeOffset Now => shop.Clock.Now;

    [Fact]
    public async Task An_inquiry_becomes_a_task_with_its_text_however_often_it_is_handed_over()
    {
        Assert.Equal((3, 3, 0, 0), Counts(await Take(null, Ask("c1", "anna"), Ask("c2", "ben"), Chat("c3", "cleo"))));
        await shop.Work();
        var task = (await shop.Lead("anna")).Find(TinyShop.ReplyId)!;
        Assert.Equal((EffectStatus.Parked, "打开私信就能领取"), (task.Status, task.Text));

        shop.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal((3, 0, 0, 3), Counts(await Take(null, Chat("c3", "cleo"), Ask("c1", "anna"), Ask("c2", "ben"))));
        await shop.Work();
        Assert.Single((await shop.Lead("anna")).Asks);
        Assert.Equal(3, await Counted());
    }

    [Fact]
    public async Task An_old_comment_is_counted_and_becomes_a_task_only_when_somebody_wants_it()
    {
        var old = Ask("c1", "anna") with { At = Now.AddDays(-30) };
        Assert.Equal((1, 0, 1, 0), Counts(await Take(null, old)));
        await shop.Work();
        Assert.Null(await Find("anna"));
        Assert.Equal((1, 0, 0, 1), Counts(await Take(null, old)));

        Assert.Equal((1, 1, 0, 0), Counts(await Take(TimeSpan.MaxValue, old)));
        Assert.Equal((1, 0, 0, 1), Counts(await Take(TimeSpan.MaxValue, old)));
        await shop.Work();
        Assert.Equal(EffectStatus.Parked, (await shop.Lead("anna")).Find(TinyShop.ReplyId)!.Status);
        Assert.Equal(1, await Counted());
    }

    [Fact]
    public async Task Without_an_id_the_same_words_at_the_same_time_are_the_same_comment()
    {
        var bare = new HandedComment("v1", "求资料", Now.AddHours(-3)) { Nick = "安娜" };
        Assert.Equal((2, 1, 0, 1), Counts(await Take(null, bare, bare)));
        Assert.Equal((1, 0, 0, 1), Counts(await Take(null, bare with { Text = " 求资料 " })));
        Assert.Equal((1, 1, 0, 0), Counts(await Take(null, bare with { At = Now.AddHours(-2) })));

        var rough = bare with { Video = "v2", IsTimeRough = true };
        Assert.Equal((2, 1, 0, 1), Counts(await Take(null, rough, rough with { At = Now.AddHours(-1) })));
        await shop.Work();
        Assert.Equal("安娜", (await shop.Lead("@安娜")).Nick);
    }

    [Fact]
    public async Task What_cannot_be_worked_on_is_refused_with_its_place_and_the_rest_is_taken()
    {
        var result = await Take(null,
            Ask("c1", "anna"), Ask("c2", "ben") with { Text = " " }, Ask("c3", "cleo") with { Person = null },
            Ask("c4", "dora") with { Video = "" },
            Ask("c5", "emma") with { At = Now.AddDays(2) }, Ask("c6", "finn") with { At = new(1970, 1, 1, 0, 0, 0, default) }, Ask(new('x', 129), "gina"), Ask("c\n8", "hans"));
        Assert.Equal(1, result.New);
        Assert.Equal(
            [
                (1, HandedProblem.NoText), (2, HandedProblem.NoPerson), (3, HandedProblem.NoVideo), (4, HandedProblem.BadTime), (5, HandedProblem.BadTime),
                (6, HandedProblem.BadId), (7, HandedProblem.BadId),
            ],
            result.Refused.Select(r => (r.Index, r.Problem)));
    }

    [Fact]
    public async Task The_merchants_own_comments_are_left_alone()
    {
        var result = await Take(null, Ask("c1", "merchant"), Ask("c2", "u2") with { Nick = "merchant" }, Ask("c3", "u3") with { IsOwn = true }, Ask("c4", "anna"));
        Assert.Equal((3, 1), (result.Own, result.New));
    }

    [Fact]
    public async Task A_dry_run_stores_nothing()
    {
        Assert.Equal(1, (await shop.Get<HandedComments>().Take(TinyShop.Account, [Ask("c1", "anna")], new(DryRun: true), default)).New);
        Assert.Equal((1, 1, 0, 0), Counts(await Take(null, Ask("c1", "anna"))));
    }

    [Fact]
    public async Task A_page_whose_message_was_lost_is_queued_again_by_a_poll_which_reads_nothing()
    {
        await Take(null, Ask("c1", "anna"));
        await shop.Lose();
        shop.Clock.Advance(TimeSpan.FromMinutes(2));
        await shop.Poll();
        await shop.Work();
        Assert.Equal(EffectStatus.Parked, (await shop.Lead("anna")).Find(TinyShop.ReplyId)!.Status);
    }

    [Fact]
    public async Task Thousands_under_many_videos_are_each_taken_once_by_two_at_a_time()
    {
        List<HandedComment> all = [.. Enumerable.Range(0, 3_000).Select(i => Chat($"c{i}", $"p{i}") with { Video = $"v{i % 37}" })];
        var results = await Task.WhenAll(all.Chunk(1_000).Concat(all.Chunk(700)).Select(c => Task.Run(() => Take(null, c))));
        Assert.Equal((3_000, 3_000), (results.Sum(r => r.New), results.Sum(r => r.Known)));
        Assert.Equal(3_000, (await Task.WhenAll(all.Chunk(1_000).Select(c => Take(null, c)))).Sum(r => r.Known));
    }

    [Theory]
    [InlineData("https://www.douyin.com/video/7301234567890123456?previous_page=app", "7301234567890123456")]
    [InlineData("https://www.douyin.com/user/abc?modal_id=7301234567890123456", "7301234567890123456")]
    [InlineData("https://www.xiaohongshu.com/explore/65f0a1b2000000001203c4d5?xsec_token=AB", "65f0a1b2000000001203c4d5")]
    [InlineData("https://www.bilibili.com/video/BV1xx411c7mD/", "BV1xx411c7mD")]
    public void A_video_is_known_by_its_address(string link, string id) => Assert.Equal(new HandedVideo(id, link), HandedVideo.Read(link));

    [Theory]
    [InlineData("7301234567890123456")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user:pass@example.com/video/123456")]
    public void What_is_no_address_to_be_opened_is_an_id(string text) => Assert.Equal(new HandedVideo(text, null), HandedVideo.Read(text));

    [Fact]
    public void An_account_whose_comments_are_read_takes_none()
    {
        Assert.Equal(HandedAccount.Takes, shop.Get<HandedComments>().Of(TinyShop.Account));
        Assert.Equal(HandedAccount.Unknown, shop.Get<HandedComments>().Of("other"));
        Assert.Equal(HandedAccount.ReadsItself, new TinyShop("ads", new Connector("ads", ConnectorLimits.Unknown, new Feed())).Get<HandedComments>().Of(TinyShop.Account));
        Assert.Equal(HandedAccount.Off, new TinyShop("ads").Get<HandedComments>().Of(TinyShop.Account));
    }

    [Fact]
    public async Task Health_has_nothing_against_an_account_that_is_silent()
    {
        for (var minute = 0; minute < 60; minute++)
        {
            await shop.Poll();
            shop.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var health = await shop.Get<HealthReader>().Read(default);
        Assert.DoesNotContain(health.Wrong, w => w.Contains("account", StringComparison.Ordinal));
        Assert.Equal(("working", null, 0), (health.Accounts[0].State, health.Accounts[0].AccessExpiresAt, health.Accounts[0].FailedReads));
    }

    private static (int, int, int, int) Counts(HandedResult r) => (r.Received, r.New, r.Older, r.Known);

    private HandedComment Ask(string id, string person) => new("v1", "求资料", Now.AddHours(-5)) { Id = id, Person = person };

    private HandedComment Chat(string id, string person) => new("v1", "哈哈哈哈笑死我了", Now.AddHours(-5)) { Id = id, Person = person };

    private Task<HandedResult> Take(TimeSpan? within, params HandedComment[] comments) => shop.Get<HandedComments>().Take(TinyShop.Account, comments, new(within), default);

    private Task<Lead?> Find(string person) => shop.Get<LeadStore>().Find(LeadId.Of(TinyShop.Account, person), default).AsTask();

    private async Task<int> Counted()
    {
        var (first, sum) = (DateOnly.FromDateTime(World.Start.UtcDateTime), 0);
        for (var day = -1; day < 5; day++)
        {
            sum += (await shop.Get<PageCounts>().OfDay(TinyShop.Account, first.AddDays(day), default)).Comments;
        }

        return sum;
    }

    private sealed class Qr : IContactPath
    {
        public Task<Outcome<ContactLink>> ContactLink(string token, CancellationToken ct) => Task.FromResult<Outcome<ContactLink>>(new ContactLink(new Uri("https://example.com/c/" + token)));
    }

    private sealed class Feed : IAccountFeed
    {
        public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct) => Task.FromResult<Outcome<Page<Comment>>>(new Page<Comment>([], null));
    }
}
