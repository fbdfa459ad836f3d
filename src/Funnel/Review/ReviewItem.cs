using System.Text.Json.Serialization;
using Funnel.Connectors;
using Funnel.Leads;
using Funnel.Triage;

namespace Funnel.Review;

/// <summary>A comment that a person has to decide on.</summary>
/// <param name="OfferId">The offer that would answer; null when the operator has to choose.</param>
public sealed record ReviewItem(int Schema, string Id, string AccountId, Comment Comment, float P, InquiryKind Kind, [property: JsonPropertyName("rung")] Tier Tier, string? OfferId, DateTimeOffset At)
{
    /// <summary>What an operator decided and may not be carried out yet; null while nobody did.</summary>
    public ReviewDecision? Decided { get; init; }

    /// <summary>An operator hid the comment; null while the public may see it.</summary>
    public HiddenComment? Hidden { get; init; }
}

/// <summary>Who decided what on a comment, kept for good. Without the comment's text, which only its lead may keep.</summary>
/// <param name="Id">The <see cref="ReviewItem.Id"/>.</param>
/// <param name="OfferId">The offer that answers the inquiry; null for chatter.</param>
public sealed record ReviewDecision(int Schema, string Id, string CommentId, bool Inquiry, string? OfferId, string By, DateTimeOffset At)
{
    /// <summary>The offer of an earlier decision, which said that it is an inquiry; null when there was none.</summary>
    public string? Was { get; init; }
}
