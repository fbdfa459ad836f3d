namespace Funnel.Leads;

/// <summary>What happened to a lead: the journal's vocabulary.</summary>
public enum LeadEventKind
{
    Inquired = 1,
    AskedAgain,
    Claimed,
    Sent,
    SendFailed,
    OutcomeUnknown,
    FoundSent,
    FoundAbsent,
    ChatOpened,
    PersonWrote,
    Arrived,
    WelcomeCodeCame,
    Labelled,
    ReplyVisible,
    ReplyHidden,
    Parked,
    Dropped,
    Replayed,
    DoneByHand,
    Declined,
    Deleted,
    Returned,

    /// <summary>Somebody else came by the person's link; the detail is that person's lead.</summary>
    LinkPassedOn,

    /// <summary>The lead begins here: the person came by somebody else's link; the detail is that person's lead.</summary>
    CameByLink,
}

/// <summary>One event in a lead's journal.</summary>
/// <param name="By">Who or what caused it: <c>system</c>, or an operator's name.</param>
/// <param name="Stage">The stage after it, when it moved the stage.</param>
/// <param name="Detail">The reason, the text, the receipt: for a person to read.</param>
public sealed record LeadEvent(LeadEventKind Kind, DateTimeOffset At, string By, string? Effect = null, Stage? Stage = null, string? Detail = null)
{
    public string? VideoId { get; init; }
    public string? CommentId { get; init; }
    public int? Variant { get; init; }
}
