using Funnel.Accounts;
using Funnel.Connectors;
using Funnel.Reasons;
using Funnel.Recovery;

namespace Funnel.Leads;

/// <summary>Everything that can be told to a lead. Each carries the time it happened.</summary>
public abstract record LeadCommand(DateTimeOffset Now)
{
    /// <summary>Who caused it.</summary>
    public string By { get; init; } = "system";

    /// <summary>The person is on the do-not-contact list: noted first, so that nothing that follows is sent. Null of anybody else.</summary>
    public Refusal? Refused { get; init; }

    /// <summary>The person asked. Opens the lead when it is new. Idempotent by comment.</summary>
    public sealed record Inquire(DateTimeOffset Now, string AccountId, string PersonId, string? Nick, Ask Ask) : LeadCommand(Now)
    {
        /// <summary>The merchant's offset from UTC, which says on what day a new lead begins.</summary>
        public TimeSpan UtcOffset { get; init; } = MerchantDays.DefaultOffset;

        /// <summary>The window that the comment opens by itself; null when it opens none.</summary>
        public ChatWindow? Window { get; init; }

        /// <summary>The reply brings the contact link along.</summary>
        public bool InvitesInReply { get; init; }

        /// <summary>Staff follows the person, which is a task.</summary>
        public bool Follows { get; init; }
    }

    /// <summary>An attempt is about to be made: exactly one claim wins.</summary>
    public sealed record Claim(DateTimeOffset Now, string EffectId, string AttemptId, string Text, int Variant) : LeadCommand(Now)
    {
        /// <summary>What was held has its turn.</summary>
        public bool HasTurn { get; init; }

        /// <summary>What the person may get in 24 hours, replies and messages together.</summary>
        public int MostInADay { get; init; } = int.MaxValue;

        /// <inheritdoc cref="Effect.CaughtUp"/>
        public int CaughtUp { get; init; }
    }

    /// <summary>It has to wait until it may be sent; a row of the account's remembers it. Idempotent.</summary>
    /// <param name="Attempts">Those that there were when it was asked: after another one the row may be gone.</param>
    public sealed record Hold(DateTimeOffset Now, string EffectId, int Attempts, Reason Why) : LeadCommand(Now);

    /// <summary>It may have been done already, in a time of which nothing is stored: it is looked for first, or parked where nobody can look.</summary>
    /// <param name="AttemptId">For the attempt that is assumed.</param>
    /// <param name="Text">What would be said now.</param>
    public sealed record Assume(DateTimeOffset Now, string EffectId, string AttemptId, CatchUp Because, string Text, RetryRules Rules) : LeadCommand(Now)
    {
        /// <summary>Whether it can be looked for.</summary>
        public bool CanReadBack { get; init; }

        /// <summary>When it was attempted at the latest, by our clock.</summary>
        public DateTimeOffset? Since { get; init; }
    }

    /// <summary>What an attempt came to.</summary>
    /// <param name="AttemptId">The claim's; null for an effect that needs none because to repeat it changes nothing.</param>
    public sealed record Settle(DateTimeOffset Now, string EffectId, string? AttemptId, Outcome<SendReceipt> Result, RetryRules Rules) : LeadCommand(Now);

    /// <summary>What a look at the platform found of an attempt with unknown outcome.</summary>
    public sealed record ReadBack(DateTimeOffset Now, string EffectId, string AttemptId, ReadBackResult Result, string? Receipt, RetryRules Rules) : LeadCommand(Now)
    {
        /// <summary>What proves it, or why nothing is proved; null when nobody could look.</summary>
        public Reason? Why { get; init; }

        /// <summary>Of an attempt that was only assumed: the comment under which it was found.</summary>
        public string? Under { get; init; }

        /// <summary>Of such a one: what it says, and in which wording variant, if in one of ours.</summary>
        public string? Said { get; init; }
        public int? Variant { get; init; }

        /// <summary>The platform asked to be left alone for so long: nobody looked, and it is no look of those that are made. Null when somebody did.</summary>
        public TimeSpan? Wait { get; init; }
    }

    /// <summary>The person opened the chat or wrote in it. Idempotent by the window's message.</summary>
    public sealed record OpenChat(DateTimeOffset Now, ChatWindow Window, string? Text) : LeadCommand(Now);

    /// <summary>The platform's receipt of a chat message from us.</summary>
    public sealed record ChatReceipt(DateTimeOffset Now, string ConversationId, string MessageId, string? Text) : LeadCommand(Now);

    /// <summary>The person became a contact. Idempotent; a code that comes later is used if the welcome is still owed.</summary>
    /// <param name="CodeExpiresAt">When the welcome code ends.</param>
    /// <param name="At">When it happened; null when it was found in a list, which goes on naming those who deleted us.</param>
    public sealed record Arrive(DateTimeOffset Now, ContactId Contact, string? WelcomeCode, DateTimeOffset? CodeExpiresAt, DateTimeOffset? At) : LeadCommand(Now)
    {
        /// <summary>Name of the connector by which the contact is reached.</summary>
        public string? Via { get; init; }

