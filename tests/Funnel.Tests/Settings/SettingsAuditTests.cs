using Funnel.Audit;
using Funnel.Settings;
using Funnel.Storage;

namespace Funnel.Tests.Settings;

/// <summary>Changes of settings stand in the audit, once each, also those that were made before there was one.</summary>
public sealed class SettingsAuditTests
{
    private readonly SettingsShop shop = new();

    [Fact]
    public async Task A_change_stands_there_with_who_from_where_before_and_after()
    {
        await using var process = await shop.Start();
        await process.Editor.Put("switches", "shop", """{"paused":true}""", 0, new Actor("anna", "192.0.2.7"), default);
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await process.Editor.Put("switches", "shop", """{"paused":false}""", 1, "bo", default);
        await process.Editor.Put("switches", "shop", """{"paused":false}""", 2, "nothing new", default);
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await process.Editor.Delete("switches", "shop", 2, "bo", default);

        var lines = await Lines(process);
        Assert.Equal([("bo", AuditActions.SettingDeleted), ("bo", AuditActions.SettingChanged), ("anna", AuditActions.SettingChanged)], lines.Select(l => (l.By, l.What)));
        Assert.All(lines, l => Assert.Equal("switches/shop", l.On));
        Assert.Equal(("192.0.2.7", null, lines[1].Before, lines[1].After, null), (lines[2].Address, lines[2].Before, lines[2].After, lines[0].Before, lines[0].After));
    }

    [Fact]
    public async Task What_was_changed_before_there_was_an_audit_is_added_once_and_nothing_is_lost()
    {
        await using var process = await shop.Start();
        for (var version = 0; version < 30; version++)
        {
            // As versions before the audit did: past the editor.
            await process.Get<SettingsStore>().Write("offers", "guide", $$"""{"v":{{version}}}""", version, $"person {version}", default);
            await process.Get<SettingsStore>().Write("offers", "other", $$"""{"w":{{version}}}""", version, "anna", default);
            shop.Clock.Advance(TimeSpan.FromDays(3));
        }

        await process.Get<SettingsAudit>().CatchUp(default);
        await process.Get<SettingsAudit>().CatchUp(default);
        var lines = (await Lines(process)).Where(l => l.On == "offers/guide").Reverse().ToList();
        Assert.Equal(Enumerable.Range(0, 30).Select(v => $"person {v}"), lines.Select(l => l.By));
        Assert.Equal([null, .. Enumerable.Range(0, 29).Select(v => $$"""{"v":{{v}}}""")], lines.Select(l => l.Before));
        Assert.Equal(60, (await Lines(process)).Count);

        await process.Editor.Put("switches", "shop", """{"paused":true}""", 0, "anna", default);
        await process.Get<SettingsAudit>().CatchUp(default);
        Assert.Equal(61, (await Lines(process)).Count);
        Assert.Equal(30, (await process.Editor.Versions("offers", "guide", int.MaxValue, 100, default)).Count);
    }

    [Fact]
    public async Task Where_nothing_is_missing_catching_up_costs_two_reads()
    {
        await using var process = await shop.Start();
        await process.Editor.Put("switches", "shop", """{"paused":true}""", 0, "anna", default);
        await process.Get<SettingsAudit>().CatchUp(default);
        var counted = new CountingRows(shop.Rows);
        await new SettingsAudit(counted, process.Get<AuditLog>(), Microsoft.Extensions.Logging.Abstractions.NullLogger<SettingsAudit>.Instance).CatchUp(default);
        Assert.Equal((2, 0), (counted.Reads, counted.Others));
    }

    [Fact]
    public async Task Refusals_are_one_line_for_many_and_no_flood_makes_more_than_fifty_and_one()
    {
        await using var process = await shop.Start();
        var tally = process.Get<AuditTally>();
        for (var i = 0; i < 1_000; i++)
        {
            tally.Note(AuditLine.Nobody, AuditActions.KeyRefused, "function/Leads", "192.0.2.1");
            tally.Note(AuditLine.Nobody, AuditActions.KeyRefused, "function/Leads", $"198.51.100.{i}");
        }

        await tally.Flush();
        await tally.Flush();
        var lines = await Lines(process);
        Assert.Equal(51, lines.Count);
        Assert.Equal(2_000, lines.Sum(l => l.Count));
        Assert.Equal(1_000, lines.Single(l => l.Address == "192.0.2.1").Count);
    }

    private async Task<IReadOnlyList<AuditLine>> Lines(SettingsShop.Process process) =>
        (await process.Get<AuditLog>().Read(new(shop.Clock.GetUtcNow().AddYears(-1), shop.Clock.GetUtcNow().AddDays(1)), null, 1_000, default)).Lines;

    private sealed class CountingRows(IRows inner) : IRows
    {
        public int Reads { get; private set; }

        public int Others { get; private set; }

        public ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct)
        {
            Reads++;
            return inner.Find(table, partition, key, ct);
        }

        public ValueTask<RowPage> Query(string table, string partition, KeyRange range, int take, string? continuation, CancellationToken ct)
        {
            Others++;
            return inner.Query(table, partition, range, take, continuation, ct);
        }

        public ValueTask<RowPage> QueryKey(string table, string key, int take, string? continuation, CancellationToken ct)
        {
            Others++;
            return inner.QueryKey(table, key, take, continuation, ct);
        }

        public ValueTask<CommitResult> Commit(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken ct)
        {
            Others++;
            return inner.Commit(table, partition, changes, ct);
        }
    }
}
