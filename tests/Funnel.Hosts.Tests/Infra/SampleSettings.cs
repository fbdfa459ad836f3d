using System.Text.Json;

namespace Funnel.Hosts.Tests.Infra;

/// <summary>The values of <c>local.settings.sample.json</c>.</summary>
internal static class SampleSettings
{
    public static IReadOnlyDictionary<string, string> All { get; } = JsonDocument.Parse(Repository.Read("local.settings.sample.json"))
        .RootElement.GetProperty("Values").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal);

    public static IEnumerable<KeyValuePair<string, string?>> ForConfiguration() =>
        All.Select(s => KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), (string?)s.Value));
}
