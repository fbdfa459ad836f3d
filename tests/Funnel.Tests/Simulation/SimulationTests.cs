using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Funnel.Tests.Simulation;

/// <summary>
/// The whole pipeline under crashes, faults, lost answers, repeats and interleaved processes, on virtual time. <c>FUNNEL_SEEDS</c> says how many
/// seeds; <c>FUNNEL_SEED</c> runs a single one.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int UsualSeeds = 500;

    [Fact]
    public void Whatever_fails_nobody_is_lost_and_nobody_is_written_to_twice()
    {
        var one = Setting("FUNNEL_SEED");
        var first = one ?? 1;
        var count = one is null ? Setting("FUNNEL_SEEDS") ?? UsualSeeds : 1;
        var watch = Stopwatch.StartNew();
        var failures = new List<(int Seed, string What)>();
        var reached = (Asked: 0, Replied: 0, Invited: 0, Welcomed: 0, Parked: 0, Declined: 0, Lost: 0, SentAgain: 0, Crashes: 0);
        Parallel.For(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            var (broken, r, crashes) = Run(seed);
            lock (failures)
            {
                failures.AddRange(broken.Select(b => (seed, b)));
                reached = (reached.Asked + r.Asked, reached.Replied + r.Replied, reached.Invited + r.Invited, reached.Welcomed + r.Welcomed,
                    reached.Parked + r.Parked, reached.Declined + r.Declined, reached.Lost + r.Lost, reached.SentAgain + r.SentAgain, reached.Crashes + crashes);
            }
        });

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} seeds in {watch.Elapsed.TotalSeconds:F1} s, {count / watch.Elapsed.TotalSeconds:F0} seeds/s: {reached}"));
        Assert.True(failures.Count == 0, Describe(failures));
        Assert.True(one is not null || (reached.Replied > count && reached.Invited > count / 4 && reached.Welcomed > count / 8 && reached.SentAgain > count / 50 && reached.Crashes > count / 4), $"too little happens: {reached}");
    }

    private static (IReadOnlyList<string> Broken, (int Asked, int Replied, int Invited, int Welcomed, int Parked, int Declined, int Lost, int SentAgain) Reached, int Crashes) Run(int seed)
    {
        try
        {
            var world = new World(seed);
            world.Run();
            var invariants = new Invariants(world);
            return (invariants.Broken(), invariants.Reached, world.Crashes);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return ([e.ToString()], default, 0);
        }
    }

    private static string Describe(List<(int Seed, string What)> failures) => string.Join('\n', failures.OrderBy(f => f.Seed).Take(20).Select(f =>
        string.Create(CultureInfo.InvariantCulture, $"seed {f.Seed}: {f.What}")))
        + string.Create(CultureInfo.InvariantCulture, $"\n{failures.Select(f => f.Seed).Distinct().Count()} seeds failed; replay one: ")
        + string.Create(CultureInfo.InvariantCulture, $"FUNNEL_SEED={failures.Select(f => f.Seed).DefaultIfEmpty().Min()} dotnet test tests/Funnel.Tests --filter {nameof(Whatever_fails_nobody_is_lost_and_nobody_is_written_to_twice)}");

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;
}
