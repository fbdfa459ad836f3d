using Funnel.Benchmarks.Pipeline;
using Funnel.Benchmarks.Pipeline.Stub;
using Funnel.Benchmarks.Reality;
using Funnel.Benchmarks.Replay;
using Funnel.Benchmarks.Reports;
using Funnel.Benchmarks.Simulation;
using Funnel.Benchmarks.Storage;
using Funnel.Benchmarks.Triage;

// Name → benchmark. `dotnet run -c Release --project tests/Funnel.Benchmarks -- NAME [arguments]`
var benchmarks = new Dictionary<string, Func<string[], Task>>(StringComparer.Ordinal)
{
    ["storage"] = StorageBenchmark.Run,
    ["reports"] = ReportsBenchmark.Run,
    ["effect-coverage"] = EffectCoverage.Run,
    ["replays"] = ReplayBenchmark.Run,
    ["triage"] = TriageSpeed.Run,
};

if (args is ["simulate", .. var arguments])
{
    return await SimulationRun.Run(arguments);
}

if (args is ["mutations", .. var chosen])
{
    return await MutationRun.Run(chosen);
}

if (args is ["reality", .. var trials])
{
    return await RealityRun.Run(trials);
}

if (args is ["pipeline", .. var wanted])
{
    return await PipelineRun.Run(wanted);
}

if (args is ["pipeline-stub", .. var stub])
{
    await StubServer.Run(stub);
    return 0;
}

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var benchmark))
{
    await System.Console.Error.WriteLineAsync($"Which benchmark? One of: {string.Join(", ", benchmarks.Keys)}, simulate, mutations, reality, pipeline");
    return 2;
}

await benchmark(args[1..]);
return 0;
