namespace Funnel.Connectors;

/// <summary>Something a platform told us.</summary>
public abstract record ConnectorEvent
{
    private protected ConnectorEvent() { }
}

/// <summary>Something a source told us about one of its accounts.</summary>
/// <param name="AccountOpenId">The merchant's user on the platform.</param>
public abstract record SourceEvent(string AccountOpenId) : ConnectorEvent
{
    /// <summary>Somebody commented.</summary>
    public sealed record Commented(string AccountOpenId, Comment Comment) : SourceEvent(AccountOpenId)
    {
        /// <summary>Whom the event says it is from, when that is not the comment's <see cref="Comment.PersonId"/>: own comments are known by either.</summary>
        public string? FromId { get; init; }
    }

    /// <summary>Somebody opened the chat, or wrote in it: both open a window.</summary>
    /// <param name="Text">What was written; null when the chat was only opened or the message is no text.</param>
    /// <param name="VideoId">The video the person came from, when told.</param>
    public sealed record ChatOpened(string AccountOpenId, string PersonId, ChatWindow Window, string? Text, string? VideoId, string? Nick) : SourceEvent(AccountOpenId);

    /// <summary>The platform's receipt of a message the account sent, by API or by hand.</summary>
    /// <param name="ByUs">True when it was sent through our app's API access.</param>
    /// <param name="Text">The text, or null for a card and other kinds.</param>
    public sealed record MessageSent(string AccountOpenId, string PersonId, string ConversationId, string MessageId, string? Text, bool ByUs, DateTimeOffset At) : SourceEvent(AccountOpenId);

    /// <summary>The merchant granted or withdrew scopes.</summary>
    public sealed record AccessChanged(string AccountOpenId, bool Granted, IReadOnlyList<string> Scopes) : SourceEvent(AccountOpenId);

    /// <summary>A genuine event that this product does not use. Counted, not kept.</summary>
    public sealed record Other(string AccountOpenId, string Name) : SourceEvent(AccountOpenId);
}

/// <summary>Something told us by the system in which people arrive.</summary>
public abstract record DestinationEvent(DateTimeOffset At) : ConnectorEvent
{
    /// <summary>A person added a member of staff.</summary>
    /// <param name="State">The token that came along, unchecked. May be absent, foreign or cut.</param>
    /// <param name="WelcomeCode">Null when the platform gave none (a console welcome is configured, already chatting, already welcomed).</param>
    /// <param name="Half">The staff has not confirmed yet; the full event may follow, and calls about the contact may fail until then.</param>
    public sealed record Added(ContactId Contact, string? State, string? WelcomeCode, bool Half, DateTimeOffset At) : DestinationEvent(At);

    /// <summary>The person deleted us.</summary>
    public sealed record DeletedByPerson(ContactId Contact, DateTimeOffset At) : DestinationEvent(At);

    /// <summary>Staff deleted the person, or handed them over (no churn).</summary>
    public sealed record DeletedByStaff(ContactId Contact, bool Transfer, DateTimeOffset At) : DestinationEvent(At);

    /// <summary>Something an operator should know: quota low or used up, link unavailable or deleted.</summary>
    public sealed record Notice(string Name, string Detail, DateTimeOffset At) : DestinationEvent(At);

    /// <summary>A genuine event that this product does not use.</summary>
    public sealed record Other(string Name, DateTimeOffset At) : DestinationEvent(At);
}
