namespace Funnel.Configuration;

/// <summary>A part of the settings that one options type describes: its settable properties are the keys, their annotations what is allowed.</summary>
/// <param name="Path">Its path inside section <c>Funnel</c>, parts separated by <c>:</c>; empty for the product's own keys.</param>
/// <param name="Options">Has a constructor without parameters, which sets the defaults.</param>
public sealed record SettingsSection(string Path, Type Options);
