namespace Funnel.Leads;

/// <summary>How it became known that a person wants to be left alone.</summary>
public enum RefusalSource
{
    /// <summary>The person wrote so under a video.</summary>
    Comment = 1,

    /// <summary>The person wrote so in the private chat.</summary>
    Chat,

    /// <summary>An operator says so.</summary>
    Operator,
}

/// <summary>That a person is not to be contacted: what is known of it without knowing who it is.</summary>
/// <param name="By"><c>system</c> where the person wrote it; else the operator's name.</param>
/// <param name="AccountId">The account in which it became known; it holds in all of the merchant's.</param>
public sealed record Refusal(DateTimeOffset At, RefusalSource Source, string By, string AccountId);
