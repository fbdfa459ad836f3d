using System.Globalization;
using Funnel.Tests.Simulation;

namespace Funnel.Benchmarks.Simulation;

/// <summary>
/// Runs the tests' deterministic simulation over as many seeds as one has time for: <c>simulate --seeds 100000 [--from 1] [--until-failure]</c>.
/// </summary>
internal static class SimulationRun
{
    internal const string UntilFailure = "--until-failure";

    /// <returns>0: every invariant held; 1: some did not; 2: the arguments are wrong.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (Number(args, "--seeds") is not { } seeds)
        {
            await System.Console.Error.WriteLineAsync("simulate --seeds N [--from N] [--until-failure]: how many seeds, the first of them, and whether the first that fails is the last");
            return 2;
        }

        var campaign = new Campaign(Number(args, "--from") ?? 1, seeds);
        campaign.Run(untilOneFails: args.Contains(UntilFailure, StringComparer.Ordinal));
        await System.Console.Out.WriteLineAsync(campaign.Summary());
        if (!campaign.Failed)
        {
            return 0;
        }

        await System.Console.Out.WriteLineAsync(campaign.Failures());
        return 1;
    }

    internal static int? Number(string[] args, string name) =>
        Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length && int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
            ? value
            : null;
}
