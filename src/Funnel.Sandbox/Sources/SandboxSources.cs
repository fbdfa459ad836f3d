using Funnel.Sandbox.Assist;
using Funnel.Sandbox.Douyin;
using Funnel.Sandbox.Instagram;
using Funnel.Sandbox.Kuaishou;
using Funnel.Sandbox.OceanEngine;
using Funnel.Sandbox.Sources;
using Funnel.Sandbox.TikTok;
using Funnel.Sandbox.YouTube;

namespace Funnel.Sandbox;

/// <summary>The platforms that a sandbox can carry, by name. Each has one merchant account.</summary>
public static class SandboxSources
{
    /// <summary>The one that a sandbox has when nobody says which.</summary>
    public const string Douyin = "douyin";

    private static readonly (string Name, Func<SourceKit, ISource> Create)[] All =
    [
        (Douyin, kit => new DouyinSource(kit)),
        ("oceanengine", kit => new OceanEngineSource(kit)),
        ("kuaishou", kit => new KuaishouSource(kit)),
        ("instagram", kit => new InstagramSource(kit)),
        ("tiktok", kit => new TikTokSource(kit)),
        ("youtube", kit => new YouTubeSource(kit)),
        ("assist", kit => new AssistSource(kit)),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(source => source.Name)];

    /// <summary>The id of its account in a host's configuration.</summary>
    public static string AccountOf(string name) => string.Equals(name, Douyin, StringComparison.Ordinal) ? "sandbox-shop" : "sandbox-" + name;

    internal static ISource Create(SourceKit kit) => All.First(source => string.Equals(source.Name, kit.Name, StringComparison.Ordinal)).Create(kit);

    internal static IEnumerable<string> Problems(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            yield return $"at least one source is needed; there are {string.Join(", ", Names)}";
        }

        foreach (var name in names.Where(name => !Names.Contains(name, StringComparer.Ordinal)))
        {
            yield return $"unknown source '{name}'; the sources are {string.Join(", ", Names)}";
        }

        foreach (var twice in names.GroupBy(name => name, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            yield return $"source '{twice.Key}' is named more than once";
        }
    }
}
