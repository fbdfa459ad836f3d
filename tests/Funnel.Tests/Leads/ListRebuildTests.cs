using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Funnel.Tests.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Leads;

public sealed class ListRebuildTests
{
    private const string Day = "day|shop|2026-03-01";
    private readonly SimulatedClock clock = new(Noon);
    private readonly MemoryRows rows = new();
    private readonly LeadLists lists;
    private readonly LeadStore leads;

    public ListRebuildTests()
    {
        lists = new(rows, clock, NullLogger<LeadLists>.Instance);
        leads = new(rows, new MemoryQueues(clock), lists, new(rows, clock));
    }

    [Fact]
    public async Task What_was_written_in_the_usual_way_is_as_the_leads_say()
    {
        await Shop();
        Assert.Empty((await Rebuild()).Found);
    }

    [Fact]
    public async Task What_is_missing_wrong_or_too_many_is_told_and_made_again()
    {
        await Shop();
        var before = await All();
        await Put(Day, LeadId.Of("shop", "p1").ToString(), null);
        await Put(Day, LeadId.Of("shop", "p2").ToString(), await Payload(LeadId.Of("shop", "p3")));
        await Put(Day, LeadId.Of("shop", "nobody").ToString(), await Payload(LeadId.Of("shop", "p3")));
        await Put(Day, "#v1", """{"schema":1,"cells":[]}""");
        await Put("waiting|shop", LeadId.Of("shop", "p3").ToString(), null);
        await Put("waiting|shop", LeadId.Of("shop", "p1").ToString(), "{}");

        var told = await Rebuild(dryRun: true);
        Assert.Equal(Enum.GetValues<Difference>().Select(d => (d, 1)), told.Found.Select(f => (f.Key, f.Value)));
        Assert.Equal(6, told.Examples.Count);
        Assert.Contains((Difference.CounterWrong, Day + " #v1"), told.Examples);

        var stamp = await lists.StampOf("shop", DateOnly.FromDateTime(Noon.UtcDateTime), default);
        Assert.Equal(told.Found, (await Rebuild()).Found);
        Assert.NotEqual(stamp, await lists.StampOf("shop", DateOnly.FromDateTime(Noon.UtcDateTime), default)); // what was read before is read again
        Assert.Empty((await Rebuild()).Found);
        Assert.Equal(before, await All());
    }

    [Fact]
    public async Task All_lists_can_be_lost()
    {
        await Shop();
        var before = await All();
        foreach (var (partition, key) in before.Keys)
        {
            await Put(partition, key, null);
        }

        var progress = new List<RebuildProgress>();
        Assert.Equal(3, (await new ListRebuild(rows).Run(false, new Told(progress), default)).Leads);
        Assert.Equal(before, await All());
        Assert.Equal(new(3, 3), progress[^1]);
    }

    [Fact]
    public async Task No_more_than_ten_examples_are_told()
    {
        for (var i = 0; i < 30; i++)
        {
            await leads.Apply(LeadId.Of("shop", "p" + i), l => LeadDecider.Decide(l, Inquire(person: "p" + i)), default);
        }

        var told = await Rebuild(dryRun: true);
        Assert.Equal((30, 10), (told.Found[Difference.LineMissing], told.Examples.Count));
    }

    [Fact]
    public async Task Leads_of_a_newer_version_are_not_touched()
    {
        await Shop();
        var id = LeadId.Of("shop", "p1").ToString();
        var stored = (await rows.Find(Tables.Leads, id, "lead", default))!;
        var row = stored with { Payload = stored.Payload.Replace("\"schema\":2", "\"schema\":99", StringComparison.Ordinal) };
        await rows.Commit(Tables.Leads, row.Partition, [new RowChange.Replace(row)], default);
        await Assert.ThrowsAsync<StorageException>(() => Rebuild());
    }

    private Task<RebuildReport> Rebuild(bool dryRun = false) => new ListRebuild(rows).Run(dryRun, null, default);

    /// <summary>One who asked, one who was replied to, one who is parked.</summary>
    private async Task Shop()
    {
        foreach (var (person, result) in new[] { ("p1", (Outcome<SendReceipt>?)null), ("p2", new SendReceipt("r1")), ("p3", Failed(FailureKind.Rejected)) })
        {
            LeadCommand[] commands = result is { } settled ? [Inquire(person: person), Claim(ReplyId), Settle(ReplyId, settled)] : [Inquire(person: person)];
            foreach (var command in commands)
            {
                await leads.Apply(LeadId.Of("shop", person), l => LeadDecider.Decide(l, command), default);
            }
        }

        await lists.Flush(default);
    }

    private async Task<string> Payload(LeadId id) => (await rows.Find(Tables.Lists, Day, id.ToString(), default))!.Payload;

    private async Task Put(string partition, string key, string? payload) =>
        await rows.Commit(Tables.Lists, partition, [payload is null ? new RowChange.Delete(key) : new RowChange.Put(new Row(partition, key, payload))], default);

    /// <summary>But for the stamps, which tell of changes alone.</summary>
    private async Task<Dictionary<(string, string), string>> All()
    {
        var all = new Dictionary<(string, string), string>();
        foreach (var partition in new[] { Day, "waiting|shop" })
        {
            await foreach (var row in rows.QueryAll(Tables.Lists, partition, KeyRange.All, default).Where(r => !DayPage.IsStamp(r.Key)))
            {
                all[(partition, row.Key)] = row.Payload;
            }
        }

        return all;
    }

    private sealed class Told(List<RebuildProgress> told) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => told.Add(value);
    }
}
