using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Storage.InMemory;
using Funnel.Tests.Leads;
using Funnel.Tests.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Measure;

/// <summary>What a day comes to is read once, and never believed for longer than it holds.</summary>
public sealed class DayFoldTests
{
    private const int People = 120;
    private static readonly DateOnly Day = new(2026, 3, 1);
    private readonly HookedRows rows = new(new MemoryRows());
    private readonly LeadLists lists;
    private readonly DayFolds folds;

    public DayFoldTests()
    {
        lists = new(rows, new SimulatedClock(Noon), NullLogger<LeadLists>.Instance);
        folds = new(lists);
    }

    [Fact]
    public async Task A_day_that_is_as_it_was_takes_one_read()
    {
        await Write([.. Enumerable.Range(0, People).Select(Asked)]);
        var first = await folds.Read("shop", Day, default);
        var (finds, queries) = (rows.Finds, rows.Queries);

        Assert.Same(first, await folds.Read("shop", Day, default));
        Assert.Equal((finds + 1, queries), (rows.Finds, rows.Queries));
    }

    [Fact]
    public async Task Whatever_another_process_writes_is_in_the_next_sum()
    {
        var other = new LeadLists(rows, new SimulatedClock(Noon), NullLogger<LeadLists>.Instance);
        await Write([.. Enumerable.Range(0, People).Select(Asked)]);
        await folds.Read("shop", Day, default);
        other.Enqueue(Answered(Asked(7)));
        await other.Flush(default);

        Assert.Equal((People, 1), Marked(await folds.Read("shop", Day, default)));
    }

    [Fact]
    public async Task What_is_written_while_a_day_is_read_is_in_the_next_sum()
    {
        await Write([.. Enumerable.Range(0, People).Select(Asked)]);
        rows.BeforeFind = async () =>
        {
            rows.BeforeFind = () => Task.CompletedTask;
            await Write([Answered(Asked(7))]);
        };
        await folds.Read("shop", Day, default);

        Assert.Equal((People, 1), Marked(await folds.Read("shop", Day, default)));
    }

    [Fact]
    public async Task Whoever_is_forgotten_changes_the_stamp_too()
    {
        await Write([.. Enumerable.Range(0, People).Select(Asked)]);
        var stamp = await lists.StampOf("shop", Day, default);
        await new ForgottenLines(rows).Remove(ListPartitions.Day("shop", Day), [Asked(3).Id], isCountedTwice: false, default);

        Assert.NotEqual(stamp, await lists.StampOf("shop", Day, default));
    }

    [Fact]
    public async Task The_sums_are_those_of_the_counters()
    {
        await Write([.. Enumerable.Range(0, People).Select(i => i % 3 == 0 ? Answered(Asked(i)) : Asked(i))]);
        var counted = (await lists.CounterDocuments("shop", Day, default)).SelectMany(d => d.Counter.Counted).ToList();
        var fold = await folds.Read("shop", Day, default);

        Assert.NotEmpty(counted.Where(c => c.Key.As == CountedAs.Wait));
        Assert.Equal(Sums(counted, c => c.Key), Sums(fold.Cells.SelectMany(c => c.Counted).Concat(CountedNumbers.Read(fold.Hours, null, CountedAs.Hour, 3)), c => c.Key));
        Assert.Equal(
            Sums(counted.Where(c => c.Key.Cell is not null), c => c.Key with { Cell = new(c.Key.Cell!.OfferId, null, null) }), Sums(fold.Videos.SelectMany(v => v.Count.Counted), c => c.Key));
        Assert.Equal(3, fold.Videos.Select(v => v.Video).Distinct(StringComparer.Ordinal).Count());
    }

    private static List<(Counted, int)> Sums(IEnumerable<KeyValuePair<Counted, int>> counted, Func<KeyValuePair<Counted, int>, Counted> key) =>
        [.. counted.GroupBy(key).Select(c => (c.Key, c.Sum(one => one.Value))).OrderBy(c => c.ToString(), StringComparer.Ordinal)];

    private static (int Asked, int Replied) Marked(DayFold fold) =>
        (fold.Cells.Sum(c => c.People.GetValueOrDefault(Marks.Inquired)), fold.Cells.Sum(c => c.People.GetValueOrDefault(Marks.Replied)));

    private static Lead Asked(int i)
    {
        var inquire = Inquire(person: $"p{i}");
        return LeadDecider.Decide(null, inquire with { Ask = inquire.Ask with { VideoId = $"v{i % 3}" } }).State!;
    }

    private static Lead Answered(Lead lead) => lead.After(Claim(ReplyId), Settle(ReplyId, new SendReceipt("r"))) with { Entries = lead.Entries + 2 };

    private Task Write(params Lead[] leads)
    {
        leads.ToList().ForEach(l => lists.Enqueue(l));
        return lists.Flush(default);
    }
}
