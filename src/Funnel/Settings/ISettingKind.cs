namespace Funnel.Settings;

/// <summary>A kind of settings: says what a value of it may be. Lives in the folder of what it sets.</summary>
public interface ISettingKind
{
    /// <summary>In addresses and row keys: lower-case letters.</summary>
    string Name { get; }

    /// <summary>Values that the configuration file has, by id: they are shown, and cannot be changed here.</summary>
    IReadOnlyDictionary<string, string> OfFile { get; }

    /// <summary>Reads a value as strictly as the configuration is read.</summary>
    /// <param name="id">1–40 lower-case letters, digits or '-'.</param>
    /// <param name="text">What somebody sent: anything.</param>
    CheckedValue Check(string id, string text);
}

/// <summary>What checking a value came to.</summary>
/// <param name="Json">The value as it is stored, all its fields in a fixed order, so that equal values are equal texts; of no meaning when there are errors.</param>
/// <param name="Errors">Everything that is wrong, as <c>path: what to do</c>; empty when nothing is.</param>
public sealed record CheckedValue(string Json, IReadOnlyList<string> Errors);
