using System.Globalization;

namespace Funnel.Reasons;

/// <content>Every reason there is, with what it takes: the closed set of codes. What they mean stands in <see cref="ReasonWords.English"/>.</content>
public sealed partial record Reason
{
    /// <summary>What an earlier version wrote, or a person: shown as it is.</summary>
    public static Reason Text(string text) => Of("text", ("text", text));

    // What a platform, or the connector to it, said
    public static Reason PlatformFailure(string kind, string code, string message) => Of("platform-failure", ("kind", kind), ("code", code), ("message", message));

    // Why a command is not legal now
    public static Reason NoLead { get; } = Of("no-lead");
    public static Reason NotWanted(string effect) => Of("not-wanted", ("effect", effect));
    public static Reason EffectIs(string effect, Enum status) => Of("effect-is", ("effect", effect), ("status", status.ToString()));
    public static Reason IllegalMove(string effect, Enum status, Enum to) => Of("illegal-move", ("effect", effect), ("status", status.ToString()), ("to", to.ToString()));
    public static Reason NotDue(string effect, DateTimeOffset at) => Of("not-due", ("effect", effect), ("at", at.ToString("O", CultureInfo.InvariantCulture)));
    public static Reason StaleAttempt(string effect, string? attempt) => Of("stale-attempt", ("effect", effect), ("attempt", attempt ?? ""));
    public static Reason NeverTwice(string effect) => Of("never-twice", ("effect", effect));
    public static Reason MayHaveBeenSent(string effect) => Of("may-have-been-sent", ("effect", effect));
    public static Reason NotParked(string effect, Enum status) => Of("not-parked", ("effect", effect), ("status", status.ToString()));
    public static Reason BeingSent(string effect) => Of("being-sent", ("effect", effect));
    public static Reason NoSentReply(string effect) => Of("no-sent-reply", ("effect", effect));
    public static Reason ChatWindowClosed { get; } = Of("chat-window-closed");
    public static Reason ChatAllowanceUsed { get; } = Of("chat-allowance-used");
    public static Reason CodeExpired { get; } = Of("code-expired");
    public static Reason StillUnderWay { get; } = Of("still-under-way");
    public static Reason NotShownYet { get; } = Of("not-shown-yet");
    public static Reason NoCodeToReplay { get; } = Of("no-code-to-replay");

    // How an effect goes
    public static Reason Attempt(int number) => Of("attempt", ("number", Number(number)));
    public static Reason Look(int number) => Of("look", ("number", Number(number)));
    public static Reason FailedOften(int times, Reason cause) => Of("failed-often", ("times", Number(times))) with { Cause = cause };
    public static Reason WaitsForPersonToWrite { get; } = Of("waits-for-person-to-write");
    public static Reason ObjectGone { get; } = Of("object-gone");
    public static Reason PersonDeclined { get; } = Of("person-declined");
    public static Reason DoNotContact(string source, string account, DateTimeOffset at) =>
        Of("do-not-contact", ("source", source), ("account", account), ("at", at.ToString("O", CultureInfo.InvariantCulture)));
    public static Reason RefusedAndAdded { get; } = Of("refused-and-added");
    public static Reason RefusalLifted { get; } = Of("refusal-lifted");
    public static Reason AskedAfterLift { get; } = Of("asked-after-lift");
    public static Reason AskedAfterAll { get; } = Of("asked-after-all");
    public static Reason AskedAfterHidden { get; } = Of("asked-after-hidden");
    public static Reason NotSaidInTime { get; } = Of("not-said-in-time");
    public static Reason AlreadyContact { get; } = Of("already-contact");
    public static Reason GivenUp { get; } = Of("given-up");
    public static Reason PlatformReceipt { get; } = Of("platform-receipt");
    public static Reason CameByItsLink { get; } = Of("came-by-its-link");
    public static Reason NeverSettled { get; } = Of("never-settled");
    public static Reason OutcomeUnknown { get; } = Of("outcome-unknown");
    public static Reason OutcomeUnproven(Reason cause) => Of("outcome-unproven") with { Cause = cause };
    public static Reason ClockSetBack { get; } = Of("clock-set-back");
    public static Reason StoodStill { get; } = Of("stood-still");
    public static Reason WorkFailed { get; } = Of("work-failed");

    // What may have been done in a time of which nothing is stored
    public static Reason MayBeAnswered { get; } = Of("may-be-answered");
    public static Reason AnswerUnproven(Reason cause) => Of("answer-unproven") with { Cause = cause };
    public static Reason MayBeHidden { get; } = Of("may-be-hidden");
    public static Reason MessageMayBeLost { get; } = Of("message-may-be-lost");
    public static Reason WelcomeMayBeLost { get; } = Of("welcome-may-be-lost");

