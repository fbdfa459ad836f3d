using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;
using Funnel.Configuration.Rules;

namespace Funnel.Configuration;

/// <summary>The documentation of settings, made from what reads them: names, summaries, annotations and defaults of the options types.</summary>
public static class SettingsTable
{
    private const string Nothing = "–";
    private const string Must = "must be ";

    /// <summary>Every setting as it is written in the file, lists as <c>accounts[]</c>.</summary>
    public static IEnumerable<string> Keys(IEnumerable<SettingsSection> sections) => sections.SelectMany(Entries).Where(e => e.IsScalar).Select(e => e.Key);

    /// <summary>A line for each setting, and for each group of settings that has a summary of its own.</summary>
    /// <exception cref="FileNotFoundException">The documentation file that the compiler writes does not lie beside an assembly.</exception>
    public static IEnumerable<SettingRow> Rows(IEnumerable<SettingsSection> sections)
    {
        var summaries = new XmlSummaries();
        return sections.SelectMany(Entries)
            .Select(e => new SettingRow(e.Key, summaries.Of(e.Property), Default(e), Allowed(e)))
            .Where(row => row.Meaning.Length > 0 || !string.Equals(row.Allowed, Nothing, StringComparison.Ordinal));
    }

    public static string Markdown(IEnumerable<SettingsSection> sections)
    {
        var page = new StringBuilder("| setting | meaning | default | allowed |\n|---|---|---|---|\n");
        foreach (var row in Rows(sections))
        {
            page.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{row.Key}` | {Cell(row.Meaning)} | {Cell(row.Default)} | {Cell(row.Allowed)} |\n");
        }

        return page.ToString();
    }

    private static IEnumerable<Entry> Entries(SettingsSection section) => Entries(
        string.Join('.', section.Path.Split(':').Select(SettingPath.Key)), Activator.CreateInstance(section.Options)!);

    private static IEnumerable<Entry> Entries(string path, object owner)
    {
        foreach (var property in owner.GetType().Settings())
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var item = SettingType.Item(type);
            var key = (path.Length == 0 ? "" : path + ".") + SettingPath.Key(property.Name) + (item is null ? "" : "[]");
            var value = property.GetValue(owner);
            var isScalar = SettingType.IsScalar(item ?? type);
            yield return new(key, property, value, item ?? type, isScalar);
            foreach (var below in isScalar ? [] : Entries(key, item is null && value is not null ? value : Activator.CreateInstance(item ?? type)!))
            {
                yield return below;
            }
        }
    }

    private static string Default(Entry entry)
    {
        var text = SettingType.Text(entry.Value);
        var isNeeded = entry.Rules.Any(r => r is RequiredAttribute or MinLengthAttribute);
        return !entry.IsScalar || text.Length == 0 ? isNeeded ? "needed" : Nothing : $"`{text}`";
    }

    private static string Allowed(Entry entry)
    {
        var words = entry.Rules.Where(r => r is not (RequiredAttribute or MinLengthAttribute)).Select(SettingRules.Words)
            .Select(w => w.StartsWith(Must, StringComparison.Ordinal) ? w[Must.Length..] : w).ToList();
        return (words.Count, entry.IsScalar) switch
        {
            (> 0, _) => string.Join("; ", words),
            (_, true) => entry.Property.GetCustomAttribute<StandsAsAttribute>()?.What ?? SettingType.Named(entry.Type),
            _ => Nothing,
        };
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private sealed record Entry(string Key, PropertyInfo Property, object? Value, Type Type, bool IsScalar)
    {
        public IReadOnlyList<ValidationAttribute> Rules { get; } = [.. Property.GetCustomAttributes<ValidationAttribute>()];
    }
}
