namespace Funnel.Connectors.Tests.Http;

public sealed class PageCursorTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0/3")]
    [InlineData("-1/3")]
    [InlineData("3")]
    [InlineData("99999999999999999999/1")]
    [InlineData("10001/1")]
    [InlineData("somebody else's")]
    public void What_is_no_cursor_begins_anew(string? cursor) => Assert.Equal(new PageCursor(1, null), PageCursor.Of(cursor));

    [Theory]
    [InlineData(null, 10, 21L, "2/21")]
    [InlineData("2/21", 10, 21L, "3/21")]
    [InlineData("3/21", 1, 21L, null)]
    [InlineData("3/20", 10, 20L, null)]
    [InlineData(null, 0, 0L, null)]
    [InlineData(null, 10, null, "2/")]
    [InlineData("2/", 0, null, null)]
    [InlineData("2/20", 0, 40L, "3/40")] // what is hidden leaves a page empty, and proves nothing
    [InlineData("10000/999999", 10, 999999L, null)]
    public void The_next_page_follows_until_the_list_is_over(string? cursor, int count, long? total, string? next) =>
        Assert.Equal(next, PageCursor.Of(cursor).Next(10, count, total));

    [Theory]
    [InlineData("4/40", 39L, "3/39")]
    [InlineData("4/40", 30L, "3/30")]
    [InlineData("4/40", 29L, "2/29")]
    [InlineData("4/40", 0L, "1/0")]
    [InlineData("1/40", 30L, "2/30")]
    public void A_list_that_became_shorter_is_read_again_from_where_something_may_have_moved_up(string cursor, long total, string next) =>
        Assert.Equal(next, PageCursor.Of(cursor).Next(10, 10, total));

    /// <summary>Comments come and go between any two pages; whatever is there from beginning to end is read.</summary>
    [Fact]
    public void Nothing_that_stays_is_missed_however_the_list_moves() => Assert.All(Enumerable.Range(0, 2000), seed => Assert.Empty(Missed(new Random(seed))));

    private static IEnumerable<int> Missed(Random random)
    {
        var size = random.Next(1, 6);
        var list = Enumerable.Range(0, random.Next(40)).ToList();
        var (stays, seen, next) = (list.ToHashSet(), new HashSet<int>(), 1000);
        string? cursor = null;
        for (var page = 0; page < 500; page++)
        {
            var at = PageCursor.Of(cursor);
            var items = list.Skip((int)(at.Page - 1) * size).Take(size).ToList();
            seen.UnionWith(items);
            if ((cursor = at.Next(size, items.Count, list.Count)) is null)
            {
                return stays.Except(seen);
            }

            for (var moves = page < 60 ? random.Next(3) : 0; moves > 0; moves--)
            {
                if (random.Next(2) == 0)
                {
                    list.Insert(0, next++);
                }
                else if (list.Count > 0)
                {
                    var gone = random.Next(list.Count);
                    stays.Remove(list[gone]);
                    list.RemoveAt(gone);
                }
            }
        }

        return [-1]; // it never ended
    }
}
