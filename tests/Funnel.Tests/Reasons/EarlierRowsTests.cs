using Funnel.Accounts;
using System.Text.Json;
using Funnel.Leads;
using Funnel.Reasons;
using Funnel.Storage;
using Funnel.Storage.InMemory;
using Funnel.Tests.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using static Funnel.Tests.Leads.Make;

namespace Funnel.Tests.Reasons;

/// <summary>Rows of the version before, whose reasons were English text.</summary>
public sealed class EarlierRowsTests
{
    private const string Refused = "Rejected (28003018): 内容不符合规范";
    private const string NoCode = "no live welcome code came with the contact: send the material by hand, then mark it done";

    private static readonly LeadId Id = LeadId.Of("shop", "p1");

    private static readonly string LeadRow = $$"""
        {"schema":1,"lead":{"id":"{{Id}}","accountId":"shop","personId":"p1","nick":"小明","stage":"Added","exit":"None",
        "asks":[{"commentId":"c1","videoId":"v1","at":"2026-03-01T12:00:00+00:00","text":"求资料","offerId":"material","p":0.99,"kind":"Material","rung":"Rule"}],
        "effects":[
        {"id":"reply:material","kind":"Reply","offerId":"material","status":"Parked","videoId":"v1","commentId":"c1","threadId":"c1","text":"text","variant":0,"attempts":1,"attemptId":"a0","attemptedAt":"2026-03-01T12:00:00+00:00","reason":"{{Refused}}","looks":0},
        {"id":"invite","kind":"Invite","offerId":"material","status":"Dropped","attempts":0,"reason":"already a contact","looks":0},
        {"id":"welcome","kind":"Welcome","offerId":"material","status":"Parked","attempts":0,"reason":"{{NoCode}}","looks":0}],
        "windowUsed":0,"contact":{"staffId":"staff","personId":"wx-1"},"contactVia":"wecom",
        "openedAt":"2026-03-01T12:00:00+00:00","movedAt":"2026-03-01T12:00:00+00:00","entries":1}
        }
        """;

    private const string JournalRow = $$"""
        {"schema":1,"events":[
        {"kind":"Inquired","at":"2026-03-01T12:00:00+00:00","by":"system","stage":"Inquired","detail":"already a contact","videoId":"v1","commentId":"c1"},
        {"kind":"Claimed","at":"2026-03-01T12:00:00+00:00","by":"system","effect":"reply:material","detail":"attempt 1"},
        {"kind":"Parked","at":"2026-03-01T12:00:00+00:00","by":"system","effect":"reply:material","detail":"{{Refused}}","variant":0},
        {"kind":"Dropped","at":"2026-03-01T12:00:00+00:00","by":"system","effect":"invite","detail":"already a contact"},
        {"kind":"OutcomeUnknown","at":"2026-03-01T12:00:00+00:00","by":"system","effect":"reply:material","detail":"look 25"},
        {"kind":"FoundSent","at":"2026-03-01T12:00:00+00:00","by":"system","effect":"reply:material","detail":"打开私信就能领取"},
        {"kind":"FoundSent","at":"2026-03-01T12:00:00+00:00","by":"system","effect":"invite","detail":"the platform's receipt"}]}
        """;

    private static readonly string ListRow = $$"""
        {"id":"{{Id}}","accountId":"shop","personId":"p1","nick":"小明","stage":"Added","exit":"None","openedAt":"2026-03-01T12:00:00+00:00","movedAt":"2026-03-01T12:00:00+00:00",
        "replied":false,"talking":false,"invited":false,"added":true,"served":false,"asked":"求资料","videoId":"v1",
        "waiting":["reply:material: {{Refused}}","welcome: {{NoCode}}","label: "],"pending":false,"entries":1}
        """;

    private readonly MemoryRows rows = new();
    private readonly LeadLists lists;
    private readonly LeadStore leads;

    public EarlierRowsTests()
    {
        var clock = new SimulatedClock(Noon);
        lists = new(rows, clock, NullLogger<LeadLists>.Instance);
        leads = new(rows, new MemoryQueues(clock), lists, new(rows, clock));
    }

