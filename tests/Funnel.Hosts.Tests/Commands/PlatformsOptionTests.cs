using System.CommandLine;
using Funnel.Embedded.Commands;
using Funnel.Sandbox;

namespace Funnel.Hosts.Tests.Commands;

public sealed class PlatformsOptionTests
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();
    private IReadOnlyList<string>? chosen;

    private static string All => string.Join(", ", SandboxSources.Names);

    [Theory]
    [InlineData("demo", "douyin")]
    [InlineData("demo --platforms assist", "assist")]
    [InlineData("demo --platforms assist,douyin", "assist douyin")]
    [InlineData("demo --platforms assist,,douyin,assist", "assist douyin")]
    public async Task Platforms_are_named_with_commas_between(string line, string names)
    {
        Assert.Equal(CommandLine.Done, await Run(line));
        Assert.Equal(names.Split(' '), chosen);
    }

    [Theory]
    [InlineData("demo --platforms weibo", "there is no 'weibo'")]
    [InlineData("demo --platforms douyin,Assist", "there is no 'Assist'")]
    [InlineData("demo --platforms ,", "name one or more of douyin, ")]
    public async Task What_is_not_known_is_refused_with_what_is(string line, string words)
    {
        Assert.Equal(CommandLine.WrongUsage, await Run(line));
        Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
        Assert.Contains(All, error.ToString(), StringComparison.Ordinal);
        Assert.Null(chosen);
    }

    [Fact]
    public async Task Help_names_them()
    {
        await Run("demo --help");
        Assert.Contains(All, output.ToString(), StringComparison.Ordinal);
    }

    private Task<int> Run(string line) => new CommandLine([Demo], output, error, debug: false).Run(line.Split(' '), default);

    private Command Demo()
    {
        var platforms = PlatformsOption.Create();
        var command = new Command("demo", "Shows it") { platforms };
        command.SetAction(parsed => chosen = PlatformsOption.Parse(parsed.GetValue(platforms)));
        return command;
    }
}
