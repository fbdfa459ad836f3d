using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Funnel.Tests.Simulation;

namespace Funnel.Benchmarks.Simulation;

/// <summary>
/// Whether the simulation notices faults: <c>mutations [--seeds 4000] [--only TEXT]</c> builds one copy of the product with all <see cref="Mutation"/>s in it, and
/// runs histories with each of them switched on until one fails.
/// </summary>
internal static partial class MutationRun
{
    private const int UsualSeeds = 4_000;
    private const int ControlSeeds = 100;
    private const string Switch = "FUNNEL_MUTANT";

    /// <returns>0: each mutation was caught; 1: some were not, or the product fails without any; 2: the copy could not be made or built.</returns>
    public static async Task<int> Run(string[] args)
    {
        var seeds = SimulationRun.Number(args, "--seeds") ?? UsualSeeds;
        var only = Array.IndexOf(args, "--only") is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : "";
        var work = Directory.CreateTempSubdirectory("funnel-mutations-");
        try
        {
            await Say($"Building the product with {Mutation.All.Count} mutations, all switched off");
            if (await Build(work.FullName) is { } fault)
            {
                await System.Console.Error.WriteLineAsync(fault);
                return 2;
            }

            var control = await Simulate(work.FullName, "none", ControlSeeds);
            await Say($"{(control is null ? "passes" : "FAILS "),-9} without any, {ControlSeeds} seeds {control}");
            var escaped = control is null ? 0 : 1;
            foreach (var (number, mutation) in Mutation.All.Index().Where(m => m.Item.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
            {
                var caught = await Simulate(work.FullName, number.ToString(CultureInfo.InvariantCulture), seeds);
                escaped += caught is null ? 1 : 0;
                await Say($"{(caught is null ? "ESCAPES" : "caught"),-9} {mutation.Name}{(caught is null ? "" : ": " + caught)}");
            }

            return escaped == 0 ? 0 : 1;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    /// <returns>What went wrong; null when it is built, and stands in <c>bin</c>.</returns>
    private static async Task<string?> Build(string work)
    {
        var root = Root();
        var product = Path.Combine(work, "src", "Funnel");
        foreach (var file in Directory.EnumerateFiles(root))
        {
            File.Copy(file, Path.Combine(work, Path.GetFileName(file)));
        }

        Copy(Path.Combine(root, "src", "Funnel"), product, file => !Leftover().IsMatch(file));
        foreach (var (number, mutation) in Mutation.All.Index())
        {
            var path = Path.Combine(product, mutation.File);
            var code = await File.ReadAllTextAsync(path);
            if (code.Split(mutation.Code).Length != 2)
            {
                return $"{mutation.File} should hold once, and does not: {mutation.Code}";
            }

            await File.WriteAllTextAsync(path, code.Replace(mutation.Code, On().Replace(mutation.Mutated, $"Mutant.Is(\"{number}\")"), StringComparison.Ordinal));
        }

        await File.WriteAllTextAsync(Path.Combine(product, "Mutant.cs"), $$"""
            namespace Funnel;

            internal static class Mutant
            {
                private static readonly string? Active = System.Environment.GetEnvironmentVariable("{{Switch}}");

                public static bool Is(string number) => Active == number;
            }
            """);
        var (code0, output) = await Start(work, null, "build", product, "-c", "Release", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", "-o", Path.Combine(work, "mutated"), "--nologo", "-v", "quiet");
        if (code0 != 0)
        {
            return output;
        }

        var bin = Path.Combine(work, "bin");
        Copy(AppContext.BaseDirectory, bin, _ => true);
        File.Copy(Path.Combine(work, "mutated", "Funnel.dll"), Path.Combine(bin, "Funnel.dll"), overwrite: true);
        return null;
    }

    /// <returns>The first failure; null when there was none.</returns>
    private static async Task<string?> Simulate(string work, string mutant, int seeds)
    {
        var (code, output) = await Start(
            work, mutant, Path.Combine(work, "bin", "Funnel.Benchmarks.dll"), "simulate", "--seeds", seeds.ToString(CultureInfo.InvariantCulture), SimulationRun.UntilFailure);
        return code == 0 ? null : FirstFailure().Match(output) is { Success: true } failure ? failure.Value : output;
    }

    private static async Task<(int Code, string Output)> Start(string work, string? mutant, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = work,
            RedirectStandardOutput = true,
            Environment = { [Switch] = mutant },
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private static void Copy(string from, string to, Func<string, bool> wanted)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => wanted(Path.GetRelativePath(from, f))))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Funnel.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("mutations needs the source: run it from its own project");
    }

    private static Task Say(string line) => System.Console.Out.WriteLineAsync(line);

    [GeneratedRegex(@"\bOn\b")]
    private static partial Regex On();

    [GeneratedRegex(@"^(bin|obj)[\\/]")]
    private static partial Regex Leftover();

    [GeneratedRegex(@"seed \d+: .*")]
    private static partial Regex FirstFailure();
}
