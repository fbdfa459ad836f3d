namespace Funnel.Audit;

/// <summary>What stands under "what" in the audit. An action is added here, and its words in both languages of the console; a test names what is missing.</summary>
public static class AuditActions
{
    public const string SignedIn = "signed-in";
    public const string SignedOut = "signed-out";
    public const string SignInFailed = "sign-in-failed";
    public const string LinkMade = "link-made";
    public const string SessionRevoked = "session-revoked";

    /// <summary>A signed-in operator asked for what their role may not.</summary>
    public const string ActionRefused = "action-refused";

    public const string SettingChanged = "setting-changed";
    public const string SettingDeleted = "setting-deleted";

    public const string ReviewInquiry = "review-inquiry";
    public const string ReviewChatter = "review-chatter";
    public const string StepReplayed = "step-replayed";

    /// <summary>Sent again on somebody's word that it was not sent.</summary>
    public const string StepReplayedUnsent = "step-replayed-unsent";
    public const string StepDoneByHand = "step-done-by-hand";
    public const string StepGivenUp = "step-given-up";
    public const string StepNotPossible = "step-not-possible";
    public const string StepNotAnInquiry = "step-not-an-inquiry";

    /// <summary>A task was put off: it comes back by itself.</summary>
    public const string StepPutOff = "step-put-off";

    /// <summary>A decision was taken back.</summary>
    public const string StepPutBack = "step-put-back";
    public const string ReplayStarted = "replay-started";
    public const string ReplayCancelled = "replay-cancelled";
    public const string PoisonRequeued = "poison-requeued";
    public const string PersonErased = "person-erased";
    public const string RepliesResumed = "replies-resumed";
    public const string AccountConnected = "account-connected";

    /// <summary>Comments of a file, or pasted ones, were taken over; with counts.</summary>
    public const string CommentsHandedOver = "comments-handed-over";

    /// <summary>An operator said that a person was added; or took that back.</summary>
    public const string PersonAdded = "person-added";
    public const string PersonNotAdded = "person-not-added";
    public const string DoNotContactSet = "do-not-contact-set";
    public const string DoNotContactLifted = "do-not-contact-lifted";

    /// <summary>A comment was hidden from the public, or shown again.</summary>
    public const string CommentHidden = "comment-hidden";
    public const string CommentUnhidden = "comment-unhidden";

    /// <summary>A hook was paused, goes on, or is told again.</summary>
    public const string HookPaused = "hook-paused";
    public const string HookResumed = "hook-resumed";
    public const string HookReplayed = "hook-replayed";

    /// <summary>A function was called without its key, or with a wrong one.</summary>
    public const string KeyRefused = "key-refused";

    /// <summary>A webhook's signature or message was not the platform's.</summary>
    public const string WebhookRefused = "webhook-refused";

    /// <summary>All there are.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SignedIn, SignedOut, SignInFailed, LinkMade, SessionRevoked, ActionRefused, SettingChanged, SettingDeleted, ReviewInquiry, ReviewChatter,
        StepReplayed, StepReplayedUnsent, StepDoneByHand, StepGivenUp, StepNotPossible, StepNotAnInquiry, StepPutOff, StepPutBack, ReplayStarted, ReplayCancelled, PoisonRequeued,
        PersonErased, RepliesResumed, AccountConnected, CommentsHandedOver, PersonAdded, PersonNotAdded, DoNotContactSet, DoNotContactLifted, CommentHidden, CommentUnhidden,
        HookPaused, HookResumed, HookReplayed, KeyRefused, WebhookRefused,
    ];
}
