using System.Globalization;

namespace Funnel.Configuration;

/// <summary>Paths of settings as an operator writes them in the file: <c>offers[0].reply</c> for <c>Funnel:Offers:0:Reply</c>.</summary>
internal static class SettingPath
{
    /// <param name="path">A path inside section <c>Funnel</c>.</param>
    public static string Written(string path) => string.Concat(path.Split(':').Select((part, i) => IsIndex(part) ? $"[{part}]" : (i == 0 ? "" : ".") + Key(part)));

    public static string Key(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>The name of the setting on Azure, where configuration comes from environment variables.</summary>
    public static string Variable(string path) => string.Join("__", path.Split(':').Prepend(FunnelOptions.Section).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    public static string Join(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";

    /// <summary>Whether a path is another one, or lies below it.</summary>
    public static bool IsAtOrBelow(string path, string other) =>
        path.StartsWith(other, StringComparison.OrdinalIgnoreCase) && (path.Length == other.Length || path[other.Length] == ':');

    private static bool IsIndex(string part) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
