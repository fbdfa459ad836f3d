using FsCheck;
using FsCheck.Fluent;
using Funnel.Connectors;

namespace Funnel.Tests.Intake;

public sealed class VideoReaderTests
{
    private static readonly Failure Fault = new(FailureKind.Transient, "x", "fault");

    [Fact]
    public async Task Only_what_is_new_is_taken()
    {
        var video = new FakeVideo();
        Post(video, 12);
        await video.Read();
        Post(video, 3);
        var second = await video.Read();
        Assert.Equal(["c15", "c14", "c13"], second.New.Select(c => c.Id));
        Assert.Empty((await video.Read()).New);
    }

    [Fact]
    public async Task What_is_new_is_found_behind_pages_that_do_not_come_newest_first()
    {
        var video = new FakeVideo { IsOldestFirst = true };
        Post(video, 12);
        await video.Read();
        Post(video, 3);
        Assert.Equal(["c13", "c14", "c15"], (await video.Read()).New.Select(c => c.Id));
        Assert.Empty((await video.Read()).New);
        Assert.Equal(15, video.Taken.Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task A_read_that_is_cut_at_any_page_goes_on_where_it_was(int cutAt)
    {
        var video = new FakeVideo();
        Post(video, 40);
        video.BeforePage = page => page == cutAt ? Fault : null;
        await video.Read();
        Post(video, 13);
        await video.Read();
        await video.Read();
        Assert.Equal(video.Comments.Select(c => c.Id).Order(StringComparer.Ordinal), video.Taken.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Null(video.State.Resume);
    }

    [Fact]
    public async Task A_used_up_budget_cuts_a_read_without_losing_anything()
    {
        var video = new FakeVideo(callsPerMinute: 3);
        Post(video, 40);
        for (var minute = 0; minute < 6; minute++)
        {
            await video.Read();
            video.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(40, video.Taken.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(40, video.Taken.Count);
    }

    [Fact]
    public async Task Comments_of_the_same_second_are_all_taken_even_behind_a_cut()
    {
        var video = new FakeVideo(maxPages: 2);
        Post(video, 3);
        await video.Read();
        var second = video.Comments[^1].At;
        video.Post(second);
        Post(video, 30);
        for (var i = 0; i < 5; i++)
        {
            await video.Read();
        }

        Assert.Contains("c4", video.Taken);
    }

    [Fact]
    public async Task A_backlog_longer_than_the_memory_is_taken_once()
    {
        var video = new FakeVideo(recentIds: 50, maxPages: 20);
        Post(video, 400);
        for (var i = 0; i < 8; i++)
        {
            await video.Read();
        }

        Post(video, 2);
        await video.Read();
        Assert.Equal(402, video.Taken.Count);
        Assert.Equal(50 * sizeof(ulong), video.State.Recent.Length);
        Assert.Equal(video.Comments[^1].At, video.State.CompleteUpTo);
    }

    [Fact]
    public async Task A_pinned_comment_neither_hides_the_new_ones_nor_comes_again()
    {
        var video = new FakeVideo();
        Post(video, 8);
        video.Pinned = video.Comments[1];
        await video.Read();
        Post(video, 6);
        await video.Read();
        await video.Read();
        Assert.Equal(14, video.Taken.Count);
    }

    [Fact]
    public async Task Old_comments_of_a_new_video_are_left_alone()
    {
        var video = new FakeVideo();
        video.Post(video.Clock.Now.AddDays(-10));
        video.Post(video.Clock.Now.AddDays(-4));
        video.Post(video.Clock.Now.AddDays(-2));
        Assert.Equal(["c3"], (await video.Read()).New.Select(c => c.Id));
    }

    [Fact]
    public async Task A_video_that_cannot_be_read_goes_behind_the_others()
    {
        var video = new FakeVideo { BeforePage = _ => Fault };
        await video.Read();
        Assert.Equal(video.Clock.Now, video.State.ReadAt);
        video.BeforePage = _ => new(FailureKind.Gone, "x", "gone");
        Assert.True((await video.Read()).State.Gone);
    }

    [Fact]
    public async Task Being_told_to_slow_down_lowers_the_budget()
    {
        var video = new FakeVideo(callsPerMinute: 100) { BeforePage = _ => new(FailureKind.RateLimited, "x", "slow") };
        Post(video, 400);
        await video.Read();
        video.BeforePage = _ => null;
        var before = video.Pages;
        await video.Read();
        await video.Read();
        Assert.Equal(40, video.Pages - before); // half of 100, less the ten that were leased before
    }

    /// <summary>
    /// Comments keep coming before any page, any page may fail, pages and budget are small: in the end each comment was taken, and when all is read
    /// nothing comes again.
    /// </summary>
    [Fact]
    public void Whatever_comes_while_pages_are_read_nothing_is_lost() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => NothingLost(seed).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Theory]
    [InlineData(1261929107)]
    public async Task Nothing_is_lost_where_it_once_was(int seed) => Assert.True(await NothingLost(seed));

    private static async Task<bool> NothingLost(int seed)
    {
        var dice = new Random(seed);
        var video = new FakeVideo(recentIds: 60, maxPages: 1 + dice.Next(8), callsPerMinute: 5 + dice.Next(40));
        var noisy = true;
        video.BeforePage = _ =>
        {
            var n = noisy && dice.Next(3) == 0 ? dice.Next(6) : 0;
            Post(video, n);
            return noisy && dice.Next(6) == 0 ? new(dice.Next(2) == 0 ? FailureKind.Transient : FailureKind.Unknown, "x", "fault") : null;
        };
        for (var round = 0; round < 30; round++)
        {
            var n = dice.Next(20);
            Post(video, n);
            await video.Read();
            video.Clock.Advance(TimeSpan.FromSeconds(dice.Next(60)));
        }

        noisy = false;
        for (var round = 0; round < 400 && (round == 0 || video.State.Resume is not null); round++)
        {
            video.Clock.Advance(TimeSpan.FromMinutes(1));
            await video.Read();
        }

        video.Clock.Advance(TimeSpan.FromMinutes(1));
        await video.Read();
        var lost = video.Comments.Select(c => c.Id).Except(video.Taken, StringComparer.Ordinal).ToList();
        Assert.True(lost.Count == 0, $"seed {seed}: lost {string.Join(' ', lost)}");

        // While a first read is cut again and again, what its small memory forgot may come twice, which triage bears. Once it is complete, nothing does.
        var taken = video.Taken.Count;
        video.Clock.Advance(TimeSpan.FromMinutes(1));
        await video.Read();
        Assert.True(video.Taken.Count == taken, $"seed {seed}: {video.Taken.Count - taken} came again");
        return true;
    }

    /// <summary>Three a second: times are whole seconds, as on the platforms.</summary>
    private static void Post(FakeVideo video, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (video.Comments.Count % 3 == 0)
            {
                video.Clock.Advance(TimeSpan.FromSeconds(1));
            }

            video.Post();
        }
    }
}
