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

    /// <summary>There is a group more, its name, notice or owner changed, or it is no more.</summary>
    public sealed record GroupChanged(string GroupId, GroupChange Change, DateTimeOffset At) : DestinationEvent(At);

    /// <summary>
    /// People joined a group or left it. By whose code or with whom is told by <see cref="IGroups.ReadGroup"/> alone, which is also the only way to know the members
    /// where <paramref name="From"/> is not the version that was known last.
    /// </summary>
    /// <param name="Joined">False: they left, or were removed.</param>
    /// <param name="People">Ids of contacts and of staff; none where the platform names nobody.</param>
    /// <param name="From">The version of the members that this changed; null where none is told.</param>
    /// <param name="To">The version it led to.</param>
    public sealed record GroupMembers(string GroupId, bool Joined, IReadOnlyList<string> People, string? From, string? To, DateTimeOffset At) : DestinationEvent(At)
    {
        /// <summary>Those who left were removed by the group's owner or an administrator.</summary>
        public bool WereRemoved { get; init; }

        public bool Equals(GroupMembers? other) => other is not null && At == other.At && Joined == other.Joined && WereRemoved == other.WereRemoved &&
            string.Equals(GroupId, other.GroupId, StringComparison.Ordinal) && string.Equals(From, other.From, StringComparison.Ordinal) &&
            string.Equals(To, other.To, StringComparison.Ordinal) && People.SequenceEqual(other.People, StringComparer.Ordinal);

        public override int GetHashCode() => HashCode.Combine(At, Joined, WereRemoved, GroupId, From, To, People.Count);
    }

    /// <summary>Something an operator should know: quota low or used up, link unavailable or deleted.</summary>
    public sealed record Notice(string Name, string Detail, DateTimeOffset At) : DestinationEvent(At);

    /// <summary>A genuine event that this product does not use.</summary>
    public sealed record Other(string Name, DateTimeOffset At) : DestinationEvent(At);
}

/// <summary>What happened to a group.</summary>
public enum GroupChange
{
    Created,
    Dismissed,

    /// <summary>Name, notice or owner, or something the platform does not explain: its members are to be read again.</summary>
    Edited,
}
