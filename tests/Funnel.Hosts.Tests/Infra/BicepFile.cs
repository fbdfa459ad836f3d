using System.Text.RegularExpressions;

namespace Funnel.Hosts.Tests.Infra;

/// <summary>What the tests need to know of one Bicep file: its declarations, the keys of its objects, the names it uses.</summary>
internal sealed partial class BicepFile
{
    private static readonly string[] Declarations = ["param", "var", "resource", "module", "output"];

    private readonly IReadOnlyList<BicepToken> tokens;

    private BicepFile(string name, string text)
    {
        Name = name;
        Text = text;
        tokens = BicepTokens.Read(text, name);
    }

    public string Name { get; }

    public string Text { get; }

    public static BicepFile Main { get; } = Open("main.bicep");

    public static BicepFile Example { get; } = Open("parameters.example.bicepparam");

    public static IReadOnlyList<BicepFile> Modules { get; } =
        [.. Directory.GetFiles(Repository.Path("infra", "modules"), "*.bicep").Order(StringComparer.Ordinal).Select(f => Open(Path.GetFileName(f), "modules"))];

    public static BicepFile Module(string name) => Modules.Single(m => m.Name == name + ".bicep");

    /// <summary>Declared names of one kind: <c>param</c>, <c>var</c>, <c>output</c>, ….</summary>
    public IReadOnlyList<string> Declared(string kind) => [.. Lines().Where(l => l.Length > 1 && l[0].Text == kind && l[1].Kind == 'i').Select(l => l[1].Text)];

    /// <summary>Parameters without a default value.</summary>
    public IReadOnlyList<string> Required => [.. Lines().Where(l => l is [{ Text: "param" }, ..] && l.All(t => t.Kind != '=')).Select(l => l[1].Text)];

    /// <summary>Parameters right below a description.</summary>
    public IReadOnlyList<string> Described =>
        [.. Regex.Matches(Text, @"@description\('(?:[^'\\]|\\.){10,}'\)\n(?:@.*\n)*param (\w+)").Select(m => m.Groups[1].Value)];

    /// <summary>Strings in the list that a declaration is set to.</summary>
    public IReadOnlyList<string> Strings(string declared) => [.. Value(declared).Where(t => t.Kind == 's').Select(t => t.Text)];

    /// <summary>Keys of the object that a declaration is set to, with the text of those values that are strings.</summary>
    public IReadOnlyDictionary<string, string> Object(string declared)
    {
        var value = Value(declared);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 1; i < value.Count - 2; i++)
        {
            if (value[i - 1].Kind is 'l' or '{' && value[i].Kind is 'i' or 's' && value[i + 1].Kind == ':')
            {
                found[value[i].Text] = value[i + 2].Kind == 's' ? value[i + 2].Text : "";
            }
        }

        return found;
    }

    /// <summary>Keys of the object after <c>params:</c> in a module's declaration, and the file it names.</summary>
    public IEnumerable<(string File, IReadOnlyList<string> Params)> Calls() =>
        Regex.Matches(Text, @"module \w+ '([^']+)' = \{.*?params: \{\n(.*?)\n  \}", RegexOptions.Singleline)
            .Select(m => (m.Groups[1].Value, (IReadOnlyList<string>)[.. Regex.Matches(m.Groups[2].Value, @"^    (\w+):", RegexOptions.Multiline).Select(k => k.Groups[1].Value)]));

    /// <summary>Every name in an expression, those inside strings too, that is neither a key nor a property.</summary>
    public IEnumerable<BicepToken> Names() => NamesIn(tokens).Concat(tokens.Where(t => t.Kind == 's').SelectMany(t =>
        Interpolation().Matches(t.Text).SelectMany(m => NamesIn(BicepTokens.Read(m.Groups[1].Value, Name)).Select(n => n with { Line = t.Line }))));

    /// <summary>Names that loops and lambdas declare.</summary>
    public IEnumerable<string> Locals() => Regex.Matches(Text, @"\[for \(?(\w+)(?:, (\w+))?|(\w+) =>").SelectMany(m => m.Groups.Values.Skip(1)).Where(g => g.Success).Select(g => g.Value);

    private static BicepFile Open(string name, params string[] folder) => new(name, Repository.Read(["infra", .. folder, name]));

    private static IEnumerable<BicepToken> NamesIn(IReadOnlyList<BicepToken> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var before = i == 0 ? 'l' : tokens[i - 1].Kind;
            var key = before is 'l' or '{' or ',' && i + 1 < tokens.Count && tokens[i + 1].Kind == ':';
            if (tokens[i].Kind == 'i' && before != '.' && !key)
            {
                yield return tokens[i];
            }
        }
    }

    private List<BicepToken> Value(string declared)
    {
        var start = tokens.Index().First(t => t.Item.Text == declared && t.Index > 0 && Declarations.Contains(tokens[t.Index - 1].Text)).Index;
        var (depth, value) = (0, new List<BicepToken>());
        foreach (var token in tokens.Skip(start).SkipWhile(t => t.Kind != '=').Skip(1))
        {
            depth += token.Kind is '{' or '[' or '(' ? 1 : token.Kind is '}' or ']' or ')' ? -1 : 0;
            value.Add(token);
            if (depth == 0 && token.Kind == 'l')
            {
                break;
            }
        }

        return value;
    }

    private IEnumerable<BicepToken[]> Lines()
    {
        var line = new List<BicepToken>();
        foreach (var token in tokens)
        {
            if (token.Kind != 'l')
            {
                line.Add(token);
            }
            else if (line.Count > 0)
            {
                yield return [.. line];
                line.Clear();
            }
        }
    }

    [GeneratedRegex(@"\$\{((?:[^{}]|\{[^{}]*\})*)\}")]
    private static partial Regex Interpolation();
}
