namespace Funnel.Leads;

/// <summary>What a link was handed out for. The names enter the keys of their tokens (<see cref="LeadToken"/>): one that was issued is never renamed.</summary>
public enum TokenKind
{
    /// <summary>The person's own way into WeChat: whoever comes by it is this lead, or somebody to whom it was passed on.</summary>
    Invitation,

    /// <summary>A link that the lead hands to friends: whoever comes by it is somebody else.</summary>
    Referral,
}
