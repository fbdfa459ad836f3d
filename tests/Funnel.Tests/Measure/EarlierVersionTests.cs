using System.Text.Json;
using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Storage;
using Funnel.Tests.Simulation;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Measure;

/// <summary>What a version wrote that knew no counters and had UTC days.</summary>
public sealed class EarlierVersionTests
{
    private static readonly DateOnly UtcDay = new(2026, 3, 1);
    private readonly World world = new(1);
    private readonly SimulatedProcess process;

    public EarlierVersionTests()
    {
        world.Chaos.On = false;
        process = new(world);
    }

    [Fact]
    public async Task Its_leads_are_listed_and_counted_under_their_UTC_day()
    {
        await Earlier("p1", Inquired());
        await Earlier("p2", WithReply(EffectStatus.Sent));
        await New("p3");

        var numbers = await process.Funnel.Read(UtcDay, UtcDay, default);

        Assert.Equal((3, 1, 2), (numbers.Inquiries, numbers.People[Stage.Replied], numbers.Pending));
        Assert.Equal(["p1", "p2", "p3"], (await process.Funnel.Leads(UtcDay, UtcDay, default)).Select(l => l.PersonId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Its_leads_move_on_where_they_stand_and_count_once()
    {
        var id = await Earlier("p1", Inquired());
        await process.Leads.Apply(id, l => LeadDecider.Decide(l, Claim(ReplyId)), default);
        await process.Leads.Apply(id, l => LeadDecider.Decide(l, Settle(ReplyId, new SendReceipt("r1"))), default);
        await process.Lists.Flush(default);

        var numbers = await process.Funnel.Read(UtcDay.AddDays(-1), UtcDay.AddDays(1), default);

        Assert.Equal((1, 1, 0), (numbers.Inquiries, numbers.People[Stage.Replied], numbers.Pending));
        Assert.Empty(await process.Lists.Counters("shop", UtcDay, default));
        Assert.Empty((await process.Rebuild.Run(dryRun: true, null, default)).Found);
    }

    private async Task<LeadId> Earlier(string person, Lead like)
    {
        var lead = like with { Id = LeadId.Of("shop", person), PersonId = person, Origin = null, Entries = 1 };
        var row = new Row(lead.Id.ToString(), "lead", JsonSerializer.Serialize(new LeadDocument(1, lead), LeadJson.Plain.LeadDocument));
        await world.Rows.Commit(Tables.Leads, row.Partition, [new RowChange.Insert(row)], default);
        var line = new Row("leads|shop|2026-03-01", lead.Id.ToString(), JsonSerializer.Serialize(LeadSummary.Of(lead), LeadJson.Plain.LeadSummary));
        await world.Rows.Commit(Tables.Lists, line.Partition, [new RowChange.Insert(line with { Columns = DayPage.ToRow(line.Partition, LeadSummary.Of(lead)).Columns })], default);
        return lead.Id;
    }

    private async Task New(string person)
    {
        await process.Leads.Apply(LeadId.Of("shop", person), l => LeadDecider.Decide(l, Inquire(person: person)), default);
        await process.Lists.Flush(default);
    }
}
