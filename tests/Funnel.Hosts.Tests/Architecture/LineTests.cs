using System.Text.RegularExpressions;
using Funnel.Hosts.Tests.Infra;

namespace Funnel.Hosts.Tests.Architecture;

/// <summary>Lines and files are as long as a reader can take. What stands in quotes does not count: a sentence or a message of a platform is not broken up.</summary>
public sealed partial class LineTests
{
    private const int MostChars = 200;
    private const int MostLines = 300;

    private static IEnumerable<string> Files => new[] { "src", "tests" }
        .SelectMany(folder => Directory.EnumerateFiles(Repository.Path(folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !Generated().IsMatch(file));

    [Fact]
    public void No_line_is_too_long() => Assert.Empty(Files.SelectMany(file => File.ReadLines(file)
        .Select((line, at) => (Length: Quoted().Replace(line, "").Length, At: at + 1))
        .Where(line => line.Length > MostChars)
        .Select(line => $"{file}:{line.At} has {line.Length} characters, at most {MostChars} are allowed")));

    [Fact]
    public void No_file_is_too_long() => Assert.Empty(Files.Select(file => (file, Lines: File.ReadLines(file).Count()))
        .Where(f => f.Lines > MostLines)
        .Select(f => $"{f.file} has {f.Lines} lines, at most {MostLines} are allowed"));

    [GeneratedRegex(@"[/\\](bin|obj|node_modules)[/\\]")]
    private static partial Regex Generated();

    /// <summary>Raw strings, as far as they stand on the line; then plain ones.</summary>
    [GeneratedRegex("\"\"\".*?(\"\"\"|$)|\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Quoted();
}
