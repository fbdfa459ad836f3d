namespace Funnel.Hosts.Tests.Infra;

/// <summary>The template is whole: what it declares is used, what it uses is declared, and modules get exactly what they ask for.</summary>
public sealed class BicepTests
{
    private static readonly string[] Known =
    [
        "targetScope", "param", "var", "resource", "module", "output", "existing", "if", "for", "in", "true", "false", "null", "string", "int", "bool", "object", "array",
        "description", "secure", "allowed", "minLength", "maxLength", "minValue", "maxValue",
        "environment", "tenant", "resourceGroup", "resourceId", "subscriptionResourceId", "uniqueString", "guid", "take", "replace", "endsWith", "union", "items", "toObject",
        "cidrSubnet", "using", "json", "readEnvironmentVariable",
    ];

    [Fact]
    public void Every_name_is_declared_or_built_in()
    {
        foreach (var file in All())
        {
            string[] known = [.. Known, .. Declarations(file), .. file.Locals(), .. file == BicepFile.Example ? BicepFile.Main.Declared("param") : []];
            var unknown = file.Names().Where(n => !known.Contains(n.Text)).Select(n => $"{file.Name}({n.Line}): {n.Text}");
            Assert.Empty(unknown);
        }
    }

    [Fact]
    public void Every_parameter_and_variable_is_used()
    {
        foreach (var file in All().Where(f => f != BicepFile.Example))
        {
            var used = file.Names().CountBy(n => n.Text).ToDictionary();
            Assert.DoesNotContain(file.Declared("param").Concat(file.Declared("var")), name => used[name] < 2);
        }
    }

    [Fact]
    public void Every_parameter_of_the_deployment_is_described()
    {
        Assert.Equal(BicepFile.Main.Declared("param").Order(), BicepFile.Main.Described.Order());
        var page = Repository.Read("infra", "README.md");
        Assert.DoesNotContain(BicepFile.Main.Declared("param"), p => !page.Contains($"`{p}`", StringComparison.Ordinal));
    }

    [Fact]
    public void Modules_get_what_they_ask_for()
    {
        var calls = BicepFile.Main.Calls().ToList();
        Assert.Equal(BicepFile.Modules.Select(m => "modules/" + m.Name).Order(), calls.Select(c => c.File).Order());
        foreach (var (file, given) in calls)
        {
            Assert.Equal(BicepFile.Module(Path.GetFileNameWithoutExtension(file)).Declared("param").Order(), given.Order());
        }
    }

    [Fact]
    public void Outputs_that_are_read_exist()
    {
        foreach (System.Text.RegularExpressions.Match read in System.Text.RegularExpressions.Regex.Matches(BicepFile.Main.Text, @"(\w+)\.outputs\.(\w+)"))
        {
            Assert.Contains(read.Groups[2].Value, BicepFile.Module(read.Groups[1].Value).Declared("output"));
        }
    }

    [Fact]
    public void The_example_gives_what_has_no_default_and_nothing_unknown()
    {
        var given = BicepFile.Example.Declared("param");
        Assert.Empty(given.Except(BicepFile.Main.Declared("param")));
        Assert.Empty(BicepFile.Main.Required.Except(given));
    }

    [Theory]
    [InlineData("var a = [", "'[' has no end")]
    [InlineData("var a = 'x\n", "a string has no end")]
    [InlineData("var a = {)", "')' closes nothing")]
    public void What_is_cut_off_is_noticed(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<FormatException>(() => BicepTokens.Read(text, "a.bicep")).Message, StringComparison.Ordinal);

    private static IEnumerable<BicepFile> All() => [BicepFile.Main, BicepFile.Example, .. BicepFile.Modules];

    private static IEnumerable<string> Declarations(BicepFile file) => new[] { "param", "var", "resource", "module", "output" }.SelectMany(file.Declared);
}