    // What operators decide about what waits for them
    public static Reason NotPossible { get; } = Of("not-possible");
    public static Reason NotAnInquiry { get; } = Of("not-an-inquiry");
    public static Reason PutBack { get; } = Of("put-back");
    public static Reason NothingToPutBack(string effect, Enum status) => Of("nothing-to-put-back", ("effect", effect), ("status", status.ToString()));
    public static Reason TooLateToPutBack(DateTimeOffset at) => Of("too-late-to-put-back", ("at", at.ToString("O", CultureInfo.InvariantCulture)));
    public static Reason CommentHidden { get; } = Of("comment-hidden");
    public static Reason CommentUnhidden { get; } = Of("comment-unhidden");
    public static Reason CommentWasHidden { get; } = Of("comment-was-hidden");
    public static Reason NoSuchComment { get; } = Of("no-such-comment");
    public static Reason HidingUnknown(Reason cause) => Of("hiding-unknown") with { Cause = cause };
    public static Reason AddedByHand { get; } = Of("added-by-hand");
    public static Reason AddedTakenBack { get; } = Of("added-taken-back");
    public static Reason NotAnsweredYet { get; } = Of("not-answered-yet");
    public static Reason NotAddedByHand { get; } = Of("not-added-by-hand");
    public static Reason ArrivalIsTold(string connector) => Of("arrival-is-told", ("connector", connector));
    public static Reason TaskTaken(string by, DateTimeOffset until) => Of("task-taken", ("by", by), ("until", until.ToString("O", CultureInfo.InvariantCulture)));
    public static Reason TaskDecided(string effect, Enum status, string by, DateTimeOffset at) =>
        Of("task-decided", ("effect", effect), ("status", status.ToString()), ("by", by), ("at", at.ToString("O", CultureInfo.InvariantCulture)));
    public static Reason TaskOver(string effect, Enum status) => Of("task-over", ("effect", effect), ("status", status.ToString()));
    public static Reason TaskChanged(string effect) => Of("task-changed", ("effect", effect));
    public static Reason NotForThisTask(string effect) => Of("not-for-this-task", ("effect", effect));

    // What a replay does
    public static Reason SendsAgain { get; } = Of("sends-again");
    public static Reason LooksFirst { get; } = Of("looks-first");
    public static Reason SaidUnsent { get; } = Of("said-unsent");
    public static Reason NoWindowToReplay { get; } = Of("no-window-to-replay");
    public static Reason ReadBudgetSpent { get; } = Of("read-budget-spent");
    public static Reason WindowMissed { get; } = Of("window-missed");
    public static Reason ChatOpenedAgain { get; } = Of("chat-opened-again");
    public static Reason NothingSelected { get; } = Of("nothing-selected");
    public static Reason CommentNotParked(string comment) => Of("comment-not-parked", ("comment", comment));
    public static Reason KeyReused(string replay) => Of("key-reused", ("replay", replay));

    // The welcome and its code
    public static Reason NoWelcomeCode { get; } = Of("no-welcome-code");
    public static Reason WelcomeCodeUnused { get; } = Of("welcome-code-unused");
    public static Reason WelcomeCodeEnded { get; } = Of("welcome-code-ended");
    public static Reason WelcomeUnknown(Reason cause) => Of("welcome-unknown") with { Cause = cause };
    public static Reason WelcomeFailed(Reason cause) => Of("welcome-failed") with { Cause = cause };

    // Accounts, and what was configured once
    public static Reason OfferRemoved(string offer) => Of("offer-removed", ("offer", offer));
    public static Reason WordingRefused(string offer, string wording, string rule, string found) =>
        Of("wording-refused", ("offer", offer), ("wording", wording), ("rule", rule), ("found", found));
    public static Reason AccountRemoved(string account) => Of("account-removed", ("account", account));
    public static Reason AccountUnknown(string account) => Of("account-unknown", ("account", account));
    public static Reason AccountPaused { get; } = Of("account-paused");
    public static Reason AccountSwitchedOff(string account) => Of("account-switched-off", ("account", account));
    public static Reason GrantEnded(Reason cause) => Of("grant-ended") with { Cause = cause };

    // What cannot be done by API, or not as it is configured
    public static Reason CannotReadComments(string account) => Of("cannot-read-comments", ("account", account));
    public static Reason CannotListReplies(string account) => Of("cannot-list-replies", ("account", account));
    public static Reason CannotReply(string account) => Of("cannot-reply", ("account", account));
    public static Reason CannotChat(string account) => Of("cannot-chat", ("account", account));
    public static Reason CannotHide(string account) => Of("cannot-hide", ("account", account));
    public static Reason CannotUnhide(string account) => Of("cannot-unhide", ("account", account));
    public static Reason NotGranted(string account, string scope) => Of("not-granted", ("account", account), ("scope", scope));
    public static Reason CannotRenewAccess(string account) => Of("cannot-renew-access", ("account", account));
    public static Reason CannotWelcome(string connector) => Of("cannot-welcome", ("connector", connector));
    public static Reason NobodyWelcomes { get; } = Of("nobody-welcomes");
    public static Reason NoLinksInReplies(string account) => Of("no-links-in-replies", ("account", account));

