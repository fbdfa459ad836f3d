using System.Globalization;
using Funnel.Measure;
using Funnel.Storage.InMemory;
using Funnel.Tests.Simulation;

namespace Funnel.Tests.Measure;

public sealed class PageCountsTests
{
    private static readonly PageCount One = new(10, 2, 3, 4, 1);
    private readonly SimulatedClock clock = new(World.Start);
    private readonly PageCounts counts;

    public PageCountsTests() => counts = new(new MemoryRows(), clock);

    private DateOnly Today => DateOnly.FromDateTime(clock.Now.UtcDateTime);

    [Fact]
    public async Task A_page_that_comes_twice_counts_once_even_after_midnight()
    {
        var (page, day) = (NewPage(), Today);
        await counts.Add("shop", page, One, CancellationToken.None);
        clock.Advance(TimeSpan.FromMinutes(20));
        await counts.Add("shop", page, One, CancellationToken.None);
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
            await counts.Add("shop", NewPage(), One, CancellationToken.None);
        }

        clock.Advance(TimeSpan.FromMinutes(20));
        var young = NewPage();
        await counts.Add("shop", young, One, CancellationToken.None);
        await counts.Fold("shop", Today, CancellationToken.None);
        await counts.Add("shop", young, One, CancellationToken.None);
        Assert.Equal(2510, (await counts.OfDay("shop", Today, CancellationToken.None)).Comments);
        await counts.Fold("shop", Today, CancellationToken.None);
        Assert.Equal(2510, (await counts.OfDay("shop", Today, CancellationToken.None)).Comments);
    }

    [Fact]
    public async Task Accounts_are_counted_apart()
    {
        await counts.Add("shop", NewPage(), One, CancellationToken.None);
        Assert.Equal(PageCount.Zero, await counts.OfDay("studio", Today, CancellationToken.None));
    }

    private string NewPage() => Guid.CreateVersion7(clock.Now).ToString("N", CultureInfo.InvariantCulture);
}
