using System.Text.RegularExpressions;
using Funnel.Audit;

namespace Funnel.Settings;

/// <summary>Reads and changes settings for people and scripts: both of the configuration file, which stay as they are, and of the store.</summary>
public sealed partial class SettingsEditor(SettingsStore store, IEnumerable<ISettingKind> kinds, SettingsAudit audit)
{
    private const int MostErrors = 50;
    private readonly Dictionary<string, ISettingKind> kinds = kinds.ToDictionary(k => k.Name, StringComparer.Ordinal);

    public IEnumerable<string> Kinds => kinds.Keys.Order(StringComparer.Ordinal);

    /// <summary>All there are, by kind and id.</summary>
    public IEnumerable<ListedSetting> List() => kinds.Values.OrderBy(k => k.Name, StringComparer.Ordinal).SelectMany(kind =>
        kind.OfFile.Select(f => new ListedSetting(kind.Name, f.Key, f.Value, null))
            .Concat(store.Current.OfKind(kind.Name).Select(s => new ListedSetting(kind.Name, s.Id, s.Value!, s, !kind.OfFile.ContainsKey(s.Id))))
            .OrderBy(s => s.Id, StringComparer.Ordinal));

    /// <summary>The one that is in force under this id; null when there is none.</summary>
    public ListedSetting? Find(string kind, string id) =>
        !kinds.TryGetValue(kind, out var known) ? null
        : known.OfFile.TryGetValue(id, out var value) ? new(kind, id, value, null)
        : store.Current.Find(kind, id) is { } stored ? new(kind, id, stored.Value!, stored)
        : null;

    /// <inheritdoc cref="SettingsStore.Versions"/>
    public async Task<IReadOnlyList<Setting>> Versions(string kind, string id, int before, int take, CancellationToken ct) =>
        kinds.ContainsKey(kind) && IsId(id) ? await store.Versions(kind, id, before, take, ct) : [];

    /// <summary>Checks and writes a value.</summary>
    /// <param name="text">Anything.</param>
    /// <inheritdoc cref="SettingsStore.Write" path="/param[@name='expected']"/>
    public async Task<SettingChange> Put(string kind, string id, string text, int expected, Actor by, CancellationToken ct)
    {
        if (!kinds.TryGetValue(kind, out var known))
        {
            return new(SettingChangeResult.NotThere);
        }

        if (!IsId(id))
        {
            return Wrong(["id: must be 1–40 lower-case letters, digits or '-'"]);
        }

        if (known.OfFile.ContainsKey(id))
        {
            return new(SettingChangeResult.OfFile);
        }

        if (text.Length > SettingsStore.MaxValueChars)
        {
            return new(SettingChangeResult.TooLong); // not even read
        }

        var value = known.Check(id, text);
        if (value.Errors.Count > 0)
        {
            return Wrong(value.Errors);
        }

        if (value.Json.Length > SettingsStore.MaxValueChars)
        {
            return new(SettingChangeResult.TooLong);
        }

        var written = await Write(kind, id, value.Json, expected, by, ct);
        return new(Named(written.Result, expected == 0 ? SettingChangeResult.Created : SettingChangeResult.Changed), written.Setting);
    }

    /// <summary>Deletes what is stored; also what the configuration file hides.</summary>
    /// <param name="expected">The version that it must have.</param>
    public async Task<SettingChange> Delete(string kind, string id, int expected, Actor by, CancellationToken ct)
    {
        if (!kinds.TryGetValue(kind, out var known) || !IsId(id))
        {
            return new(SettingChangeResult.NotThere);
        }

        var written = await Write(kind, id, null, expected, by, ct);
        return written is { Result: SettingWriteResult.Conflict, Setting: null or { IsDeleted: true } }
            ? new(known.OfFile.ContainsKey(id) ? SettingChangeResult.OfFile : SettingChangeResult.NotThere)
            : new(Named(written.Result, SettingChangeResult.Deleted), written.Setting);
    }

    private async Task<SettingWrite> Write(string kind, string id, string? json, int expected, Actor by, CancellationToken ct)
    {
        var written = await store.Write(kind, id, json, expected, by.Name, ct);
        if (written is { Result: SettingWriteResult.Written, Setting: { } setting })
        {
            await audit.Write(setting, by.Address, ct);
        }

        return written;
    }

    private static SettingChange Wrong(IReadOnlyList<string> errors) => new(SettingChangeResult.Wrong)
    {
        Errors = errors.Count <= MostErrors ? errors : [.. errors.Take(MostErrors), $"and {errors.Count - MostErrors} more"],
    };

    private static SettingChangeResult Named(SettingWriteResult result, SettingChangeResult written) => result switch
    {
        SettingWriteResult.Written => written,
        SettingWriteResult.Unchanged => SettingChangeResult.Unchanged,
        _ => SettingChangeResult.Conflict,
    };

    private static bool IsId(string id) => Id().IsMatch(id);

    [GeneratedRegex("^[a-z0-9-]{1,40}\\z")]
    private static partial Regex Id();
}
