using System.Globalization;

namespace Funnel.Benchmarks.Reality;

/// <summary>
/// What really happens to machines and platforms, done to real processes: <c>reality [--only NAME] [--storage CONNECTION] [--seed N]</c>. Judged by the sandbox's own books.
/// <c>tests/reality.sh</c> starts it, with a storage emulator if asked to.
/// </summary>
internal static class RealityRun
{
    private const string Usage = "reality [--only NAME] [--storage CONNECTION-STRING] [--seed N]; trials: ";

    /// <returns>0: nothing was doubled, missed or left standing; 1: something was; 2: the arguments are wrong.</returns>
    public static async Task<int> Run(string[] args)
    {
        var (only, storage, seed) = (Value(args, "--only"), Value(args, "--storage"), int.Parse(Value(args, "--seed") ?? "11", CultureInfo.InvariantCulture));
        var chosen = Trials.All.Where(t => (only is null || string.Equals(t.Name, only, StringComparison.Ordinal)) && (storage is null || !t.SqliteOnly)).ToList();
        if (chosen.Count == 0 || args.Length % 2 != 0)
        {
            await System.Console.Error.WriteLineAsync(Usage + string.Join(", ", Trials.All.Select(t => t.Name)));
            return 2;
        }

        var failed = 0;
        foreach (var trial in chosen)
        {
            await System.Console.Out.WriteLineAsync($"{Environment.NewLine}== {trial.Name}: {trial.What} ({(storage is null ? "SQLite" : "Table and Queue Storage, at the settings of Azure")})");
            await using var scene = await Scene.Start(storage, seed, trial.Sandbox);
            await trial.Play(scene);
            failed += await scene.Judge() ? 0 : 1;
        }

        await System.Console.Out.WriteLineAsync($"{Environment.NewLine}{chosen.Count - failed} of {chosen.Count} trials: nothing doubled, nobody missed, nothing left standing");
        return failed == 0 ? 0 : 1;
    }

    private static string? Value(string[] args, string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
