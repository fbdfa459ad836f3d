namespace Funnel.Reasons;

public static partial class ReasonWords
{
    private const string ByHand = "do it by hand, then mark it done";
    private const string Removed = "is no longer configured: put it back and replay this, or " + ByHand;
    private const string Material = "send the material by hand, then mark it done";
    private const string AskStaff = "ask staff to look, then mark it done or send it by hand";
    private const string Look = "look at it, then mark it done or replay it";

    /// <summary>The words of every code in English.</summary>
    public static IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["text"] = "{text}",
        ["platform-failure"] = "{kind} ({code}): \"{message}\"",

        ["no-lead"] = "there is no such lead yet",
        ["not-wanted"] = "nothing called {effect} is wanted",
        ["effect-is"] = "{effect} is {status}",
        ["illegal-move"] = "{effect} is {status}; it cannot become {to}",
        ["not-due"] = "{effect} is not due before {at}",
        ["stale-attempt"] = "attempt {attempt} of {effect} is not the latest",
        ["never-twice"] = "{effect} must not be sent twice",
        ["may-have-been-sent"] = "{effect} may have been sent, and it cannot be looked for: mark it done or give it up, or replay it as not sent if you know that it was not",
        ["not-parked"] = "{effect} is {status}; only what is parked can be replayed",
        ["being-sent"] = "{effect} is just being sent: wait for what comes of it",
        ["no-sent-reply"] = "{effect} is not a reply that was sent",
        ["chat-window-closed"] = "the chat window is closed",
        ["chat-allowance-used"] = "the chat window's allowance is used up",
        ["code-expired"] = "its code has expired",
        ["still-under-way"] = "the attempt may still be under way",
        ["not-shown-yet"] = "the platform may not show it yet",
        ["no-code-to-replay"] = "the welcome code has ended and there is no other way to send it: have staff send the material, then mark it done",

        ["attempt"] = "attempt {number}",
        ["look"] = "look {number}",
        ["failed-often"] = "failed {times} times: {cause}",
        ["waits-for-person-to-write"] = "waits for the person to write",
        ["object-gone"] = "what it was about is gone",
        ["person-declined"] = "the person declined",
        ["do-not-contact"] = "the person is not to be contacted, in any account (source: {source}; account {account}; {at})",
        ["refused-and-added"] = "the person wants to be left alone, and added us all the same: no machine writes to them. Have staff greet them, then mark it done; or take them off the do-not-contact list",
        ["refusal-lifted"] = "an operator took the person off the do-not-contact list",
        ["asked-after-lift"] = "the person asked again after an operator took them off the do-not-contact list",
        ["already-contact"] = "already a contact",
        ["given-up"] = "given up by hand",
        ["platform-receipt"] = "the platform's receipt",
        ["came-by-its-link"] = "the person came by its link",
        ["never-settled"] = "what came of it was never written down; to send it again does no harm",
        ["outcome-unknown"] = $"nobody can tell whether it was sent: {Look}",
        ["outcome-unproven"] = $"nobody can tell whether it was sent ({{cause}}): {Look}",
        ["clock-set-back"] = "the clock was set back since the attempt: it is looked for when it has had its time again",
        ["stood-still"] = "the process stood still between claim and call, so nothing was sent",
        ["work-failed"] = "its work failed again and again (the log says how): replay it when the cause is mended",

        ["may-be-answered"] = "what was stored is lost, or nobody was there: it may have been answered already, and is looked for first",
        ["answer-unproven"] = $"what was stored is lost, or nobody was there: it may have been answered already, which could not be proved ({{cause}}): {Look}",
        ["may-be-hidden"] = "not listed, but one that was lost with what was stored may be hidden",
        ["message-may-be-lost"] = "what was stored is lost: it may have been sent already, and nobody can look. Mark it done or send it by hand; replay it as not sent if you know that it was not",
        ["welcome-may-be-lost"] = $"what was stored is lost, and no live welcome code came with the contact: the welcome may have been sent already: {AskStaff}",

