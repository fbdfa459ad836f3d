using Funnel.Settings;
using Funnel.Storage.Tests.Contract;

namespace Funnel.Storage.Tests.Settings;

/// <summary>Settings with their versions on every storage, written by several processes.</summary>
public abstract class SettingsStoreContract : IAsyncLifetime
{
    private const string Guide = """{"words":"好了"}""";

    private readonly ManualTime time = new(new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    // Adapters may share one store between tests.
    private readonly string kind = "k" + Guid.NewGuid().ToString("N")[..12];
    private IRows rows = null!;
    private SettingsStore store = null!;

    public async Task InitializeAsync()
    {
        rows = await Open();
        store = await Process();
    }

    public virtual Task DisposeAsync() => Task.CompletedTask;

    protected abstract Task<IRows> Open();

    [AdapterFact]
    public async Task What_was_written_is_in_force_at_once_and_in_another_process_when_it_looks()
    {
        var other = await Process();
        var written = await Write(store, Guide, expected: 0, by: "anna");
        Assert.Equal(new(SettingWriteResult.Written, new(kind, "guide", 1, time.GetUtcNow(), "anna", Guide)), written);
        Assert.Equal(written.Setting, store.Current.Find(kind, "guide"));
        Assert.Null(other.Current.Find(kind, "guide"));

        await other.Refresh(default);
        Assert.Equal(written.Setting, other.Current.Find(kind, "guide"));
        Assert.Equal(written.Setting, (await Process()).Current.Find(kind, "guide"));
    }

    [AdapterFact]
    public async Task Nobody_overwrites_what_they_have_not_seen()
    {
        var other = await Process();
        await Write(store, Guide, expected: 0);
        await Write(store, "{}", expected: 1);

        Assert.Equal((SettingWriteResult.Conflict, 2), Of(await Write(other, Guide, expected: 0)));
        Assert.Equal((SettingWriteResult.Conflict, 2), Of(await Write(other, Guide, expected: 1)));
        Assert.Equal((SettingWriteResult.Conflict, 2), Of(await Write(other, Guide, expected: 3)));
        Assert.Equal((SettingWriteResult.Conflict, null), Of(await other.Write(kind, "other", Guide, 1, "b", default)));
        Assert.Equal("{}", store.Current.Find(kind, "guide")!.Value);
    }

    [AdapterFact]
    public async Task Of_writers_that_race_for_one_version_one_wins_and_of_those_for_several_settings_all()
    {
        var writers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Process()));
        var same = await Task.WhenAll(writers.Select((w, i) => Task.Run(() => Write(w, $$"""{"of":{{i}}}""", expected: 0))));
        Assert.Single(same, w => w.Result == SettingWriteResult.Written);
        Assert.Equal(3, same.Count(w => w.Result == SettingWriteResult.Conflict));

        var many = await Task.WhenAll(writers.Select((w, i) => Task.Run(() => w.Write(kind, $"s{i}", Guide, 0, "b", default))));
        Assert.All(many, w => Assert.Equal(SettingWriteResult.Written, w.Result));
        foreach (var writer in writers)
        {
            await writer.Refresh(default);
            Assert.Equal(["guide", "s0", "s1", "s2", "s3"], writer.Current.OfKind(kind).Select(s => s.Id));
        }

