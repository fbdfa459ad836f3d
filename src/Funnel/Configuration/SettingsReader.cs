using Microsoft.Extensions.Configuration;

namespace Funnel.Configuration;

/// <summary>
/// The one reader of deployment settings. Each part reads its own section, <see cref="Read{T}"/>, when it is registered; when all are, the host calls
/// <see cref="Check"/>, which names every mistake of every section at once with its path, what is allowed and what was found. Values that may be
/// secrets are never repeated.
/// </summary>
/// <param name="configuration">The whole configuration; sections lie in section <c>Funnel</c>.</param>
public sealed class SettingsReader(IConfiguration configuration)
{
    private readonly IConfigurationSection funnel = configuration.GetSection(FunnelOptions.Section);
    private readonly Dictionary<string, object> read = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SettingsSection> sections = [];
    private readonly List<string> parts = [];
    private readonly List<string> left = [];
    private readonly List<UnknownSetting> unknown = [];
    private readonly List<string> errors = [];
    private readonly Queue<Action> later = new();

    /// <summary>Every section that was asked for, whether it is there or not.</summary>
    public IReadOnlyList<SettingsSection> Sections => sections;

    /// <summary>Names of the sections that switch a part on and are there.</summary>
    public IReadOnlyList<string> Parts => parts;

    /// <summary>Reads a section that may be left out: then all is as the options type's defaults. A second call gives the same object.</summary>
    /// <param name="section">Its path inside section <c>Funnel</c>; empty for the product's own keys.</param>
    public T Read<T>(string section)
        where T : class, new()
    {
        if (read.TryGetValue(section, out var known))
        {
            return (T)known;
        }

        var options = new T();
        read[section] = options;
        Declare<T>(section);
        var binder = new SectionBinder(configuration, (path, what) => Complain(SettingPath.Written(path), what), unknown.Add);
        binder.Fill(options, section.Length == 0 ? funnel : funnel.GetSection(section), section);
        return options;
    }

    /// <summary>Reads a section that switches a part on by being there.</summary>
    /// <returns>Null when there is none: the part is off.</returns>
    public T? ReadPart<T>(string section)
        where T : class, new()
    {
        if (funnel.GetSection(section).Exists())
        {
            parts.Add(section);
            return Read<T>(section);
        }

        Declare<T>(section);
        return null;
    }

    /// <summary>Reads the section of a part that is on whether the section is there or not.</summary>
    public T ReadPartAlways<T>(string section)
        where T : class, new()
    {
        parts.Add(section);
        return Read<T>(section);
    }

    /// <summary>A setting beside section <c>Funnel</c>, whose name and form are somebody else's; null when it is not set.</summary>
    public string? Variable(string name) => configuration[name];

    /// <summary>Leaves a section alone, which concerns another host that may have the same settings.</summary>
    public void Leave(string section) => left.Add(section);

    /// <summary>Notes a mistake.</summary>
    /// <param name="path">As the operator wrote it: <c>offers[0].reply</c>.</param>
    /// <param name="what">What is wrong or what to do; never a value that may be a secret.</param>
    public void Complain(string path, string what) => errors.Add($"{path}: {what}");

    /// <summary>Puts off what can only be judged when all sections were read.</summary>
    public void Later(Action check) => later.Enqueue(check);

    /// <summary>Everything that is wrong, as <c>path: what to do</c>. Ask when all parts were registered.</summary>
    public IReadOnlyList<string> Errors()
    {
        while (later.TryDequeue(out var check))
        {
            check();
        }

        return [.. errors, .. unknown.Where(u => !IsSomebodys(u.Path)).Select(u => $"{SettingPath.Written(u.Path)}: {Unknown(u)}")];
    }

    /// <exception cref="SettingsException">Something is wrong.</exception>
    public void Check()
    {
        if (Errors() is { Count: > 0 } all)
        {
            throw new SettingsException(all);
        }
    }

    private void Declare<T>(string section)
    {
        if (!sections.Contains(new(section, typeof(T))))
        {
            sections.Add(new(section, typeof(T)));
        }
    }

    /// <summary>Whether a section lies there, or below.</summary>
    private bool IsSomebodys(string path) => Names.Any(name => SettingPath.IsAtOrBelow(name, path));

    private IEnumerable<string> Names => sections.Select(s => s.Path).Concat(left).Where(name => name.Length > 0);

    private string Unknown(UnknownSetting setting)
    {
        var parent = setting.Path[..^setting.Key.Length].TrimEnd(':');
        var below = Names.Where(name => SettingPath.IsAtOrBelow(name, parent) || parent.Length == 0).Select(name => name[parent.Length..].TrimStart(':').Split(':')[0]);
        List<string> here = [.. setting.Known, .. below.Where(name => name.Length > 0).Select(SettingPath.Key).Except(setting.Known)];
        var meant = NearestName.Of(setting.Key, here) is { } near ? SettingPath.Written(SettingPath.Join(parent, near)) : Elsewhere(setting.Key);
        return $"there is no such setting{(meant is null ? "." : $"; did you mean {meant}?")} Known here: {string.Join(", ", here)}";
    }

    /// <summary>A setting of that name in another section.</summary>
    private string? Elsewhere(string key) => SettingsTable.Keys(sections).FirstOrDefault(k => k.EndsWith("." + key, StringComparison.OrdinalIgnoreCase));
}
