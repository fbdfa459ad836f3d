namespace Funnel.Connectors;

/// <summary>The connectors that are switched on, by name.</summary>
/// <param name="paths">The contact paths there are, on or off.</param>
public sealed class ConnectorBook(IEnumerable<Connector> connectors, IEnumerable<ContactPathName>? paths = null)
{
    private readonly ContactPathName[] paths = [.. paths ?? []];
    private readonly Dictionary<string, Connector> connectors = connectors.ToDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<Connector> All => connectors.Values;

    public Connector? Find(string? name) => name is null ? null : connectors.GetValueOrDefault(name);

    /// <summary>Those with a capability.</summary>
    public IEnumerable<Connector> With<T>()
        where T : class => All.Where(c => c.Find<T>() is not null);

    /// <summary>
    /// The contact paths of an offer that are switched on, most preferred first: those that it names, or the only one there is that need not be named; empty when there is none, or
    /// several and none is named.
    /// </summary>
    /// <param name="names">As the offer names them, in its order.</param>
    public IReadOnlyList<Connector> PathsOf(IReadOnlyList<string> names)
    {
        var all = With<IContactPath>();
        if (names.Count == 0)
        {
            return all.Where(c => !c.Find<IContactPath>()!.MustBeNamed).Take(2).ToList() is [var only] ? [only] : [];
        }

        return [.. names.Select(Find).OfType<Connector>().Where(c => c.Find<IContactPath>() is not null).Distinct()];
    }

    /// <summary>What is wrong with the contact paths that an offer names: unknown ones, or none of them switched on.</summary>
    /// <returns>The field and what to do, for each mistake.</returns>
    public IEnumerable<(string Path, string What)> WrongPaths(string? first, IReadOnlyList<string>? more)
    {
        var unknown = ContactPathRules.Unknown(first, more, [.. paths, .. With<IContactPath>().Select(c => new ContactPathName(c.Name, c.Name))]).ToList();
        var names = ContactPathRules.InOrder(first, more);
        return unknown.Count > 0 || names.Count == 0 || PathsOf(names).Count > 0 ? unknown
            : [(first is { Length: > 0 } ? "contactPath" : "contactPaths", $"none is switched on: {string.Join(", ", names.Select(n => $"'{n}' by {SwitchOf(n)}"))}")];
    }

    private string SwitchOf(string path) => paths.FirstOrDefault(p => string.Equals(p.Name, path, StringComparison.OrdinalIgnoreCase))?.SwitchedOnBy ?? path;
}