        Assert.Single(await store.Versions(kind, "guide", int.MaxValue, 10, default));
    }

    [AdapterFact]
    public async Task An_equal_value_makes_no_version()
    {
        await Write(store, Guide, expected: 0, by: "anna");
        var before = store.Current;
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((SettingWriteResult.Unchanged, 1), Of(await Write(store, Guide, expected: 1, by: "ben")));
        Assert.Same(before, store.Current);
        Assert.Equal("anna", Assert.Single(await store.Versions(kind, "guide", int.MaxValue, 10, default)).By);
    }

    [AdapterFact]
    public async Task Every_version_is_kept_with_who_made_it_and_when()
    {
        for (var version = 0; version < 12; version++)
        {
            await Write(store, $$"""{"n":{{version}}}""", version, by: "by" + version);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        var newest = await store.Versions(kind, "guide", int.MaxValue, 5, default);
        Assert.Equal([12, 11, 10, 9, 8], newest.Select(v => v.Version));
        Assert.Equal(new(kind, "guide", 12, time.GetUtcNow().AddMinutes(-1), "by11", """{"n":11}"""), newest[0]);
        Assert.Equal([3, 2, 1], (await store.Versions(kind, "guide", 4, 5, default)).Select(v => v.Version));
        Assert.Empty(await store.Versions(kind, "guide", 1, 5, default));
        Assert.Empty(await store.Versions(kind, "guid", int.MaxValue, 5, default));
    }

    [AdapterFact]
    public async Task What_was_deleted_is_gone_and_counts_on_when_it_comes_back()
    {
        await Write(store, Guide, expected: 0);
        Assert.Equal((SettingWriteResult.Written, 2), Of(await Write(store, null, expected: 1)));
        Assert.Null(store.Current.Find(kind, "guide"));
        Assert.Empty(store.Current.OfKind(kind));
        Assert.Null((await Process()).Current.Find(kind, "guide"));
        Assert.Equal((SettingWriteResult.Conflict, 2), Of(await Write(store, null, expected: 2)));
        Assert.Equal((SettingWriteResult.Conflict, 2), Of(await Write(store, Guide, expected: 2)));

        Assert.Equal((SettingWriteResult.Written, 3), Of(await Write(store, Guide, expected: 0)));
        Assert.Equal([(3, Guide), (2, null), (1, Guide)], (await store.Versions(kind, "guide", int.MaxValue, 10, default)).Select(v => (v.Version, v.Value)));
    }

    [AdapterFact]
    public async Task The_longest_value_fits()
    {
        var longest = $$"""{"words":"{{new string('好', SettingsStore.MaxValueChars - 12)}}"}""";
        Assert.Equal(SettingsStore.MaxValueChars, longest.Length);
        await Write(store, longest, expected: 0);
        await Write(store, longest.Replace('好', '坏'), expected: 1);
        Assert.Equal(longest, (await store.Versions(kind, "guide", 2, 1, default))[0].Value);
        Assert.Equal(longest.Length, (await Process()).Current.Find(kind, "guide")!.Value!.Length);
    }

    [AdapterFact]
    public async Task A_look_costs_one_read_when_nothing_has_changed_and_says_when_something_has()
    {
        await Write(store, Guide, expected: 0);
        var other = await Process();
        var known = other.Current;
        await other.Refresh(default);
        Assert.Same(known, other.Current);

        var changed = other.Changed(known, default);
        Assert.False(changed.IsCompleted);
        await Write(store, "{}", expected: 1);
        await other.Refresh(default);
        await changed.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(other.Changed(known, default).IsCompleted);
    }

    [AdapterFact]
    public async Task A_write_in_a_process_that_is_behind_loses_nothing_of_what_others_wrote()
    {
        var behind = await Process();
        await store.Write(kind, "first", Guide, 0, "a", default);
        await behind.Write(kind, "second", Guide, 0, "b", default);
        Assert.NotNull(behind.Current.Find(kind, "second"));
        await behind.Refresh(default);
        Assert.Equal(["first", "second"], behind.Current.OfKind(kind).Select(s => s.Id));
    }

    private async Task<SettingsStore> Process()
    {
        var process = new SettingsStore(rows, time);
        await process.Refresh(default);
        return process;
    }

    private Task<SettingWrite> Write(SettingsStore process, string? value, int expected, string by = "somebody") => process.Write(kind, "guide", value, expected, by, default);

    private static (SettingWriteResult Result, int? Version) Of(SettingWrite write) => (write.Result, write.Setting?.Version);
}
