using System.Globalization;
using System.Text;
using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.Measure;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Funnel.Tests.Simulation;
using Microsoft.Extensions.Options;

namespace Funnel.Tests.Measure;

public sealed class PageCountsTests
{
    private static readonly PageCount One = new(10, 2, 3, 4, 1);
    private readonly SimulatedClock clock = new(World.Start);
    private readonly MemoryRows rows = new();
    private readonly MerchantDays days;
    private readonly PageCounts counts;
    private int pages;

    public PageCountsTests()
    {
        days = new(Options.Create(new FunnelOptions { Accounts = [new() { Id = "shop", UtcOffset = "+00:00" }] }), clock);
        counts = new(rows, days, clock);
    }

    private DateOnly Today => days.Today("shop");

    [Fact]
    public async Task A_page_that_comes_twice_counts_once_even_after_midnight()
    {
        var (page, day, comments) = (NewPage(), Today, Comments());
        await counts.Add("shop", page, comments, CancellationToken.None);
        clock.Advance(TimeSpan.FromMinutes(20));
        await counts.Add("shop", page, comments, CancellationToken.None);
        Assert.NotEqual(day, Today);
        Assert.Equal(One, await counts.OfDay("shop", day, CancellationToken.None));
        Assert.Equal(PageCount.Zero, await counts.OfDay("shop", Today, CancellationToken.None));
    }

    [Fact]
    public async Task Folding_changes_no_total_and_leaves_young_pages_alone()
    {
        clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 250; i++)
        {
            await counts.Add("shop", NewPage(), Comments(), CancellationToken.None);
        }