        /// <summary>Whether it welcomes only with a code that came with the arrival.</summary>
        public bool NeedsCode { get; init; } = true;

        /// <summary>Opens a lead for somebody who came by this other person's link; null when the link is the lead's own.</summary>
        public Lead? LinkOf { get; init; }

        /// <summary>See <see cref="Inquire.UtcOffset"/>.</summary>
        public TimeSpan UtcOffset { get; init; } = MerchantDays.DefaultOffset;

        /// <summary>What was stored was lost a while ago: the person was invited, though nothing says so, and may have been welcomed already.</summary>
        public bool IsAfterLoss { get; init; }

        /// <summary>So long after becoming a contact, staff invites into the group who is not in it; null when nobody does.</summary>
        public TimeSpan? GroupTaskAfter { get; init; }

        /// <summary>What the person is promised for friends; null when nothing.</summary>
        public ReferralTerms? Terms { get; init; }
    }

    /// <summary>An operator says that the person, who was answered before, was added where no event tells it. Idempotent; an arrival that is told later takes its place.</summary>
    public sealed record AddedByHand(DateTimeOffset Now) : LeadCommand(Now);

    /// <summary>That the operator said so was a mistake. Only for <see cref="HandDecision.TakenBackWithin"/>, and while nobody was welcomed. Idempotent.</summary>
    public sealed record NotAdded(DateTimeOffset Now) : LeadCommand(Now);

    /// <summary>Somebody else came by the person's link, and is a lead of their own. Idempotent.</summary>
    public sealed record LinkPassedOn(DateTimeOffset Now, LeadId Friend) : LeadCommand(Now)
    {
        /// <summary>What the person is promised for friends; null when nothing.</summary>
        public ReferralTerms? Terms { get; init; }

        /// <summary>What was stored was lost a while ago: what is promised may have been given already.</summary>
        public bool IsAfterLoss { get; init; }
    }

    /// <summary>Somebody opened the page behind the person's contact link. Idempotent: the first time counts.</summary>
    public sealed record OpenLink(DateTimeOffset Now) : LeadCommand(Now);

    /// <summary>The person deleted us.</summary>
    /// <param name="At">When it happened: events come late and out of order.</param>
    public sealed record Leave(DateTimeOffset Now, ContactId Contact, DateTimeOffset At) : LeadCommand(Now)
    {
        /// <summary>Nobody told when: it is at <see cref="At"/> that it became known.</summary>
        public bool IsFoundLate { get; init; }
    }

    /// <summary>The person is in a group. Idempotent.</summary>
    /// <param name="At">When they joined.</param>
    public sealed record JoinGroup(DateTimeOffset Now, string GroupId, DateTimeOffset At) : LeadCommand(Now)
    {
        /// <summary>They were seen in it: no event is late then.</summary>
        public bool IsSeen { get; init; }
    }

    /// <summary>The person left a group, or was removed. Idempotent.</summary>
    /// <param name="At">When it happened: events come late and out of order.</param>
    public sealed record LeaveGroup(DateTimeOffset Now, string GroupId, DateTimeOffset At) : LeadCommand(Now)
    {
        /// <summary>Nobody told: they were missing at <see cref="At"/>.</summary>
        public bool IsFoundLate { get; init; }
    }

    /// <summary>A later look at the reply list.</summary>
    public sealed record ReplySeen(DateTimeOffset Now, string EffectId, bool Visible) : LeadCommand(Now);

    /// <summary>The person does not want to be written to.</summary>
    /// <param name="Said">What the person wrote; null when an operator says so, or it became known in another account.</param>
    public sealed record Decline(DateTimeOffset Now, string? Said) : LeadCommand(Now)
    {
        /// <summary>The message in the chat by which they said so; null when they said it elsewhere.</summary>
        public OpenChat? Message { get; init; }

        /// <summary>Whether they are told in the chat, once, that nothing more comes. For the chat in which they said it alone.</summary>
        public bool Confirms { get; init; }
    }

    /// <summary>An operator takes the person's refusal back. What was dropped stays dropped until the person asks, or opens the chat, again.</summary>
    public sealed record LiftRefusal(DateTimeOffset Now) : LeadCommand(Now);

    /// <summary>It cannot go on without a person.</summary>
    public sealed record Park(DateTimeOffset Now, string EffectId, Reason Reason) : LeadCommand(Now)
    {
        /// <summary>What is to be said, ready for whoever does it by hand.</summary>
        public string? Text { get; init; }
    }

    /// <summary>An operator wants a parked effect tried again. What may have been sent is looked for first, unless its connector promises that a second time does no harm.</summary>
    public sealed record Replay(DateTimeOffset Now, string EffectId, RetryRules Rules) : LeadCommand(Now)
    {
        /// <summary>Whether an attempt of it can be looked for. What may have been sent and cannot be looked for is refused.</summary>
        public bool CanReadBack { get; init; }

