using Funnel.Audit;
using Funnel.Privacy;
using Funnel.Storage.InMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace Funnel.Tests.Audit;

public sealed class AuditLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 2, 27, 8, 0, 0, TimeSpan.Zero);
    private readonly ManualTime clock = new(Start);
    private readonly MemoryRows rows = new();
    private readonly AuditLog audit;

    public AuditLogTests() => audit = new(rows, clock, NullLogger<AuditLog>.Instance);

    private AuditQuery All => new(Start.AddYears(-1), clock.GetUtcNow().AddSeconds(1));

    [Fact]
    public async Task Lines_come_back_the_newest_first_over_the_months_and_page_by_page()
    {
        for (var day = 0; day < 40; day++)
        {
            await audit.Write(new("anna", AuditActions.StepDoneByHand, $"lead/{day}"));
            clock.Advance(TimeSpan.FromDays(1));
        }

        var (seen, cursor, pages) = (new List<string>(), (string?)null, 0);
        do
        {
            var page = await audit.Read(All, cursor, 7, default);
            seen.AddRange(page.Lines.Select(l => l.On));
            (cursor, pages) = (page.Next, pages + 1);
        }
        while (cursor is not null);

        Assert.Equal(Enumerable.Range(0, 40).Reverse().Select(d => $"lead/{d}"), seen);
        Assert.Equal(6, pages);
    }

    [Fact]
    public async Task Lines_are_kept_as_long_as_is_set_and_then_removed_also_those_of_long_ago()
    {
        for (var month = 0; month < 40; month++)
        {
            await audit.Write(new("anna", AuditActions.StepDoneByHand, $"lead/{month}"));
            await audit.Write(new("anna", AuditActions.StepDoneByHand, $"lead/{month}"));
            clock.Advance(TimeSpan.FromDays(31));
        }

        async Task<IReadOnlyList<AuditLine>> Left() => (await audit.Read(new(Start.AddYears(-1), clock.GetUtcNow().AddSeconds(1)), null, 1_000, default)).Lines;
        var (keep, forget) = (new KeepOptions(), new ForgottenAudit(audit, new KeepOptions(), clock));
        await forget.Run(new Slice(clock, TimeSpan.FromSeconds(20), 500), default);
        Assert.InRange((await Left()).Count, 46, 50);
        Assert.All(await Left(), l => Assert.True(l.At > clock.GetUtcNow() - keep.Audit));
        for (var day = 0; day < 62; day++)
        {
            clock.Advance(TimeSpan.FromDays(1));
            await forget.Run(new Slice(clock, TimeSpan.FromSeconds(20), 500), default);
        }

        Assert.All(await Left(), l => Assert.True(l.At > clock.GetUtcNow() - keep.Audit));
        Assert.InRange((await Left()).Count, 42, 46);
    }

    [Fact]
    public async Task A_line_keeps_all_it_was_given()
    {
        await audit.Write(new("小王", AuditActions.SettingChanged, "offers/guide") { Before = """{"reply":["甲"]}""", After = """{"reply":["乙"]}""", Address = "10.0.0.1", Count = 3 });
        var line = Assert.Single((await audit.Read(All, null, 10, default)).Lines);
        Assert.Equal(("小王", "setting-changed", "offers/guide", """{"reply":["甲"]}""", """{"reply":["乙"]}""", "10.0.0.1", 3, Start),
            (line.By, line.What, line.On, line.Before, line.After, line.Address, line.Count, line.At));
    }

    [Fact]
    public async Task Who_what_and_when_are_asked_for()
    {
        await audit.Write(new("anna", AuditActions.SignedIn, "session/1"));
        clock.Advance(TimeSpan.FromHours(1));
        await audit.Write(new("Bo", AuditActions.SignedIn, "session/2"));
        await audit.Write(new("bo", AuditActions.StepGivenUp, "lead/1"));
        Assert.Equal(2, (await audit.Read(All with { By = "BO" }, null, 10, default)).Lines.Count);
        Assert.Equal(2, (await audit.Read(All with { What = AuditActions.SignedIn }, null, 10, default)).Lines.Count);
        Assert.Equal("lead/1", Assert.Single((await audit.Read(All with { On = "lead/" }, null, 10, default)).Lines).On);
        Assert.Equal("session/1", Assert.Single((await audit.Read(All with { Before = Start.AddMinutes(1) }, null, 10, default)).Lines).On);
        Assert.Equal(2, (await audit.Read(All with { From = Start.AddMinutes(1) }, null, 10, default)).Lines.Count);
        Assert.Empty((await audit.Read(All with { From = clock.GetUtcNow().AddTicks(10) }, null, 10, default)).Lines);
    }

    [Fact]
    public async Task What_has_an_id_stands_once_however_often_it_is_written()
    {
        var line = new AuditLine("anna", AuditActions.SettingChanged, "offers/guide") { At = Start, Id = "offers/guide/3" };
        await audit.Write(line);
        await audit.Write(line);
        await audit.Write(line with { Id = "offers/guide/4" });
        Assert.Equal(2, (await audit.Read(All, null, 10, default)).Lines.Count);
    }

    [Fact]
    public async Task Anything_can_stand_in_it_and_nothing_grows_without_end()
    {
        await audit.Write(new(new('a', 5_000), "what", "\ud800/\u0000\n") { After = new('b', 100_000) });
        var line = Assert.Single((await audit.Read(All, null, 10, default)).Lines);
        Assert.Equal((AuditLine.MaxName, AuditLine.MaxValue), (line.By.Length, line.After!.Length));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("9999999999999999999-x")]
    [InlineData("-000000000000000001-x")]
    public async Task A_cursor_that_is_none_begins_anew(string cursor)
    {
        await audit.Write(new("anna", AuditActions.SignedIn, "session/1"));
        Assert.Single((await audit.Read(All, cursor, 10, default)).Lines);
    }

    [Fact]
    public async Task What_is_too_old_is_forgotten()
    {
        await audit.Write(new("anna", AuditActions.SignedIn, "session/1"));
        clock.Advance(TimeSpan.FromHours(1));
        await audit.Write(new("anna", AuditActions.SignedIn, "session/2"));
        Assert.False(await audit.Forget(Start, clock.GetUtcNow(), default));
        Assert.Equal("session/2", Assert.Single((await audit.Read(All, null, 10, default)).Lines).On);
    }
}
