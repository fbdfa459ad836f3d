namespace Funnel.Settings;

/// <summary>What became of a change that somebody asked for.</summary>
public enum SettingChangeResult
{
    Created,
    Changed,
    Deleted,

    /// <summary>It had this value already.</summary>
    Unchanged,

    /// <summary>It has another version than the one it was to have; which, says the setting.</summary>
    Conflict,

    /// <summary>The configuration file has one under this id.</summary>
    OfFile,

    /// <summary>What is asked for is wrong; how, say the errors.</summary>
    Wrong,

    /// <summary>The value is longer than <see cref="SettingsStore.MaxValueChars"/>.</summary>
    TooLong,

    /// <summary>There is no such kind, or nothing to delete.</summary>
    NotThere,
}

/// <param name="Setting">As it is now; null where there is none.</param>
public sealed record SettingChange(SettingChangeResult Result, Setting? Setting = null)
{
    public IReadOnlyList<string> Errors { get; init; } = [];
}

/// <summary>A setting for a reader.</summary>
/// <param name="Stored">What is stored; null for one of the configuration file.</param>
/// <param name="InForce">False for what is stored under an id that the configuration file has gained since: the file's counts.</param>
public sealed record ListedSetting(string Kind, string Id, string Value, Setting? Stored, bool InForce = true);
