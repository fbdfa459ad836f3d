namespace Funnel.Configuration;

/// <summary>One line of the settings' documentation.</summary>
/// <param name="Key">As it is written in the file: <c>offers[].reply[]</c>.</param>
/// <param name="Meaning">The property's summary, in Markdown.</param>
public sealed record SettingRow(string Key, string Meaning, string Default, string Allowed);
