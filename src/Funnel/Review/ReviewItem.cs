using System.Text.Json.Serialization;
using Funnel.Connectors;
using Funnel.Triage;

namespace Funnel.Review;

/// <summary>A comment that a person has to decide on.</summary>
/// <param name="OfferId">The offer that would answer; null when the operator has to choose.</param>
public sealed record ReviewItem(int Schema, string Id, string AccountId, Comment Comment, float P, InquiryKind Kind, [property: JsonPropertyName("rung")] Tier Tier, string? OfferId, DateTimeOffset At)
{
    /// <summary>What an operator decided and may not be carried out yet; null while nobody did.</summary>
    public ReviewDecision? Decided { get; init; }
}

/// <param name="OfferId">What answers the inquiry; null for chatter.</param>
/// <param name="By">Who decided it.</param>
public sealed record ReviewDecision(bool Inquiry, string? OfferId, string By);
