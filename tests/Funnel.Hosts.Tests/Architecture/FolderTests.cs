using System.Text.RegularExpressions;
using Funnel.Hosts.Tests.Infra;

namespace Funnel.Hosts.Tests.Architecture;

/// <summary>
/// Folders of the core need each other in one direction: none needs, by whatever way round, a folder that needs it. What stands in no folder puts them together, and may
/// need all. A <c>using</c> that nobody needs is a build error, so what is written is what is needed.
/// </summary>
public sealed partial class FolderTests
{
    private static readonly string Core = Repository.Path("src", "Funnel");

    private static readonly string[] Folders =
        [.. Directory.GetDirectories(Core).Select(d => Path.GetFileName(d)!).Where(d => d is not ("bin" or "obj")).Order(StringComparer.Ordinal)];

    [Fact]
    public void No_folder_of_the_core_needs_one_that_needs_it()
    {
        var left = Folders.ToDictionary(f => f, Needs, StringComparer.Ordinal);
        while (left.FirstOrDefault(f => !f.Value.Keys.Any(left.ContainsKey)).Key is { } free)
        {
            left.Remove(free);
        }

        Assert.True(left.Count == 0, "In a circle: " + string.Join("; ", left.Select(f =>
            $"{f.Key} needs {string.Join(", ", f.Value.Where(n => left.ContainsKey(n.Key)).Select(n => $"{n.Key} (in {n.Value})"))}")));
    }

    /// <summary>Folders that one needs, each with a file that shows it.</summary>
    private static Dictionary<string, string> Needs(string folder)
    {
        var needs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Core, folder), "*.cs", SearchOption.AllDirectories))
        {
            var code = Comments().Replace(File.ReadAllText(file), "");
            foreach (var other in Folders.Where(f => f != folder && Uses(code, f)))
            {
                needs.TryAdd(other, Path.GetFileName(file));
            }
        }

        return needs;
    }

    /// <summary>By a <c>using</c>, or by the name of a type behind the folder's.</summary>
    private static bool Uses(string code, string folder) => code.Contains($"using Funnel.{folder}", StringComparison.Ordinal) || Qualified().Matches(code).Any(m =>
        m.Groups["folder"].Value == folder && File.Exists(Path.Combine(Core, folder, m.Groups["type"].Value + ".cs")));

    [GeneratedRegex(@"(?<![\w.])(Funnel\.)?(?<folder>[A-Z]\w+)\.(?<type>[A-Z]\w+)")]
    private static partial Regex Qualified();

    [GeneratedRegex(@"//.*|""[^""\n]*""")]
    private static partial Regex Comments();
}
