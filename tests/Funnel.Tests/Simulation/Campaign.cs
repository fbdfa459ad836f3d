using System.Diagnostics;
using System.Globalization;

namespace Funnel.Tests.Simulation;

/// <summary>Many histories, side by side on all cores, and what they came to.</summary>
internal sealed class Campaign(int first, int count)
{
    private const int MostTold = 20;

    private readonly Lock gate = new();
    private readonly List<History> failed = [];
    private readonly SortedDictionary<Incident, int> histories = [];
    private long checks;
    private int done;

    public Reached Reached { get; private set; } = Reached.Nobody;

    public TimeSpan Took { get; private set; }

    public bool Failed => failed.Count > 0;

    /// <summary>Histories in which it happened.</summary>
    public int With(Incident what) => histories.GetValueOrDefault(what);

    /// <param name="untilOneFails">No new history is begun after one has failed.</param>
    public void Run(bool untilOneFails = false)
    {
        var watch = Stopwatch.StartNew();
        Parallel.For(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, loop) =>
        {
            Add(History.Of(seed));
            if (untilOneFails && Failed)
            {
                loop.Stop();
            }
        });
        Took = watch.Elapsed;
    }

    /// <summary>Speed, what was checked, how far people came, and in how many histories each incident happened.</summary>
    public string Summary() => string.Create(
        CultureInfo.InvariantCulture,
        $"{done} seeds in {Took.TotalSeconds:F1} s, {done / Took.TotalSeconds:F0} seeds/s; {checks} checks\n{Reached}\n")
        + string.Join('\n', Enum.GetValues<Incident>().Select(i => string.Create(CultureInfo.InvariantCulture, $"{With(i),7} histories with {i}")));

    /// <summary>What broke, by seed, and the command that replays the first of them.</summary>
    public string Failures()
    {
        var ordered = failed.OrderBy(f => f.Seed).ToList();
        return string.Join('\n', ordered.SelectMany(f => f.Broken.Select(what => string.Create(CultureInfo.InvariantCulture, $"seed {f.Seed}: {what}"))).Take(MostTold))
            + string.Create(CultureInfo.InvariantCulture, $"\n{ordered.Count} seeds failed; replay one: dotnet run -c Release --project tests/Funnel.Benchmarks -- simulate --seeds 1 --from {ordered[0].Seed}");
    }

    private void Add(History history)
    {
        lock (gate)
        {
            done++;
            Reached += history.Reached;
            checks += history.Checks;
            foreach (var what in history.Incidents.Keys)
            {
                histories[what] = With(what) + 1;
            }

            if (history.Broken.Count > 0)
            {
                failed.Add(history);
            }
        }
    }
}
