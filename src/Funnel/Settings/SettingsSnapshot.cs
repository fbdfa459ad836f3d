using System.Collections.Immutable;

namespace Funnel.Settings;

/// <summary>All settings at one moment. Immutable.</summary>
/// <param name="Head">The store's version of all of them together; null while there are none, or none were read yet.</param>
/// <param name="All">By kind and id; deleted ones among them.</param>
public sealed record SettingsSnapshot(string? Head, ImmutableSortedDictionary<string, Setting> All)
{
    public static SettingsSnapshot Empty { get; } = new(null, ImmutableSortedDictionary.Create<string, Setting>(StringComparer.Ordinal));

    /// <summary>Null when there is none, or none any more.</summary>
    public Setting? Find(string kind, string id) => All.TryGetValue(SettingRows.NowKey(kind, id), out var setting) && !setting.IsDeleted ? setting : null;

    /// <summary>Those of a kind that are not deleted, by id.</summary>
    public IEnumerable<Setting> OfKind(string kind) => All.Values.Where(s => !s.IsDeleted && string.Equals(s.Kind, kind, StringComparison.Ordinal));

    internal SettingsSnapshot With(Setting setting, string? head) => new(head, All.SetItem(SettingRows.NowKey(setting.Kind, setting.Id), setting));
}
