
namespace Funnel.Connectors.Tests.Http;

public sealed class PageOrderTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("5", true)]
    [InlineData("9 8 8 7 3", true)]
    [InlineData("1 9 8 7 3", true)] // one is pinned
    [InlineData("1 3 2 9 8 7 6 5 4", true)]
    [InlineData("1 2 3 4", false)]
    [InlineData("1 2", false)]
    [InlineData("1 1 1 2 2 2 3 3", false)] // many a second
    [InlineData("4 4 4", false)] // nobody can tell
    [InlineData("5 9 1 8 2 7 3 6", false)]
    public void A_page_tells_whether_it_comes_newest_first(string times, bool newestFirst)
    {
        var items = times.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => new Comment(t, "v", "p", "x", DateTimeOffset.UnixEpoch.AddHours(t[0])));
        Assert.Equal(newestFirst, PageOrder.IsNewestFirst([.. items]));
    }

    [Theory]
    [InlineData("4 4 4", true)]
    [InlineData("1 9 8 7 3", true)]
    [InlineData("1 2 3 4", false)]
    public void A_page_that_was_asked_for_newest_first_is_believed_until_its_times_contradict(string times, bool newestFirst)
    {
        var items = times.Split(' ').Select(t => new Comment(t, "v", "p", "x", DateTimeOffset.UnixEpoch.AddHours(t[0])));
        Assert.Equal(newestFirst, PageOrder.KeepsNewestFirst([.. items]));
    }
}
