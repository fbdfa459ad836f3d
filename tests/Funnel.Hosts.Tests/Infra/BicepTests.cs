using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Funnel.Hosts.Tests.Infra;

/// <summary>The template compiles at strict rules, and says what it is made of.</summary>
public sealed class BicepTests(ITestOutputHelper output)
{
    [BicepFact]
    public void The_template_and_the_example_compile_without_a_warning()
    {
        var resources = Bicep.Example.Made is null ? 0 : Count(Bicep.Example.Template);
        output.WriteLine($"Bicep: {(Bicep.Example.Made is null ? "not built" : $"built {resources} resources")}, {Bicep.Example.Problems.Count} warnings");
        Assert.Empty(Bicep.Example.Problems);
    }

    /// <summary>Otherwise the test above proves nothing.</summary>
    [BicepFact]
    public void What_is_wrong_is_noticed()
    {
        var folder = Directory.CreateTempSubdirectory("funnel-bicep-").FullName;
        foreach (var file in Directory.GetFiles(Repository.Path("infra"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Repository.Path("infra"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.AppendAllText(Path.Combine(folder, "modules", "vault.bicep"), "param more object\n");
        var problems = Bicep.Build(folder).Problems;
        Assert.All(["no-unused-params", "use-user-defined-types", "BCP035"], code => Assert.Contains(problems, p => p.Contains(code, StringComparison.Ordinal)));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Every_rule_of_the_linter_stops_a_build_but_the_one_that_depends_on_the_day()
    {
        using var config = JsonDocument.Parse(Repository.Read("infra", "bicepconfig.json"), new() { CommentHandling = JsonCommentHandling.Skip });
        var rules = config.RootElement.GetProperty("analyzers").GetProperty("core").GetProperty("rules").EnumerateObject().ToList();
        Assert.Equal(["use-recent-api-versions"], rules.Where(r => r.Value.GetProperty("level").GetString() != "error").Select(r => r.Name));
        Assert.True(rules.Count > 40, $"{rules.Count} rules");
    }

    [BicepFact]
    public void Every_parameter_of_the_deployment_is_described()
    {
        var page = Repository.Read("infra", "README.md");
        foreach (var (name, parameter) in Bicep.Example.Template["parameters"]!.AsObject())
        {
            Assert.True(((string?)parameter!["metadata"]?["description"])?.Length >= 10, $"{name} has no description");
            Assert.Contains($"`{name}`", page, StringComparison.Ordinal);
        }
    }

    /// <summary>Names come from main.bicep: what a deployment would change can only be told beforehand of resources whose names are known.</summary>
    [BicepFact]
    public void Names_are_not_known_only_at_run_time()
    {
        foreach (var (name, module) in Bicep.Example.Template["resources"]!.AsObject().Where(r => (string)r.Value!["type"]! == "Microsoft.Resources/deployments"))
        {
            var names = module!["properties"]!["parameters"]!.AsObject().Where(p => p.Key.EndsWith("ame", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(names);
            Assert.All(names, n => Assert.False(((string)n.Value!["value"]!).Contains("reference(", StringComparison.Ordinal), $"{name}: {n.Key} is {n.Value}"));
        }
    }

    private static int Count(JsonNode template) => BicepBuild.In(template).Sum(r => (r["properties"] as JsonObject)?["template"] is { } module ? Count(module) : 1);
}
