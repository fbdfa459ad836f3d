namespace Funnel.Connectors;

/// <summary>Labels contacts for staff. Repeating a call is harmless.</summary>
public interface IContactLabels
{
    /// <summary>Adds tags by name, creating them where missing.</summary>
    Task<Outcome<Done>> Tag(ContactId contact, IReadOnlyList<string> tags, CancellationToken ct);

    /// <summary>Sets the remark staff see.</summary>
    Task<Outcome<Done>> Remark(ContactId contact, string remark, CancellationToken ct);
}
