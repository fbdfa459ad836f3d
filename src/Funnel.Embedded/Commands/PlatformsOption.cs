using System.CommandLine;
using Funnel.Sandbox;

namespace Funnel.Embedded.Commands;

/// <summary>On which platforms a sandbox's people comment.</summary>
internal static class PlatformsOption
{
    private const string Name = "--platforms";

    public static Option<string> Create()
    {
        var option = new Option<string>(Name)
        {
            Description = $"Platforms on which people comment, separated by commas: {string.Join(", ", SandboxSources.Names)}.",
            DefaultValueFactory = _ => SandboxSources.Douyin,
        };
        option.Validators.Add(result =>
        {
            var names = Parse(result.Tokens.Count > 0 ? result.Tokens[0].Value : SandboxSources.Douyin);
            var wrong = names.Where(n => !SandboxSources.Names.Contains(n, StringComparer.Ordinal)).ToList();
            if (names.Count == 0 || wrong.Count > 0)
            {
                result.AddError($"{Name}: {(wrong.Count > 0 ? $"there is no '{wrong[0]}'; " : "")}name one or more of {string.Join(", ", SandboxSources.Names)}, separated by commas.");
            }
        });
        return option;
    }

    /// <summary>Each once, in the order given.</summary>
    public static IReadOnlyList<string> Parse(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
}