        clock.Advance(TimeSpan.FromMinutes(20));
        var (young, comments) = (NewPage(), Comments());
        await counts.Add("shop", young, comments, CancellationToken.None);
        await counts.Fold("shop", CancellationToken.None);
        await counts.Add("shop", young, comments, CancellationToken.None);
        Assert.Equal(2510, (await counts.OfDay("shop", Today, CancellationToken.None)).Comments);
        await counts.Fold("shop", CancellationToken.None);
        Assert.Equal(2510, (await counts.OfDay("shop", Today, CancellationToken.None)).Comments);
    }

    [Fact]
    public async Task A_comment_told_three_times_and_read_by_two_instances_counts_once()
    {
        for (var told = 0; told < 3; told++)
        {
            await counts.Add("shop", NewPage(), new(["c1"], [], [], []), CancellationToken.None);
        }

        for (var instance = 0; instance < 2; instance++)
        {
            await counts.Add("shop", NewPage(), new(["c1"], [], ["c2"], ["own"]), CancellationToken.None);
        }

        Assert.Equal(new PageCount(3, 1, 0, 1, 1), await counts.OfDay("shop", Today, CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(14)]
    public async Task It_counts_once_also_when_one_of_its_pages_is_folded_before_the_other(int minutesApart)
    {
        clock.Advance(TimeSpan.FromHours(1));
        var expected = new PageCount(150, 0, 0, 150, 0);
        for (var i = 0; i < 150; i++)
        {
            await counts.Add("shop", NewPage(), new([], [], [$"c{i}"], []), CancellationToken.None); // told one by one
        }

        clock.Advance(TimeSpan.FromMinutes(minutesApart));
        await counts.Add("shop", NewPage(), new([], [], [.. Enumerable.Range(0, 150).Select(i => $"c{i}")], []), CancellationToken.None); // and read in one page
        for (var minute = minutesApart; minute < 40; minute++)
        {
            Assert.Equal(expected, await counts.OfDay("shop", Today, CancellationToken.None));
            await counts.Fold("shop", CancellationToken.None);
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["tids|000000", "total"], (await Rows()).Select(r => r.Key));
    }

    [Theory]
    [InlineData(1)] // before it was folded
    [InlineData(600)]
    [InlineData(60 * 24)]
    [InlineData(60 * 60)] // too late to count
    [InlineData(60 * 24 * 30)]
    public async Task A_comment_that_a_webhook_tells_again_counts_once_whenever_that_is(int minutesLater)
    {
        clock.Advance(TimeSpan.FromHours(8));
        var (day, told) = (Today, new Comment("c1", "v", "p", "hi", clock.Now, null, null));
        await counts.Add("shop", PageCounts.PageOf(told), new(["c1"], [], [], []), CancellationToken.None);
        for (var minute = 0; minute < minutesLater; minute += 30)
        {
            clock.Advance(TimeSpan.FromMinutes(Math.Min(30, minutesLater)));
            await counts.Fold("shop", CancellationToken.None);
        }

        for (var again = 0; again < 100; again++)
        {
            await counts.Add("shop", PageCounts.PageOf(told), new(["c1"], [], [], []), CancellationToken.None);
        }

        await counts.Fold("shop", CancellationToken.None);
        Assert.Equal(new PageCount(1, 1, 0, 0, 0), await counts.OfDay("shop", day, CancellationToken.None));
        Assert.Equal(day == Today ? 1 : 0, (await counts.OfDay("shop", Today, CancellationToken.None)).Comments);
    }

    [Fact]
    public async Task Ids_of_counted_comments_are_bounded_rows_and_go_after_some_days()
    {
        clock.Advance(TimeSpan.FromHours(1));
        var (day, partition) = (Today, $"shop|{Today:yyyy-MM-dd}");
        for (var page = 0; page < 110; page++)
        {
            await counts.Add("shop", NewPage(), new([], [], [.. Enumerable.Range(0, 400).Select(i => $"c{page}-{i}")], []), CancellationToken.None);
        }

        clock.Advance(TimeSpan.FromMinutes(20));
        await counts.Fold("shop", CancellationToken.None);
        Assert.Equal(44_000, (await counts.OfDay("shop", day, CancellationToken.None)).Comments);
        Assert.Equal(23, (await Rows()).Count);
        Assert.All(await Rows(), r => Assert.InRange(r.Payload.Length, 0, 32 * 1024));

        for (var left = 0; left < 6; left++)
        {
            clock.Advance(TimeSpan.FromDays(1));
            await counts.Fold("shop", CancellationToken.None);
        }

        Assert.Equal("total", Assert.Single((await rows.Query(Tables.Counts, partition, KeyRange.All, 1000, null, CancellationToken.None)).Rows).Key);
        Assert.Equal(44_000, (await counts.OfDay("shop", day, CancellationToken.None)).Comments);
    }

    [Fact]
    public async Task Pages_of_an_earlier_version_which_name_no_comments_are_summed()
    {
        var partition = $"shop|{Today:yyyy-MM-dd}";
        foreach (var key in new[] { "p" + NewPage(), "p" + NewPage(), "total" })
        {
            var row = new Row(partition, key, """{"comments":10,"inquiries":2,"review":3,"dropped":4,"own":1}""");
            await rows.Commit(Tables.Counts, partition, [new RowChange.Insert(row)], CancellationToken.None);
        }

        Assert.Equal(One + One + One, await counts.OfDay("shop", Today, CancellationToken.None));
        await counts.Fold("shop", CancellationToken.None);
        Assert.Equal(One + One + One, await counts.OfDay("shop", Today, CancellationToken.None));
    }

    [Fact]
    public async Task A_thousand_comments_a_page_fit_their_row()
    {
        await counts.Add("shop", NewPage(), new([], [], [.. Enumerable.Range(0, 1000).Select(i => $"c{i}")], []), CancellationToken.None);
        var row = Assert.Single((await rows.Query(Tables.Counts, $"shop|{Today:yyyy-MM-dd}", KeyRange.All, 1000, null, CancellationToken.None)).Rows);
        Assert.InRange(Encoding.UTF8.GetByteCount(row.Payload), 8_000, 12_000);
    }

    [Fact]
    public async Task Accounts_are_counted_apart()
    {
        await counts.Add("shop", NewPage(), Comments(), CancellationToken.None);
        Assert.Equal(PageCount.Zero, await counts.OfDay("studio", Today, CancellationToken.None));
    }

    /// <summary>Comments that were never there before and come to <see cref="One"/>.</summary>
    private CountedComments Comments()
    {
        pages++;
        IReadOnlyList<string> Ids(string kind, int count) => [.. Enumerable.Range(0, count).Select(i => $"{kind}-{pages}-{i}")];
        return new(Ids("inquiry", 2), Ids("review", 3), Ids("dropped", 4), Ids("own", 1));
    }

    private async Task<IReadOnlyList<Row>> Rows() => (await rows.Query(Tables.Counts, $"shop|{Today:yyyy-MM-dd}", KeyRange.All, 1000, null, CancellationToken.None)).Rows;

    private string NewPage() => Guid.CreateVersion7(clock.Now).ToString("N", CultureInfo.InvariantCulture);
}
