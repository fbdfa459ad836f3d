using Funnel.Reasons;

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

    /// <summary>An effect has to wait until it may be sent.</summary>
    Held,

    /// <summary>The page behind the person's contact link was opened for the first time.</summary>
    LinkOpened,

    /// <summary>An operator hid the person's comment from the public, or showed it again.</summary>
    CommentHidden,
    CommentUnhidden,

    /// <summary>The person came into a group, or left it; the detail is the platform's id of it.</summary>
    JoinedGroup,
    LeftGroup,
}

/// <summary>One event in a lead's journal.</summary>
/// <param name="By">Who or what caused it: <c>system</c>, or an operator's name.</param>
/// <param name="Stage">The stage after it, when it moved the stage.</param>
/// <param name="Detail">What was said or sent.</param>
public sealed record LeadEvent(LeadEventKind Kind, DateTimeOffset At, string By, string? Effect = null, Stage? Stage = null, string? Detail = null)
{
    /// <summary>Why, or how it became known.</summary>
    public Reason? Reason { get; init; }
    public string? VideoId { get; init; }
    public string? CommentId { get; init; }
    public int? Variant { get; init; }

    /// <summary>Of an event that the first schema's versions wrote, whose reason stood in <see cref="Detail"/>.</summary>
    internal LeadEvent Upgraded() => (Kind, Detail) switch
    {
        (LeadEventKind.Claimed or LeadEventKind.SendFailed or LeadEventKind.OutcomeUnknown or LeadEventKind.Parked or LeadEventKind.Dropped, { } why) =>
            this with { Detail = null, Reason = StoredReason.FromText(why) },
        (LeadEventKind.FoundSent, { } how) when StoredReason.Find(how) is { } reason => this with { Detail = null, Reason = reason }, // else it is what was sent
        _ => this,
    };
}
