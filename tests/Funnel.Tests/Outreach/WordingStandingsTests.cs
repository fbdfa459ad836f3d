using Funnel.Leads;
using Funnel.Measure;
using Funnel.Outreach;
using Funnel.Outreach.Standings;
using Funnel.Reasons;
using Funnel.Settings;
using Funnel.Tests.Leads;
using Funnel.Tests.Settings;

namespace Funnel.Tests.Outreach;

/// <summary>What is learned of public wordings, and what comes of it, in processes of the shipped product that share a storage.</summary>
public sealed class WordingStandingsTests : IAsyncLifetime
{
    private static readonly string[] Words = ["课程表已经发到你的私信里啦", "想要课程表的打开私信看看", "私信里有一份完整的课程表"];

    private readonly SettingsShop shop = new();
    private SettingsShop.Process process = null!;

    public async Task InitializeAsync()
    {
        process = await shop.Start();
        await process.Put("offers", "course", Offer(Words));
    }

    public async Task DisposeAsync() => await process.DisposeAsync();

    private static string Offer(IEnumerable<string> replies, string more = "") =>
        $$"""{"reply":[{{string.Join(',', replies.Select(r => $"\"{r}\""))}}],"chat":["点卡片"],"welcome":["你好"]{{more}}}""";

    private Offer Course => process.Get<OfferBook>().Find("course")!;

