using Funnel.Configuration;

namespace Funnel.Functions.Timers;

/// <summary>Puts the schedules of a configuration file where the triggers look for them.</summary>
public static class Schedules
{
    /// <summary>Takes the schedules out of a file's values, by path in section <c>Funnel</c>.</summary>
    /// <returns>Every schedule by the name of its setting; defaults for those that the file leaves out.</returns>
    public static IReadOnlyDictionary<string, string?> Take(IDictionary<string, string?> values)
    {
        var taken = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var timer in FunnelTimer.All)
        {
            var path = $"{ScheduleOptions.Section}:{timer.InFile}";
            taken[timer.Setting] = values.TryGetValue(path, out var written) && written is not null ? written : timer.Default;
            values.Remove(path);
        }

        return taken;
    }
}
