using Funnel.Hooks;
using Funnel.Leads;
using Funnel.Privacy;
using Funnel.Tests.Hooks;

namespace Funnel.Tests.Leads;

/// <summary>The feed of what happened to leads: in one order, with nothing missing, whatever processes do.</summary>
public sealed class ChangeFeedTests : IAsyncLifetime
{
    private static readonly ChangeFilter All = new([], []);
    private readonly HookShop shop = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await shop.DisposeAsync();

    [Fact]
    public async Task A_reader_that_goes_by_places_sees_everything_that_two_processes_write_side_by_side_over_many_segments()
    {
        var (one, other) = (await shop.Start(), await shop.Start());
        var seen = new List<string>();
        FeedCursor? at = null;
        async Task Read()
        {
            for (var page = await one.Get<ChangeFeed>().Read(at, 37, default); ; page = await one.Get<ChangeFeed>().Read(at, 37, default))
            {
                seen.AddRange(page!.Changes.Select(c => c.Change.Id));
                at = page.Next;
                if (!page.More)
                {
                    return;
                }
            }
        }

        for (var i = 0; i < 1_300; i++)
        {
            await one.Ask($"a{i}", flush: false);
            await other.Ask($"b{i}", flush: false);
            if (i % 50 == 49)
            {
                await Task.WhenAll(one.Get<LeadLists>().Flush(default), other.Get<LeadLists>().Flush(default));
                await Read();
            }
        }

        Assert.Equal(2_600, seen.Count);
        Assert.Equal(2_600, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3, at!.Value.Segment);
        Assert.Equal(at, await other.Get<ChangeFeed>().End(default));
    }

    [Fact]
    public async Task What_a_dead_process_had_not_told_is_told_by_whoever_lists_the_lead_and_in_its_order()
    {
        var dead = await shop.Start();
        await dead.Ask("anna");
        await dead.Decline("anna", flush: false); // and there it dies
        var other = await shop.Start();
        var lead = (await other.Get<LeadStore>().Find(LeadId.Of("shop", "anna"), default))!;
        await other.Get<LeadStore>().Relist(lead, default);
        await other.Get<LeadLists>().Flush(default);
        await other.Get<LeadStore>().Relist(lead, default);
        await other.Get<LeadLists>().Flush(default);
        var page = await other.Get<ChangeFeed>().Read(null, 100, default);
        Assert.Equal(["inquired", "declined"], page!.Changes.Select(c => c.Change.What));
    }

    [Fact]
    public async Task Nothing_is_written_where_nobody_wants_it()
    {
        shop.Options.Hooks.Clear();
        var process = await shop.Start();
        await process.Ask("anna");
        Assert.False(process.Get<ChangeFeed>().IsOn);
        Assert.Equal(new FeedCursor(1, 0), await process.Get<ChangeFeed>().End(default));

        shop.Options.Changes.Feed = true; // from now on
        await process.Decline("anna");
        Assert.Equal(["declined"], (await process.Get<ChangeFeed>().Read(null, 100, default))!.Changes.Select(c => c.Change.What));
    }

    [Fact]
    public async Task Old_segments_go_and_a_reader_that_was_there_is_told()
    {
        var process = await shop.Start();
        for (var i = 0; i < 1_100; i++)
        {
            await process.Ask($"p{i}", flush: i % 90 == 89 || i == 999);
            shop.Clock.Advance(i == 999 ? TimeSpan.FromDays(2) : TimeSpan.Zero);
        }

        await process.Get<LeadLists>().Flush(default);
        var feed = process.Get<ChangeFeed>();
        await feed.Forget(shop.Clock.GetUtcNow() - TimeSpan.FromDays(3), default);
        Assert.NotNull(await feed.Read(new(1, 3), 10, default)); // not before its newest is older
        await feed.Forget(shop.Clock.GetUtcNow() - TimeSpan.FromDays(1), default);
        Assert.Null(await feed.Read(new(1, 3), 10, default));
        Assert.Equal(2, (await feed.Read(null, 10, default))!.Changes[0].Place.Segment);
        await process.Ask("late");
        Assert.Equal(LeadId.Of("shop", "late"), (await feed.Read(null, 1_000, default))!.Changes[^1].Change.Lead);
    }

    [Fact]
    public async Task In_a_small_shop_old_entries_go_too_and_their_reader_is_told()
    {
        var process = await shop.Start();
        await process.Ask("anna");
        await process.Ask("ben");
        shop.Clock.Advance(TimeSpan.FromDays(40));
        await process.Ask("cai");
        var feed = process.Get<ChangeFeed>();
        await feed.Forget(shop.Clock.GetUtcNow() - TimeSpan.FromDays(30), default);
        await feed.Forget(shop.Clock.GetUtcNow() - TimeSpan.FromDays(30), default);
        Assert.Equal([LeadId.Of("shop", "cai")], (await feed.Read(null, 10, default))!.Changes.Select(c => c.Change.Lead));
        Assert.Null(await feed.Read(new(1, 1), 10, default));
        Assert.NotNull(await feed.Read(new(1, 2), 10, default));
        await process.Ask("dan");
        Assert.Equal(["1.3", "1.4"], (await feed.Read(null, 10, default))!.Changes.Select(c => c.Place.ToString()));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("2.1")]
    [InlineData("7.0")]
    public async Task A_place_that_never_was_is_refused(string place)
    {
        var process = await shop.Start();
        await process.Ask("anna");
        Assert.True(FeedCursor.TryParse(place, out var cursor));
        var page = await process.Get<ChangeFeed>().Read(cursor, 10, default);
        Assert.True(page is null || (page.Changes.Count == 0 && cursor.Place == 0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("0.1")]
    [InlineData("-1.2")]
    [InlineData("1.2.3")]
    [InlineData("１.2")]
    [InlineData("99999999999.1")]
    public void What_is_no_place_is_none(string text) => Assert.False(FeedCursor.TryParse(text, out _));

    [Fact]
    public async Task Of_somebody_who_was_erased_nothing_is_told_and_nothing_stays()
    {
        var process = await shop.Start();
        await process.Ask("anna");
        await process.Ask("ben");
        var erasure = process.Get<Erasure>();
        Assert.NotNull(await erasure.Begin("anna", PersonKey.Any, "lin", forGood: false, default));
        for (var step = 0; step < 20; step++)
        {
            await erasure.AdvanceAll(default);
            shop.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal([LeadId.Of("shop", "ben")], (await process.Get<ChangeFeed>().Read(null, 10, default))!.Changes.Select(c => c.Change.Lead));
        Assert.Equal(["ben"], (await process.Get<ChangeReader>().Read(null, 10, All, default))!.Changes.Select(c => c.Person.Id));
    }
}
