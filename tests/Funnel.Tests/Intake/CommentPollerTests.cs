using Funnel.Connectors;

namespace Funnel.Tests.Intake;

/// <summary>When the list and the videos are read, on ticks of ten seconds.</summary>
public sealed class CommentPollerTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Call = TimeSpan.FromMilliseconds(150);
    private readonly FakeVideo video = new();
    private int lists;

    public CommentPollerTests() => video.OnList = () =>
    {
        lists++;
        video.Clock.Advance(Call);
        return Task.FromResult<Outcome<Page<Video>>>(new Page<Video>([new("v1", "title", null, video.Clock.Now, video.Comments.Count)], null));
    };

    [Fact]
    public async Task The_list_is_read_every_thirty_seconds_however_long_reading_takes_and_however_the_ticks_jitter()
    {
        video.Options.Intake.VideosEvery = TimeSpan.FromSeconds(30);
        var poller = video.NewPoller();
        foreach (var late in new[] { 40, 0, 3, 0, 60, 1, 0 })
        {
            await Tick10(poller, late);
        }

        Assert.Equal(3, lists); // at 0, 30 and 60 s
    }

    [Fact]
    public async Task The_list_is_not_read_more_often_than_asked_for()
    {
        video.Options.Intake.VideosEvery = TimeSpan.FromMinutes(1);
        var poller = video.NewPoller();
        for (var i = 0; i < 60; i++)
        {
            await Tick10(poller);
        }

        Assert.Equal(10, lists);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(120)]
    [InlineData(480)]
    public async Task A_clock_that_is_set_back_stops_no_reading(int minutes)
    {
        video.Options.Intake.VideosEvery = TimeSpan.FromSeconds(30);
        var poller = video.NewPoller();
        await Tick10(poller);
        video.Clock.Set(-TimeSpan.FromMinutes(minutes));
        video.Post();
        for (var i = 0; i < 3; i++)
        {
            await Tick10(poller);
        }

        Assert.Equal((2, 1L), (lists, await Queued()));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(120)]
    [InlineData(480)]
    public async Task After_a_restart_too_a_video_read_in_the_future_is_read_again(int minutes)
    {
        await Tick10(video.NewPoller());
        video.Clock.Set(-TimeSpan.FromMinutes(minutes));
        var read = video.Pages;
        var restarted = video.NewPoller();
        await Tick10(restarted);
        Assert.Equal(read + 1, video.Pages);
        await Tick10(restarted);
        Assert.Equal(read + 1, video.Pages); // and not at every tick from then on
    }

    [Fact]
    public async Task A_triaged_page_of_a_quiet_account_is_not_read_again_and_again()
    {
        video.Options.Intake.ReadAtLeastEvery = TimeSpan.FromHours(1);
        var poller = video.NewPoller();
        video.Post();
        await Tick10(poller);
        var page = Assert.Single((await new Funnel.Intake.VideoStore(video.Rows).Load(FakeVideo.Account, CancellationToken.None)).Pages);
        await new Funnel.Measure.PageCounts(video.Rows, new(Microsoft.Extensions.Options.Options.Create(video.Options), video.Clock), video.Clock)
            .Add(FakeVideo.Account, page.Id, new([], [], ["c1"], []), CancellationToken.None);
        for (var i = 0; i < 7; i++)
        {
            await Tick10(poller);
        }

        Assert.Empty((await new Funnel.Intake.VideoStore(video.Rows).Load(FakeVideo.Account, CancellationToken.None)).Pages);
    }

    [Fact]
    public void A_video_read_in_the_future_stands_in_line_as_one_never_read()
    {
        var now = video.Clock.Now;
        var state = Funnel.Intake.VideoState.New(new("v1", "", null, now, 1)) with { CountWhenRead = 1 };
        Assert.Null((state with { ReadAt = now.AddHours(2) }).LastRead(now));
        Assert.Equal(now, (state with { ReadAt = now }).LastRead(now));
        Assert.True((state with { ReadAt = now.AddHours(2) }).IsDue(now, TimeSpan.FromMinutes(10)));
        Assert.False((state with { ReadAt = now }).IsDue(now, TimeSpan.FromMinutes(10)));
    }

    private async Task Tick10(Funnel.Intake.CommentPoller poller, int lateMilliseconds = 0)
    {
        var slot = video.Clock.GetTimestamp() + Tick.Ticks;
        video.Clock.Advance(TimeSpan.FromMilliseconds(lateMilliseconds));
        await poller.Poll(CancellationToken.None);
        video.Clock.Advance(TimeSpan.FromTicks(slot - video.Clock.GetTimestamp()));
    }

    private Task<long> Queued() => video.Queues.Count(Funnel.Storage.QueueNames.Comments, CancellationToken.None).AsTask();
}
