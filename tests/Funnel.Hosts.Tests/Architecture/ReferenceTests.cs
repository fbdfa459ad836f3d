using System.Reflection;

namespace Funnel.Hosts.Tests.Architecture;

/// <summary>
/// References point one way: hosts → Console, Platforms, WeChat, Azure → Funnel. The sandbox shares nothing with what it tests. Training is for the command line
/// alone: the function app neither refers to it nor carries what it learns from.
/// </summary>
public sealed class ReferenceTests
{
    private static readonly string[] Parts = ["Funnel.Azure", "Funnel.Console", "Funnel.Connectors"];

    public static TheoryData<string, string[]> Allowed => new()
    {
        { "Funnel", [] },
        { "Funnel.Azure", ["Funnel"] },
        { "Funnel.Console", ["Funnel"] },
        { "Funnel.Connectors", ["Funnel"] },
        { "Funnel.Functions", ["Funnel", .. Parts] },
        { "Funnel.Embedded", ["Funnel", "Funnel.Functions", "Funnel.Sandbox", "Funnel.Triage.Training", .. Parts] },
        { "Funnel.Sandbox", [] },
        { "Funnel.Triage.Training", ["Funnel"] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_project_refers_only_to_what_stands_below_it(string name, string[] allowed)
    {
        var refers = Assembly.Load(name).GetReferencedAssemblies().Select(r => r.Name!).Where(r => r == "Funnel" || r.StartsWith("Funnel.", StringComparison.Ordinal));
        Assert.Empty(refers.Except(allowed));
    }

    [Fact]
    public void Only_the_adapters_know_Azure()
    {
        foreach (var name in new[] { "Funnel", "Funnel.Console", "Funnel.Connectors", "Funnel.Sandbox" })
        {
            Assert.DoesNotContain(Assembly.Load(name).GetReferencedAssemblies(), r => r.Name!.StartsWith("Azure.", StringComparison.Ordinal) || r.Name.StartsWith("Microsoft.Azure.", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void What_is_deployed_carries_the_model_and_its_words_but_nothing_to_learn_from() => Assert.Equal(
        ["Funnel.Triage.lexicon.tsv", "Funnel.Triage.model.bin", "Funnel.Triage.words.tsv"],
        Assembly.Load("Funnel").GetManifestResourceNames().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_project_has_its_place_here()
    {
        var projects = Directory.GetDirectories(Infra.Repository.Path("src"), "Funnel*").Select(d => Path.GetFileName(d)!).Where(d => File.Exists(Infra.Repository.Path("src", d, d + ".csproj")));
        Assert.Equal(projects.Order(StringComparer.Ordinal), Allowed.Select(a => (string)((object[])a)[0]).Order(StringComparer.Ordinal));
    }
}
