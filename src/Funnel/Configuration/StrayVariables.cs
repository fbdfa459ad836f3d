using System.Reflection;
using Funnel.Configuration.Rules;
using Microsoft.Extensions.Configuration;

namespace Funnel.Configuration;

/// <summary>
/// Names beside section <c>Funnel</c> that nobody reads. Only a file can be checked so, which holds the settings of one app: an environment is full of
/// names that are no concern of ours.
/// </summary>
public static class StrayVariables
{
    /// <param name="settings">Has read every section.</param>
    /// <param name="others">Beginnings of the names that others read: hosts, loggers, exporters.</param>
    public static void Check(SettingsReader settings, IConfiguration configuration, IReadOnlyList<string> others)
    {
        List<string> ours = [FunnelOptions.Section, .. settings.Sections.SelectMany(s => s.Options.Settings()).Select(p => p.GetCustomAttribute<StandsAsAttribute>()?.Name).OfType<string>()];
        var stray = configuration.GetChildren().Select(c => c.Key)
            .Where(name => !ours.Contains(name, StringComparer.OrdinalIgnoreCase) && !others.Any(o => name.StartsWith(o, StringComparison.OrdinalIgnoreCase)));
        foreach (var name in stray)
        {
            var meant = NearestName.Of(name, ours);
            settings.Complain(name, $"there is no such setting{(meant is null ? "." : $"; did you mean {meant}?")} Known here: {string.Join(", ", ours)}");
        }
    }
}
