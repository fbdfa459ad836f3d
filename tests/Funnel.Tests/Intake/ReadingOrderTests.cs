using Funnel.Connectors;
using Funnel.Intake;

namespace Funnel.Tests.Intake;

/// <summary>Who is read first, and that everybody has their turn.</summary>
public sealed class ReadingOrderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromMinutes(10);

    [Fact]
    public void Where_somebody_asks_now_is_read_first_the_longest_unread_before_the_others()
    {
        var order = Of(Read("quiet", 20, 5, 5), Read("news", 1, 6, 5), Read("older-news", 3, 9, 5), Unread("new"));
        Assert.Equal(["older-news", "news", "new", "quiet"], order.Select(r => r.VideoId));
        Assert.Equal([false, false, true, true], order.Select(r => r.CanWait));
    }

    [Fact]
    public void A_video_that_was_never_read_and_grows_does_not_wait()
    {
        var order = ReadingOrder.Of([Read("news", 1, 6, 5), Unread("new"), Unread("grows")], v => v.Id == "grows", null, Now, AtLeastEvery);
        Assert.Equal(["grows", "news", "new"], order.Select(r => r.VideoId));
    }

    [Fact]
    public void Of_those_never_read_the_newest_video_is_first_and_what_was_left_behind_comes_after_them()
    {
        var order = Of(Unread("old") with { CreatedAt = Now.AddDays(-9) }, Unread("young") with { CreatedAt = Now.AddDays(-1) }, Read("cut", 1, 5, 5) with { Resume = "c" });
        Assert.Equal([("young", false), ("old", false), ("cut", true)], order.Select(r => (r.VideoId, r.Behind)));
    }

    [Fact]
    public void What_can_wait_takes_turns_by_when_it_was_last_done_however_much_is_to_be_read_again()
    {
        var order = Of(
            Read("again-a", 12, 5, 5), Read("again-b", 30, 5, 5), Read("cut", 1, 5, 5) with { Resume = "c", WentOnAt = Now.AddMinutes(-20) });
        Assert.Equal(["again-b", "cut", "again-a"], order.Select(r => r.VideoId));
    }

    [Fact]
    public void After_a_loss_the_newest_page_is_read_once_and_then_what_lies_behind_it()
    {
        var lost = Now.AddMinutes(-5);
        var before = Read("v", 8, 5, 5) with { Resume = "c", SeenAt = Now.AddMinutes(-8), WentOnAt = Now.AddMinutes(-1) };
        Assert.Equal([false, true], ReadingOrder.Of([before], _ => false, lost, Now, AtLeastEvery).OrderBy(r => r.Behind).Select(r => r.Behind));
        Assert.Equal([true], ReadingOrder.Of([before with { SeenAt = Now.AddMinutes(-4) }], _ => false, lost, Now, AtLeastEvery).Select(r => r.Behind));
        Assert.Empty(ReadingOrder.Of([before with { Resume = null, WholeAt = Now.AddMinutes(-4) }], _ => false, lost, Now, AtLeastEvery));
    }

    [Fact]
    public void Nothing_is_read_of_a_video_that_is_gone_or_was_read_a_moment_ago() =>
        Assert.Empty(Of(Read("gone", 60, 9, 5) with { Gone = true, Resume = "c" }, Read("just-read", 1, 5, 5)));

    [Fact]
    public void A_time_in_the_future_is_none_so_a_clock_that_was_set_back_stops_nothing()
    {
        var order = Of(Read("v", -30, 5, 5), Read("cut", 1, 5, 5) with { Resume = "c", WentOnAt = Now.AddHours(2) });
        Assert.All(order, r => Assert.Null(r.Since));
        Assert.Equal(["v", "cut"], order.Select(r => r.VideoId));
    }

    private static IReadOnlyList<PlannedRead> Of(params VideoState[] videos) => ReadingOrder.Of(videos, _ => false, null, Now, AtLeastEvery);

    private static VideoState Unread(string id) => VideoState.New(new Video(id, id, null, Now.AddDays(-2), 5));

    /// <param name="ago">Minutes since its newest comments were read.</param>
    private static VideoState Read(string id, double ago, long count, long countWhenRead) => Unread(id) with
    {
        Count = count, CountWhenRead = countWhenRead, ReadAt = Now.AddMinutes(-ago), WholeAt = Now.AddMinutes(-ago), CompleteUpTo = Now.AddDays(-1),
    };
}
