namespace Funnel.Audit;

/// <summary>Who does something, and from where: for the audit.</summary>
/// <param name="Name">As they said, or as they signed in.</param>
/// <param name="Address">The network address; null for what comes from no network.</param>
public sealed record Actor(string Name, string? Address = null)
{
    /// <summary>Somebody of whom no address is known.</summary>
    public static implicit operator Actor(string name) => new(name);
}
