using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Funnel.Hosts.Tests.Infra;

/// <summary>The template as the real compiler reads it. Its linter runs with every build, at the rules of <c>bicepconfig.json</c>.</summary>
internal static class Bicep
{
    private static readonly string Compiler = Path.Combine(
        typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "BicepPackage").Value!, "tools", "bicep");

    private static readonly Lazy<BicepBuild> Built = new(() => Build(Repository.Path("infra")));

    /// <summary>Why nothing can be compiled here; null when it can. Under CI it must be possible.</summary>
    public static string? Missing { get; } =
        RuntimeInformation.RuntimeIdentifier == "linux-x64" || Environment.GetEnvironmentVariable("CI") == "true" ? null : "the Bicep compiler's package is for Linux on x64";

    /// <summary><c>main.bicep</c> with the example's parameters.</summary>
    public static BicepBuild Example => Built.Value;

    public static BicepBuild Build(string folder)
    {
        var start = new ProcessStartInfo(Compiler, ["build-params", Path.Combine(folder, "parameters.example.bicepparam"), "--stdout"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
        };
        using var compiler = Process.Start(start)!;
        var said = compiler.StandardError.ReadToEndAsync();
        var output = compiler.StandardOutput.ReadToEnd();
        compiler.WaitForExit();
        var problems = said.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
        return new([.. problems], compiler.ExitCode == 0 ? JsonNode.Parse(output)! : null);
    }
}

/// <summary>What the compiler said and made.</summary>
/// <param name="Problems">Its errors and warnings, one a line: <c>file(line,column) : Warning code: text</c>.</param>
internal sealed record BicepBuild(IReadOnlyList<string> Problems, JsonNode? Made)
{
    /// <summary>The deployment as ARM JSON.</summary>
    public JsonNode Template => Inner("templateJson");

    /// <summary>Values that the example gives, by parameter.</summary>
    public IReadOnlyDictionary<string, JsonNode> Given =>
        Inner("parametersJson")["parameters"]!.AsObject().ToDictionary(p => p.Key, p => p.Value!["value"]!, StringComparer.Ordinal);

    /// <summary>The template of one module, by the name that main.bicep calls it.</summary>
    public JsonNode Module(string name) => Template["resources"]![name]!["properties"]!["template"]!;

    /// <summary>A variable's value, or a part of it by its path.</summary>
    public T Variable<T>(string module, string variable) => Module(module)["variables"]![variable].Deserialize<T>()!;

    /// <summary>Resources of one type in a module.</summary>
    public IEnumerable<JsonNode> Resources(string module, string type) => In(Module(module)).Where(r => (string)r["type"]! == type);

    /// <summary>Resources that a template makes: those under names or, where nothing needs names, in a list.</summary>
    public static IEnumerable<JsonNode> In(JsonNode template) =>
        (template["resources"] is JsonObject named ? named.Select(r => r.Value!) : template["resources"]!.AsArray().Select(r => r!)).Where(r => r["existing"] is null);

    private JsonNode Inner(string name) => JsonNode.Parse((string)(Made ?? throw new InvalidOperationException(string.Join('\n', Problems)))[name]!)!;
}

/// <summary>Needs the compiler: skipped where its package cannot run.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute() => Skip = Bicep.Missing;
}
