using Funnel.Settings;
using Funnel.Storage;
using Funnel.Tests.Measure;

namespace Funnel.Tests.Settings;

public sealed class SettingsWatchTests
{
    private readonly SettingsShop shop = new();

    [Fact]
    public async Task Every_process_sees_a_change_within_five_seconds()
    {
        await using var here = await shop.Start();
        await using var there = await shop.Start();
        var known = there.Get<SettingsStore>().Current;
        var seen = there.Get<SettingsStore>().Changed(known, default);

        await here.Pause("all");
        Assert.True(here.Get<Funnel.Accounts.Switches>().IsSendingOff);
        Assert.False(there.Get<Funnel.Accounts.Switches>().IsSendingOff);
        shop.Clock.Advance(TimeSpan.FromSeconds(5));
        await seen.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(there.Get<Funnel.Accounts.Switches>().IsSendingOff);
    }

    [Fact]
    public async Task A_look_is_one_read()
    {
        var rows = new BreakableRows(shop.Rows);
        await using var process = await shop.Start(rows);
        await process.Pause("all");
        var before = rows.Operations;
        for (var look = 1; look <= 3; look++)
        {
            shop.Clock.Advance(SettingsWatch.Period);
            await SettingsShop.Until(() => Task.FromResult(rows.Operations >= before + look));
        }

        Assert.Equal(before + 3, rows.Operations);
    }

    [Fact]
    public async Task While_the_storage_does_not_answer_what_was_known_stays_in_force_and_changes_are_taken_over_afterwards()
    {
        var rows = new BreakableRows(shop.Rows);
        await using var here = await shop.Start();
        await using var there = await shop.Start(rows);
        var store = there.Get<SettingsStore>();
        await here.Pause("all");
        shop.Clock.Advance(TimeSpan.FromSeconds(5));
        await SettingsShop.Until(() => Task.FromResult(store.Current.Find("switches", "all") is not null));

        (rows.Broken, rows.ReadsToo) = (new StorageException("the disk is gone"), true);
        await here.Pause("shop");
        var known = store.Current;
        for (var look = 0; look < 5; look++)
        {
            shop.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Same(known, store.Current);
        (rows.Broken, rows.ReadsToo) = (null, false);
        shop.Clock.Advance(TimeSpan.FromSeconds(5));
        await SettingsShop.Until(() => Task.FromResult(store.Current.Find("switches", "shop") is not null));
    }

    [Fact]
    public async Task What_a_newer_version_wrote_is_refused_with_the_reason()
    {
        await using var process = await shop.Start();
        await process.Pause("all");
        var row = (await shop.Rows.Find(Tables.Accounts, "settings", "now|switches|all", default))!;
        await shop.Rows.Commit(Tables.Accounts, "settings", [new RowChange.Put(row with { Payload = row.Payload.Replace("\"schema\":1", "\"schema\":2", StringComparison.Ordinal) })], default);
        var fault = await Assert.ThrowsAsync<StorageException>(() => new SettingsStore(shop.Rows, shop.Clock).Refresh(default));
        Assert.Equal("the setting switches/all has schema 2; this version reads 1. Run the version that wrote it.", fault.Message);
    }

    /// <summary>The store's answer to a commit is lost, and its adapter tries again: the conflict is with the caller's own write.</summary>
    [Fact]
    public async Task A_write_whose_answer_was_lost_is_known_for_its_own()
    {
        var rows = new Forgetful(shop.Rows);
        using var store = new SettingsStore(rows, shop.Clock);
        await store.Refresh(default);
        rows.Forget = true;
        var written = await store.Write("switches", "all", "{}", 0, "anna", default);
        Assert.Equal((SettingWriteResult.Written, 1), (written.Result, written.Setting!.Version));
        Assert.NotNull(store.Current.Find("switches", "all"));
        await store.Refresh(default);
        Assert.Single(await store.Versions("switches", "all", int.MaxValue, 10, default));
    }

    private sealed class Forgetful(IRows inner) : IRows
    {
        public bool Forget { get; set; }

        public ValueTask<Row?> Find(string table, string partition, string key, CancellationToken ct) => inner.Find(table, partition, key, ct);

        public ValueTask<RowPage> Query(string table, string partition, KeyRange range, int take, string? continuation, CancellationToken ct) =>
            inner.Query(table, partition, range, take, continuation, ct);

        public ValueTask<RowPage> QueryKey(string table, string key, int take, string? continuation, CancellationToken ct) => inner.QueryKey(table, key, take, continuation, ct);

        public async ValueTask<CommitResult> Commit(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken ct)
        {
            var result = await inner.Commit(table, partition, changes, ct);
            (var forgets, Forget) = (Forget, false);
            return forgets ? CommitResult.Conflict(0) : result;
        }
    }
}
