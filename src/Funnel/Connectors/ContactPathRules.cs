namespace Funnel.Connectors;

/// <summary>How offers name contact paths: one that is the first, and more after it.</summary>
public static class ContactPathRules
{
    /// <summary>All that are named, each once, most preferred first.</summary>
    public static IReadOnlyList<string> InOrder(string? first, IReadOnlyList<string>? more) =>
        [.. (more ?? []).Prepend(first).OfType<string>().Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Names that no contact path has.</summary>
    /// <param name="known">All there are, on or off.</param>
    /// <returns>The field and what to do, for each.</returns>
    public static IEnumerable<(string Path, string What)> Unknown(string? first, IReadOnlyList<string>? more, IReadOnlyCollection<ContactPathName> known)
    {
        var named = (more ?? []).Select((name, i) => (Path: FormattableString.Invariant($"contactPaths[{i}]"), Name: name)).Prepend((Path: "contactPath", Name: first ?? ""));
        return from path in named
               where path.Name.Length > 0 || path.Path.Length > "contactPath".Length
               where !known.Any(k => string.Equals(k.Name, path.Name, StringComparison.OrdinalIgnoreCase))
               select (path.Path, $"there is no '{path.Name}'; there are {string.Join(", ", known.Select(k => k.Name).Distinct(StringComparer.OrdinalIgnoreCase))}");
    }
}