        /// <summary>The operator knows that an attempt came to nothing, and answers for it.</summary>
        public bool Unsent { get; init; }

        /// <summary>The attempt that <see cref="Unsent"/> speaks of; null for the latest, whichever it is.</summary>
        public string? AttemptId { get; init; }

        /// <summary>The replay that this is a part of: what it ran again it does not run a second time. Empty for one by itself.</summary>
        public string ReplayId { get; init; } = "";
    }

    /// <summary>An operator did it by hand.</summary>
    public sealed record DoneByHand(DateTimeOffset Now, string EffectId) : LeadCommand(Now);

    /// <summary>An operator gives an effect up.</summary>
    public sealed record GiveUp(DateTimeOffset Now, string EffectId) : LeadCommand(Now)
    {
        /// <summary>Why.</summary>
        public Reason Why { get; init; } = Reason.GivenUp;
    }

    /// <summary>What was wanted is not to be done any more. Idempotent.</summary>
    public sealed record Drop(DateTimeOffset Now, string EffectId, Reason Why) : LeadCommand(Now);

    /// <summary>
    /// An operator says that the person asked for nothing: what is wanted in public and in the chat, and not begun, is dropped. Idempotent. Whoever asks again is answered.
    /// </summary>
    public sealed record NotInquiry(DateTimeOffset Now) : LeadCommand(Now);

    /// <summary>An operator hid the comment on its platform: a reply to it that was not begun is dropped. Idempotent; nothing for a comment that is none of those kept.</summary>
    public sealed record HideComment(DateTimeOffset Now, string CommentId) : LeadCommand(Now);

    /// <summary>An operator showed it again: the reply is as before, after <see cref="HandDecision.TakenBackWithin"/> for an operator to decide on. Idempotent.</summary>
    public sealed record UnhideComment(DateTimeOffset Now, string CommentId) : LeadCommand(Now);

    /// <summary>An operator's decision was a mistake: the effect waits for a person as before. Only for <see cref="HandDecision.TakenBackWithin"/>. Idempotent.</summary>
    public sealed record PutBack(DateTimeOffset Now, string EffectId) : LeadCommand(Now);
}

public enum ReadBackResult
{
    /// <summary>It is there.</summary>
    Found,

    /// <summary>It is not there, and the platform has had time to show it.</summary>
    Absent,

    /// <summary>Too early, or the platform did not answer: look again.</summary>
    NotYet,

    /// <summary>Nobody can tell any more.</summary>
    Impossible,

    /// <summary>What it was about is gone.</summary>
    Gone,

    /// <summary>Nobody looked, for to send it again does no harm.</summary>
    Repeatable,
}

/// <summary>Whether an effect may be sent again when nobody knows what became of it: a promise of the connector that carries it out.</summary>
public enum Repeatable
{
    /// <summary>A second time would be seen.</summary>
    Never,

    /// <summary>The platform gave a code that works once, and says when it had worked already (WeCom 41050, 41051).</summary>
    WhileCodeLives,

    /// <summary>It sets something, as tags and remarks: a second time changes nothing, so nothing is claimed before.</summary>
    Always,
}

/// <summary>How often and how far apart things are tried.</summary>
/// <param name="MaxAttempts">Attempts of one effect before it is parked.</param>
/// <param name="MaxReadBacks">Read-backs of an unknown outcome before it is parked.</param>
/// <param name="FirstDelay">Wait after the first failed attempt; doubles up to <paramref name="MaxDelay"/>.</param>
/// <param name="ReadBackAfter">How long the platform may take to show what it accepted.</param>
/// <param name="ConfirmAfter">When to look whether an accepted reply is really visible.</param>
public sealed record RetryRules(int MaxAttempts, int MaxReadBacks, TimeSpan FirstDelay, TimeSpan MaxDelay, TimeSpan ReadBackAfter, TimeSpan ConfirmAfter)
{
    /// <summary>The longest wait while the platform says "too many" or is down: when that is over everybody goes on within two minutes, however long it lasted.</summary>
    private static readonly TimeSpan MostWhileItPasses = TimeSpan.FromMinutes(2);

    /// <summary>Whatever a platform asks for, it is asked again after a day; queues keep no message for much longer.</summary>
    private static readonly TimeSpan MostAsked = TimeSpan.FromDays(1);

    /// <summary>Of the effect that is tried.</summary>
    public Repeatable Repeatable { get; init; }

    internal TimeSpan DelayAfter(int attempts, Failure failure)
    {
        if (failure.RetryAfter is { } asked)
        {
            return TimeSpan.FromTicks(Math.Clamp(asked.Ticks, 0, MostAsked.Ticks));
        }

        var factor = Math.Pow(2, Math.Clamp(attempts - 1, 0, 30));
        var most = failure.Kind is FailureKind.RateLimited or FailureKind.Transient && MaxDelay > MostWhileItPasses ? MostWhileItPasses : MaxDelay;
        return TimeSpan.FromTicks((long)Math.Min(FirstDelay.Ticks * factor, most.Ticks));
    }
}
