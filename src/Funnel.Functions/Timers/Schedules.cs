using Microsoft.Extensions.Configuration;

namespace Funnel.Functions.Timers;

/// <summary>When a timer runs: six-field NCRONTAB, seconds first, UTC.</summary>
/// <param name="Setting">The setting that the trigger names.</param>
/// <param name="InFile">Its name under <c>schedules</c> in the embedded host's file.</param>
public sealed record Schedule(string Setting, string InFile, string Default);

/// <summary>
/// The timers' schedules. Their settings stand beside section <c>Funnel</c> and have names of one word: triggers are also read by Azure's scale
/// controllers, which have failed on <c>:</c> and <c>__</c> (https://github.com/Azure/azure-functions-dotnet-worker/issues/849).
/// </summary>
public static class Schedules
{
    public const string Poll = "PollSchedule";
    public const string KeepTokens = "KeepTokensSchedule";
    public const string Reconcile = "ReconcileSchedule";

    private const string Section = "schedules";

    public static IReadOnlyList<Schedule> All { get; } =
        [new(Poll, "pollComments", "*/10 * * * * *"), new(KeepTokens, "keepTokens", "0 */10 * * * *"), new(Reconcile, "reconcile", "30 * * * * *")];

    /// <summary>Takes the schedules out of a file's values, by path in section <c>Funnel</c>.</summary>
    /// <returns>Every schedule by the name of its setting; defaults for those that the file leaves out.</returns>
    public static IReadOnlyDictionary<string, string?> Take(IDictionary<string, string?> values)
    {
        var taken = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var schedule in All)
        {
            var path = $"{Section}:{schedule.InFile}";
            taken[schedule.Setting] = values.TryGetValue(path, out var written) && written is not null ? written : schedule.Default;
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

    private static string Mistake(IConfigurationSection left) => All.FirstOrDefault(s => string.Equals(s.InFile, left.Key, StringComparison.OrdinalIgnoreCase)) switch
    {
        null => $"{Section}.{left.Key}: there is no such setting. Known here: {string.Join(", ", All.Select(s => s.InFile))}",
        { } known when left.GetChildren().Any() => $"{Section}.{known.InFile}: must be a schedule such as \"{known.Default}\", not an object or a list",
        { } known => $"{Section}.{known.InFile}: is called {known.Setting} now. Set {known.Setting} and delete {FunnelOptions.Section}__Schedules__{left.Key}",
    };
}