    [Fact]
    public async Task A_lead_is_read_and_written_in_todays_schema()
    {
        await Put(Tables.Leads, new(Id.ToString(), "lead", LeadRow));
        var lead = (await leads.Find(Id, CancellationToken.None))!;
        Assert.Equal([Reason.Text(Refused), Reason.AlreadyContact, Reason.NoWelcomeCode], lead.Effects.Select(e => e.Reason));

        await Apply(new LeadCommand.DoneByHand(Noon, ReplyId));
        var row = await rows.Find(Tables.Leads, Id.ToString(), "lead", CancellationToken.None);
        var written = JsonSerializer.Deserialize(row!.Payload, LeadJson.Plain.LeadDocument)!;
        Assert.Equal(LeadDocument.CurrentSchema, written.Schema);
        Assert.Equal([null, Reason.AlreadyContact, Reason.NoWelcomeCode], written.Lead.Effects.Select(e => e.Reason));
    }

    [Fact]
    public async Task A_welcome_that_never_had_a_code_still_cannot_be_replayed()
    {
        await Put(Tables.Leads, new(Id.ToString(), "lead", LeadRow));
        Assert.Equal(Reason.NoCodeToReplay, (await Apply(new LeadCommand.Replay(Noon, Effect.WelcomeId, Rules))).Refusal);
    }

    [Fact]
    public async Task A_reply_that_was_attempted_is_looked_for_when_it_is_replayed()
    {
        await Put(Tables.Leads, new(Id.ToString(), "lead", LeadRow));
        var replayed = await Apply(new LeadCommand.Replay(Noon, ReplyId, Rules) { CanReadBack = true });
        Assert.Equal(EffectStatus.Unknown, replayed.State!.Find(ReplyId)!.Status);
    }

    [Fact]
    public async Task A_journal_tells_reasons_from_what_people_wrote()
    {
        await Put(Tables.Leads, new(Id.ToString(), "j00000001", JournalRow));
        var events = await leads.Journal(Id, CancellationToken.None);
        Assert.Equal(
            [null, Reason.Attempt(1), Reason.Text(Refused), Reason.AlreadyContact, Reason.Text("look 25"), null, Reason.PlatformReceipt],
            events.Select(e => e.Reason));
        Assert.Equal(["already a contact", null, null, null, null, "打开私信就能领取", null], events.Select(e => e.Detail));
    }

    [Fact]
    public async Task A_line_of_the_list_names_what_waits()
    {
        await Put(Tables.Lists, new("waiting|shop", Id.ToString(), ListRow));
        Assert.Equal(
            [new(ReplyId, Reason.Text(Refused)), new(Effect.WelcomeId, Reason.NoWelcomeCode), new WaitingEffect(Effect.LabelId, null)],
            Assert.Single(await lists.Waiting("shop", CancellationToken.None)).Waiting);
    }

    [Fact]
    public void An_account_says_why_it_is_paused()
    {
        const string Row = """{"schema":1,"grant":"g","seed":"s","pausedBecause":"the platform ended the grant (AuthExpired (10008): over): connect the account again","updatedAt":"2026-03-01T12:00:00+00:00"}""";
        Assert.Equal(
            Reason.Text("the platform ended the grant (AuthExpired (10008): over): connect the account again"),
            JsonSerializer.Deserialize(Row, AccountJson.Plain.AccountState)!.PausedBecause);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"code":7}""")]
    public void What_is_no_reason_is_not_taken_for_one(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize($$"""{"effect":"welcome","reason":{{json}}}""", LeadJson.Plain.WaitingEffect));

    private async Task Put(string table, Row row) => Assert.True((await rows.Commit(table, row.Partition, [new RowChange.Insert(row)], CancellationToken.None)).Committed);

    private async Task<Decided> Apply(LeadCommand command) => await leads.Apply(Id, l => LeadDecider.Decide(l, command), CancellationToken.None);
}
