using System.Text.Json.Serialization;

namespace Funnel.Leads;

/// <summary>A time in which the person was in a group.</summary>
/// <param name="GroupId">The platform's id of the group.</param>
/// <param name="From">When they joined, by the platform.</param>
/// <param name="To">When they left or were removed; null while they have not.</param>
public sealed record GroupStay(string GroupId, DateTimeOffset From, DateTimeOffset? To = null)
{
    /// <summary>Stays kept per lead: the first, and the latest of the others.</summary>
    public const int Most = 8;

    /// <summary>Nobody told when it ended: the person was missing when the group was read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FoundLate { get; init; }
}