    public static Reason NotConnected(string account) => Of("not-connected", ("account", account));

    public static Reason ConnectedAsOther(string account, string user) => Of("connected-as-other", ("account", account), ("user", user));

    public static Reason InvitesByHand(string account) => Of("invites-by-hand", ("account", account));

    public static Reason FollowsByHand(string account) => Of("follows-by-hand", ("account", account));

    // Groups and friends
    internal const string TooFewFriendsCode = "too-few-friends";

    public static Reason GroupByHand(string group) => Of("group-by-hand", ("group", group));
    public static Reason NoGroup(string offer) => Of("no-group", ("offer", offer));
    public static Reason InGroup { get; } = Of("in-group");
    public static Reason ContactGone { get; } = Of("contact-gone");
    public static Reason NoReferral(string offer) => Of("no-referral", ("offer", offer));
    public static Reason RewardByHand(int friends) => Of("reward-by-hand", ("friends", Number(friends)));
    public static Reason RewardMayBeGiven { get; } = Of("reward-may-be-given");
    public static Reason TooFewFriends(int counted, int needed) => Of(TooFewFriendsCode, ("counted", Number(counted)), ("needed", Number(needed)));
    public static Reason AnotherFriend { get; } = Of("another-friend");
    public static Reason FriendIsSelf { get; } = Of("friend-is-self");
    public static Reason FriendUnknown { get; } = Of("friend-unknown");
    public static Reason FriendKnownBefore { get; } = Of("friend-known-before");
    public static Reason FriendOfOtherOffer(string offer) => Of("friend-of-other-offer", ("offer", offer));
    public static Reason FriendLeft { get; } = Of("friend-left");

    public static Reason NoCard(string account) => Of("no-card", ("account", account));
    public static Reason PictureNeedsPage(string path) => Of("picture-needs-page", ("path", path), ("setting", "outreach.landingUrl"));
    public static Reason HandedOnByHand(string path) => Of("handed-on-by-hand", ("path", path));
    public static Reason NoContactPath { get; } = Of("no-contact-path");
    public static Reason ContactPathOff(string offer, string path) => Of("contact-path-off", ("offer", offer), ("path", path));
    public static Reason ContactPathUnclear(string offer, string paths) => Of("contact-path-unclear", ("offer", offer), ("paths", paths));

    // Why something is held until it may be sent
    public static Reason KeepsPace { get; } = Of("keeps-pace");
    public static Reason HourIsFull(DateTimeOffset until) => Of("hour-is-full", ("until", until.ToString("O", CultureInfo.InvariantCulture)));
    public static Reason DayIsFull(DateTimeOffset until) => Of("day-is-full", ("until", until.ToString("O", CultureInfo.InvariantCulture)));
    public static Reason QuietHours(DateTimeOffset until) => Of("quiet-hours", ("until", until.ToString("O", CultureInfo.InvariantCulture)));
    public static Reason PersonHasEnough(int most) => Of("person-has-enough", ("most", Number(most)));
    public static Reason Surge(int count, double usual) => Of("surge", ("count", Number(count)), ("usual", usual.ToString("0.#", CultureInfo.InvariantCulture)));
    public static Reason ManyRefused(double share) => Of("many-refused", ("share", share.ToString("P0", CultureInfo.InvariantCulture)));
    public static Reason RepliesHeld(string account) => Of("replies-held", ("account", account));
    public static Reason DryRun(string account) => Of("dry-run", ("account", account));

    // What a look at the thread of a reply proves
    public static Reason ListedByReceipt { get; } = Of("listed-by-receipt");
    public static Reason ListedAsOurs { get; } = Of("listed-as-ours");
    public static Reason ListedPerhaps { get; } = Of("listed-perhaps");
    public static Reason ListIncomplete { get; } = Of("list-incomplete");
    public static Reason ListTooLong { get; } = Of("list-too-long");
    public static Reason ThreadUnknown { get; } = Of("thread-unknown");
    public static Reason CommentNotListed { get; } = Of("comment-not-listed");
    public static Reason NotListedYet { get; } = Of("not-listed-yet");
    public static Reason NoneRecognised { get; } = Of("none-recognised");
    public static Reason AcceptedNotListed { get; } = Of("accepted-not-listed");
    public static Reason RepliesHidden { get; } = Of("replies-hidden");
    public static Reason TooFewSeen { get; } = Of("too-few-seen");
    public static Reason LookedTooLate { get; } = Of("looked-too-late");
    public static Reason NotListed { get; } = Of("not-listed");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
