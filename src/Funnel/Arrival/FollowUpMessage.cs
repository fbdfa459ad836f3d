using System.Text.Json;
using Funnel.Leads;
using Funnel.Measure;

namespace Funnel.Arrival;

/// <summary>Work after a step: finish a welcome and label the contact, look whether a reply is visible, or note a deletion.</summary>
/// <param name="Effect">The effect to follow up.</param>
/// <param name="Gone">A contact that deleted us and whose lead is to be found.</param>
public sealed record FollowUpMessage(LeadId? Lead, string? Effect = null, ContactId? Gone = null, int Look = 0)
{
    public const int MaxLooks = 6;

    /// <summary>When the contact deleted us.</summary>
    public DateTimeOffset? GoneAt { get; init; }

    /// <inheritdoc cref="Tracing"/>
    public string? Traceparent { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this with { Traceparent = Tracing.Traceparent(Traceparent) }, StoredJson.Plain.FollowUpMessage);

    /// <exception cref="JsonException">Not such a message.</exception>
    public static FollowUpMessage Parse(string json) => JsonSerializer.Deserialize(json, StoredJson.Plain.FollowUpMessage) ?? throw new JsonException("null is no message");
}
