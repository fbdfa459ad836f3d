using Funnel.Intake;
using Funnel.Measure;
using Funnel.Connectors;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Funnel.Tests.Simulation;
using Microsoft.Extensions.Options;

namespace Funnel.Tests.Intake;

/// <summary>A page of comments whose message vanished with the process that took it.</summary>
public sealed class PageOutboxTests
{
    private readonly SimulatedClock clock = new(new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly MemoryRows rows = new();
    private readonly PageCounts counts;
    private readonly PageOutbox outbox;
    private readonly VideoStore videos;

    public PageOutboxTests()
    {
        counts = new(rows, new(Options.Create(new FunnelOptions()), clock), clock);
        outbox = new(counts, clock);
        videos = new(rows);
    }

    [Fact]
    public async Task A_page_is_stored_with_the_cursor_and_is_no_video()
    {
        var page = Page();
        await videos.Save("shop", [new(VideoState.New(new Video("v1", "title", null, clock.Now, 1)), null)], [page], [], default);

        var stored = await videos.Load("shop", default);

        Assert.Equal("v1", Assert.Single(stored.Videos).Key);
        Assert.Equal((page.Page, page.ToJson()), (stored.Pages.Single().Id, stored.Pages.Single().Message));
    }

    [Fact]
    public async Task A_page_that_nobody_triaged_is_lost_after_a_minute_and_then_every_minute()
    {
        await videos.Save("shop", [], [Page()], [], default);
        Assert.Equal((0, 0), await Sort());
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal((0, 1), await Sort());
        outbox.QueuedAgain((await videos.Load("shop", default)).Pages.Single());
        Assert.Equal((0, 0), await Sort());
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal((0, 1), await Sort());
    }

    [Fact]
    public async Task A_page_that_this_process_triaged_is_done_at_once_and_goes_with_the_next_commit()
    {
        var page = Page();
        await videos.Save("shop", [], [page], [], default);
        outbox.Finished(page);
        Assert.Equal((1, 0), await Sort());

        await videos.Save("shop", [], [], (await videos.Load("shop", default)).Pages, default);

        Assert.Empty((await videos.Load("shop", default)).Pages);
    }

    [Fact]
    public async Task A_page_that_another_process_triaged_is_known_by_its_count()
    {
        var page = Page();
        await videos.Save("shop", [], [page], [], default);
        await Count(page);
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal((1, 0), await Sort());
    }

    [Fact]
    public async Task More_pages_than_a_commit_holds_are_stored_in_several()
    {
        var comment = new Comment("c", "v1", "anna", new string('问', 1000), clock.Now);
        var pages = CommentsMessage.Pack("shop", [.. Enumerable.Range(0, 2000).Select(i => comment with { Id = $"c{i}" })], NewId).ToList();
        Assert.True(pages.Sum(p => p.ToJson().Length) > RowRules.MaxCommitChars);

        await videos.Save("shop", [], pages, [], default);

        Assert.Equal(pages.Count, (await videos.Load("shop", default)).Pages.Count);
    }

    [Fact]
    public async Task After_many_pages_that_have_no_rows_a_triaged_one_is_still_known()
    {
        for (var i = 0; i < 20_500; i++)
        {
            outbox.Finished(Page());
        }

        await A_page_that_this_process_triaged_is_done_at_once_and_goes_with_the_next_commit();
    }

    private string NewId() => Guid.CreateVersion7(clock.Now).ToString("N");

    private CommentsMessage Page() => new("shop", NewId(), [new Comment("c1", "v1", "anna", "求资料", clock.Now)]);

    private Task Count(CommentsMessage page) => counts.Add("shop", page.Page, new([], [], ["c1"], []), default);

    private async Task<(int Done, int Lost)> Sort()
    {
        var (done, lost) = await outbox.Sort("shop", (await videos.Load("shop", default)).Pages, default);
        return (done.Count, lost.Count);
    }
}