    private async Task Hide(int variant, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await process.Get<WordingTallies>().Note(Course, variant, seen: false, default);
        }
    }

    private async Task<OfferStanding> Standing(SettingsShop.Process? of = null) =>
        (await (of ?? process).Get<WordingStandings>().All(default)).Single(s => s.OfferId == "course");

    private async Task<List<string>> Answer(int people, string prefix = "p")
    {
        var before = shop.Platform.Replies.Count;
        for (var i = 0; i < people; i++)
        {
            await process.Ask($"{prefix}{i}");
        }

        await process.Work();
        return [.. shop.Platform.Replies.Skip(before).Select(r => r[(r.IndexOf(": ", StringComparison.Ordinal) + 2)..])];
    }

    [Fact]
    public async Task People_are_counted_by_wording_and_a_new_wording_begins_the_day_after()
    {
        Assert.All((await Standing()).Wordings, w => Assert.Equal((0, 0), (w.Tried, w.Won)));
        await Answer(30);
        await process.Get<LeadLists>().Flush(default);
        var standing = await Standing();
        Assert.Equal(30, standing.Wordings.Sum(w => w.Tried));
        Assert.Equal(0, standing.Wordings.Sum(w => w.Won));

        await process.Put("offers", "course", Offer(Words, ""","reward":"Replied" """), expected: 1);
        Assert.All((await Standing()).Wordings, w => Assert.Equal(w.Tried, w.Won));

        await process.Put("offers", "course", Offer([Words[0], "新的课程表在私信里等你哦", Words[2]]), expected: 2);
        var changed = await Standing();
        Assert.Equal([standing.Wordings[0].Tried, 0, standing.Wordings[2].Tried], changed.Wordings.Select(w => w.Tried));

        shop.Clock.Advance(TimeSpan.FromDays(1));
        var answered = (await Answer(30, "next")).Count(r => r.StartsWith("新的", StringComparison.Ordinal));
        await process.Get<LeadLists>().Flush(default);
        Assert.InRange(answered, 1, 30);
        Assert.Equal(answered, (await Standing()).Wordings[1].Tried);
    }

    [Fact]
    public async Task A_wording_that_is_hidden_too_often_is_paused_everywhere_with_an_alarm_until_an_operator_resumes_it()
    {
        await using var other = await shop.Start();
        await Standing();
        await Hide(1, WordingTallies.LeastLooks - 1);
        Assert.Null((await Standing()).Wordings[1].PausedAt);
        await Hide(1, 1);
        Assert.NotNull((await Standing(other)).Wordings[1].PausedAt);
        Assert.DoesNotContain(Words[1], await Answer(40));
        var alarm = Assert.Single((await other.Get<HealthReader>().Read(default)).Wrong, w => w.Contains("reply[1]", StringComparison.Ordinal));
        Assert.Contains("offer course: the public wording reply[1] is paused", alarm, StringComparison.Ordinal);

        Assert.Equal([true, false, true], (await other.Get<WordingDesk>().List(default)).Where(w => w is { OfferId: "course", Standing: not null }).Select(w => w.InUse));
        Assert.Equal(ResumeResult.Resumed, await other.Get<WordingDesk>().Resume("course", 1, "anna", default));
        Assert.Equal(ResumeResult.NotPaused, await other.Get<WordingDesk>().Resume("course", 1, "anna", default));
        Assert.Equal(ResumeResult.NotThere, await other.Get<WordingDesk>().Resume("course", 3, "anna", default));
        Assert.Equal(ResumeResult.NotThere, await other.Get<WordingDesk>().Resume("nothing", 0, "anna", default));
        Assert.Equal((null, 0), ((await Standing()).Wordings[1].PausedAt, (await Standing()).Wordings[1].Hidden));
        Assert.Contains(Words[1], await Answer(40, "later"));
        Assert.DoesNotContain((await process.Get<HealthReader>().Read(default)).Wrong, w => w.Contains("wording", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_healthy_wording_some_are_hidden_and_it_goes_on()
    {
        for (var i = 0; i < 100; i++)
        {
            await process.Get<WordingTallies>().Note(Course, 0, seen: i % 10 != 0, default);
        }

        var standing = (await Standing()).Wordings[0];
        Assert.Null(standing.PausedAt);
        Assert.Equal(10, standing.Hidden);
        Assert.InRange(standing.HiddenShare.Mean, 0.05, 0.2);
    }

    [Fact]
    public async Task When_all_are_hidden_the_best_of_them_goes_on_and_people_are_answered()
    {
        for (var i = 0; i < 100; i++)
        {
            await process.Get<WordingTallies>().Note(Course, 2, seen: i % 2 == 0, default);
        }

        await Hide(0, 8);
        await Hide(1, 8);
        await Standing();
        Assert.Equal([Words[2]], (await Answer(10)).Distinct());
        Assert.Equal(3, (await process.Get<HealthReader>().Read(default)).Wrong.Count(w => w.Contains("all of this offer are", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_paused_stays_paused_when_it_is_taken_out_and_put_back_elsewhere()
    {
        await Hide(1, 8);
        await process.Put("offers", "course", Offer([Words[0], Words[2]]), expected: 1);
        Assert.All((await Standing()).Wordings, w => Assert.Null(w.PausedAt));
        await process.Put("offers", "course", Offer([Words[1], Words[0], Words[2]]), expected: 2);
        Assert.Equal([true, false, false], (await Standing()).Wordings.Select(w => w.PausedAt is not null));
    }

    [Fact]
    public async Task A_stored_wording_that_the_linter_refuses_now_is_not_said_while_there_is_another_and_parked_where_there_is_none()
    {
        await process.Get<SettingsStore>().Write("offers", "course", """{"id":"course","reply":["加V领课程表","课程表在私信里"],"chat":["点"],"welcome":["你好"]}""", 1, "an earlier version", default);
        Assert.Equal(["课程表在私信里"], (await Answer(10)).Distinct());
        Assert.Contains((await process.Get<HealthReader>().Read(default)).Wrong, w => w.StartsWith("offer course: the wording reply[0] has '加V'", StringComparison.Ordinal));

        await process.Get<SettingsStore>().Write("offers", "course", """{"id":"course","reply":["{nick}，加V领课程表"],"chat":["点"],"welcome":["你好"]}""", 2, "an earlier version", default);
        Assert.Empty(await Answer(1, "late"));
        var parked = (await process.Lead("late0")).Find(Effect.ReplyId("course"))!;
        Assert.Equal((EffectStatus.Parked, Reason.WordingRefused("course", "reply[0]", "off-platform", "加V")), (parked.Status, parked.Reason));
    }

    [Fact]
    public async Task No_person_costs_a_storage_operation()
    {
        var rows = new HookedRows(shop.Rows);
        await using var counted = await shop.Start(rows);
        await counted.Put("offers", "single", Offer([Words[0]], ""","videos":["v-single"]"""));
        async Task<int> Cost(string video)
        {
            for (var i = 0; i < 3; i++)
            {
                await counted.Ask($"{video}-warm{i}", video);
            }

            await counted.Work();
            var before = rows.Finds + rows.Queries + rows.Commits;
            for (var i = 0; i < 30; i++)
            {
                await counted.Ask($"{video}-{i}", video);
            }

            await counted.Work();
            return rows.Finds + rows.Queries + rows.Commits - before;
        }

        var single = await Cost("v-single");
        Assert.InRange(await Cost("v-several"), 0, single + 3);
    }
}
