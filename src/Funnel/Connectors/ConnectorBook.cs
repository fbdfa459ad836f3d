namespace Funnel.Connectors;

/// <summary>The connectors that are switched on, by name.</summary>
public sealed class ConnectorBook(IEnumerable<Connector> connectors)
{
    private readonly Dictionary<string, Connector> connectors = connectors.ToDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<Connector> All => connectors.Values;

    public Connector? Find(string? name) => name is null ? null : connectors.GetValueOrDefault(name);

    /// <summary>Those with a capability.</summary>
    public IEnumerable<Connector> With<T>()
        where T : class => All.Where(c => c.Find<T>() is not null);

    /// <summary>The contact path of an offer: the one that it names, or the only one there is; null when there is none, or several and none is named.</summary>
    public Connector? PathOf(string? name)
    {
        var paths = With<IContactPath>().ToList();
        return name is { Length: > 0 } ? paths.Find(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)) : paths.Count == 1 ? paths[0] : null;
    }
}
