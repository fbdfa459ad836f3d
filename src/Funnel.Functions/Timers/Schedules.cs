using Funnel.Configuration;
using Microsoft.Extensions.Configuration;

namespace Funnel.Functions.Timers;

/// <summary>The timers' schedules in the settings, and where they stood or are written otherwise.</summary>
public static class Schedules
{
    private const string Section = "schedules";

    /// <summary>Takes the schedules out of a file's values, by path in section <c>Funnel</c>.</summary>
    /// <returns>Every schedule by the name of its setting; defaults for those that the file leaves out.</returns>
    public static IReadOnlyDictionary<string, string?> Take(IDictionary<string, string?> values)
    {
        var taken = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var timer in FunnelTimer.All)
        {
            var path = $"{Section}:{timer.InFile}";
            taken[timer.Setting] = values.TryGetValue(path, out var written) && written is not null ? written : timer.Default;
            values.Remove(path);
        }

        return taken;
    }

    /// <summary>What is left in section <c>Funnel:Schedules</c>: mistakes, and settings under the names they had before.</summary>
    internal static IEnumerable<string> Misplaced(IConfigurationSection funnel)
    {
        var section = funnel.GetSection(Section);
        return section.Value is { Length: > 0 } ? [$"{Section}: must be an object with names and values"] : section.GetChildren().Select(Mistake);
    }

    private static string Mistake(IConfigurationSection left) => FunnelTimer.All.FirstOrDefault(s => string.Equals(s.InFile, left.Key, StringComparison.OrdinalIgnoreCase)) switch
    {
        null => $"{Section}.{left.Key}: there is no such setting. Known here: {string.Join(", ", FunnelTimer.All.Select(s => s.InFile))}",
        { } known when left.GetChildren().Any() => $"{Section}.{known.InFile}: must be a schedule such as \"{known.Default}\", not an object or a list",
        { } known => $"{Section}.{known.InFile}: is called {known.Setting} now. Set {known.Setting} and delete {FunnelOptions.Section}__Schedules__{left.Key}",
    };
}
