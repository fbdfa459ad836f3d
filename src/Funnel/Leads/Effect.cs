using System.Text.Json.Serialization;
using Funnel.Reasons;
using Funnel.Recovery;

namespace Funnel.Leads;

/// <summary>One thing to be done to a person, once.</summary>
/// <param name="Id">Deterministic: kind, and offer where there is one per offer.</param>
public sealed record Effect(string Id, EffectKind Kind, string OfferId, EffectStatus Status)
{
    /// <summary>What the reply stands under.</summary>
    public string? VideoId { get; init; }
    public string? CommentId { get; init; }

    /// <summary>The first-level comment in whose thread the platform lists the reply: often the comment itself. Null when that is not known.</summary>
    public string? ThreadId { get; init; }

    /// <summary>Of a reply: it brings the person's own contact link along, so that it invites as well.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool CarriesLink { get; init; }

    /// <summary>The exact text of the latest attempt: what a read-back looks for.</summary>
    public string? Text { get; init; }

    /// <summary>Which wording variant was used, from 0.</summary>
    public int? Variant { get; init; }

    /// <summary>Attempts so far.</summary>
    public int Attempts { get; init; }
    public string? AttemptId { get; init; }
    public DateTimeOffset? AttemptedAt { get; init; }

    /// <summary>
    /// The latest attempt certainly came to nothing: the platform said so, a look proved it, or an operator knows. False while nobody knows, and in leads of
    /// versions that did not note it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool CameToNothing { get; init; }

    /// <summary>The latest attempt is only assumed: it may have been made, or the merchant may have answered by hand, in a time of which nothing is stored.</summary>
    public CatchUp? Assumed { get; init; }

    /// <summary>
    /// How many catch-ups there had been when the latest attempt was claimed: what they put in doubt was looked for before. Null when there was none, and in leads of
    /// versions that did not note it.
    /// </summary>
    public int? CaughtUp { get; init; }

    /// <summary>The replay that last ran it again; null when none did, and in leads of versions that did not note it.</summary>
    public string? ReplayedBy { get; init; }

    /// <summary>Attempts that there had been when it was run again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ReplayedAfter { get; init; }

    /// <summary>Not to be tried, or looked for, before.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Why it is held until it may be sent, by its account's limits or an operator's switch; it comes with a turn then. Null when it is not held, or not to be sent.</summary>
    public Reason? Held { get; init; }

    /// <summary>The platform's id of what was sent.</summary>
    public string? Receipt { get; init; }
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Whether the reply was seen in public later; null = not looked yet.</summary>
    public bool? Visible { get; init; }

    /// <summary>The code a welcome needs, and when it ends.</summary>
    public string? WelcomeCode { get; init; }
    public DateTimeOffset? CodeExpiresAt { get; init; }

    /// <summary>Why it is parked, dropped or waiting, for an operator.</summary>
    public Reason? Reason { get; init; }

    /// <summary>What an operator decided when it last waited for one; null when none did, and in leads of versions that did not note it.</summary>
    public HandDecision? Hand { get; init; }

    /// <summary>How often the outcome was looked for in vain.</summary>
    [JsonPropertyName("looks")]
    public int ReadBacks { get; init; }

    /// <summary>There was an attempt, and nobody knows that it came to nothing. What needs no claim has no attempts in this sense.</summary>
    [JsonIgnore]
    public bool MayHaveBeenSent => AttemptId is not null && !CameToNothing;

    /// <summary>It is said while the person is there, or not at all: never held, parked, looked for or tried twice.</summary>
    internal bool IsNowOrNever => Kind == EffectKind.RefusalConfirmation;

    /// <summary>How far clocks of several hosts may be apart.</summary>
    private static readonly TimeSpan HostsApart = TimeSpan.FromSeconds(5);

    /// <summary>An attempt in the future: the clock was set back since, and what was counted from the attempt says nothing any more.</summary>
    internal bool IsFromAheadOf(DateTimeOffset now) => AttemptedAt > now + HostsApart;

    /// <summary>How long it is still not to be tried or looked for; zero when it may be.</summary>
    internal TimeSpan NotDueFor(DateTimeOffset now) => Until(NotBefore, now);

    /// <summary>How long the latest attempt may still be under way, or accepted but not to be seen; zero when it may be looked for.</summary>
    internal TimeSpan UnderWayFor(DateTimeOffset now, RetryRules rules) => Until(AttemptedAt + rules.ReadBackAfter, now);

    private TimeSpan Until(DateTimeOffset? end, DateTimeOffset now) => end > now && !IsFromAheadOf(now) ? end.GetValueOrDefault() - now : TimeSpan.Zero;

    /// <summary>It was attempted, or looked for, since the catch-up began: no more has to be assumed.</summary>
    internal bool IsSettledSince(CatchUp catchUp) => Assumed?.IsNotBefore(catchUp) == true || (CaughtUp is { } count ? count >= catchUp.Number : AttemptedAt >= catchUp.FoundAt);

    /// <summary>Whether it answers this.</summary>
    internal bool IsAskedBy(Ask ask) => string.Equals(ask.OfferId, OfferId, StringComparison.Ordinal) || string.Equals(ask.CommentId, CommentId, StringComparison.Ordinal);

    /// <summary>In whose thread the answer to a comment is listed.</summary>
    internal static string? ThreadOf(Ask ask) => ask.ParentId switch { null => ask.CommentId, "" => null, var parent => parent };

    public static string ReplyId(string offerId) => "reply:" + offerId;

    public const string InviteId = "invite";
    public const string WelcomeId = "welcome";
    public const string LabelId = "label";
    public const string RefusalConfirmationId = "refusal-confirmation";
    public const string FollowId = "follow";
    public const string GroupInviteId = "group";

    public static string RewardId(string offerId) => "reward:" + offerId;
}