        ["sends-again"] = "it is sent again",
        ["looks-first"] = "it may have been sent: it is looked for first, and sent again only when it is certain that it is not there",
        ["said-unsent"] = "somebody says that it was not sent: it is sent again",
        ["read-budget-spent"] = "this minute's calls for reading are used up (intake.callsPerMinute)",
        ["window-missed"] = "the person opened the chat, and it closed before the invitation went out: give the contact link by hand and mark it done; when the person writes again it goes out by itself",
        ["chat-opened-again"] = "the person opened the chat again",
        ["no-window-to-replay"] = "the chat window is closed, or its allowance is used up: replay it when the person has written again, or give the contact link by hand and mark it done",
        ["nothing-selected"] = "nothing that is parked of this person fits the selection",
        ["comment-not-parked"] = "nothing that is parked of whoever wrote comment {comment} in this account fits the selection",
        ["key-reused"] = "this Idempotency-Key belongs to replay {replay}, which asks for something else: send another key with another body",

        ["no-welcome-code"] = $"no live welcome code came with the contact: {Material}",
        ["welcome-code-unused"] = $"the welcome code ended before it could be used: {Material}",
        ["welcome-code-ended"] = $"the welcome code ended before anybody knew whether the welcome arrived: {AskStaff}",
        ["welcome-unknown"] = $"nobody can tell whether the welcome arrived ({{cause}}): {AskStaff}",
        ["welcome-failed"] = $"{{cause}}: {Material}",

        ["wording-refused"] = $"the wording {{wording}} of offer '{{offer}}' breaks the rule '{{rule}}' ('{{found}}'): change it and replay this, or {ByHand}",
        ["offer-removed"] = $"offer '{{offer}}' {Removed}",
        ["account-removed"] = $"account '{{account}}' {Removed}",
        ["account-unknown"] = "account '{account}' is not configured",
        ["account-paused"] = "paused in the configuration",
        ["account-switched-off"] = "paused by its switch: set 'paused' to false at /api/settings/switches/{account} to go on",
        ["grant-ended"] = "the platform ended the grant ({cause}): connect the account again",

        ["cannot-read-comments"] = $"account '{{account}}' cannot read comments by API: {ByHand}",
        ["cannot-list-replies"] = $"account '{{account}}' cannot list replies by API: {ByHand}",
        ["cannot-reply"] = $"account '{{account}}' cannot reply to comments by API: {ByHand}",
        ["cannot-chat"] = $"account '{{account}}' cannot write private messages by API: {ByHand}",
        ["cannot-renew-access"] = $"account '{{account}}' cannot renew its access by API: {ByHand}",
        ["cannot-welcome"] = $"'{{connector}}' cannot welcome anybody by API: {ByHand}",
        ["nobody-welcomes"] = $"the contact path cannot welcome anybody by API: {ByHand}",
        ["no-card"] = "account '{account}' has no card configured: give the contact link by hand, then mark it done",
        ["no-contact-path"] = "no contact path is configured: nobody can be invited",
        ["contact-path-off"] = "the contact path '{path}' of offer '{offer}' is not switched on: nobody can be invited",
        ["contact-path-unclear"] = "there are several contact paths ({paths}): offer '{offer}' has to name one in contactPath",

        ["listed-by-receipt"] = "listed under its receipt",
        ["listed-as-ours"] = "listed in our words or by us",
        ["listed-perhaps"] = "an answer is listed that may be this one or another of ours",
        ["list-incomplete"] = "the list could not be read to its end",
        ["list-too-long"] = "the thread is too long",
        ["thread-unknown"] = "it is not known under which first-level comment it would be listed",
        ["comment-not-listed"] = "the comment itself is not listed in the thread",
        ["not-listed-yet"] = "it may not be listed yet",
        ["none-recognised"] = "no reply of this account was recognised in a list so far",
        ["accepted-not-listed"] = "accepted, and not listed",
        ["replies-hidden"] = "the platform hides replies of this account: it may have been accepted and hidden",
        ["too-few-seen"] = "too few replies of this account were seen to know that none is hidden",
        ["not-listed"] = "not listed",
    };
}
