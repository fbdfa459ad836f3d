namespace Funnel.Sandbox;

/// <summary>
/// The names of what can go wrong on purpose, and of the ways in which real platforms are unkind though nothing is wrong. The latter are on
/// by default (<see cref="Usual"/>).
/// </summary>
public static class SandboxFaults
{
    /// <summary>The call is carried out, then the connection breaks without an answer.</summary>
    public const string LostAnswer = "lost-answer";

    /// <summary>HTTP 500 before anything is done; for sends in half of the cases after it was done.</summary>
    public const string Error500 = "error-500";

    /// <summary>HTTP 429, or the platform's own code for it (28003018, 45009). Nothing is done.</summary>
    public const string TooMany = "too-many";

    /// <summary>The answer takes <see cref="SandboxOptions.SlowBy"/> longer.</summary>
    public const string Slow = "slow";

    /// <summary>A callback arrives twice.</summary>
    public const string DuplicateCallback = "duplicate-callback";

    /// <summary>A callback arrives <see cref="SandboxOptions.LateBy"/> later.</summary>
    public const string LateCallback = "late-callback";

    /// <summary>A callback never arrives.</summary>
    public const string DroppedCallback = "dropped-callback";

    /// <summary>The access token of the call becomes invalid; getting a new one works.</summary>
    public const string TokenRevoked = "token-revoked";

    /// <summary>A reply is accepted, but never appears or disappears soon.</summary>
    public const string ReplyAuditedAway = "reply-audited-away";

    /// <summary>A reply stands in the reply list up to <see cref="SandboxOptions.ListLagBy"/> later than people see it.</summary>
    public const string ListLag = "list-lag";

    /// <summary>The list shows an own reply in another spelling: width, spaces, a mention before it, a character masked, the end cut.</summary>
    public const string Respell = "respell";

    /// <summary>
    /// Own replies are listed and told under other person ids than the account's open_id. The rate is the share of accounts, which is to say of
    /// seeds: one sandbox does it always or never.
    /// </summary>
    public const string OwnIdDiffers = "own-id-differs";

    /// <summary>Answers to answers are listed under the first-level comment, and nothing under the answer. The rate is the share of threads.</summary>
    public const string AnswersFlat = "answers-flat";

    /// <summary>The audit takes a reply away that was seen and listed, <see cref="SandboxOptions.AuditAfter"/> later.</summary>
    public const string AuditHides = "audit-hides";

    /// <summary>A comment (the merchant's own replies among them) is told by webhook, each up to three times.</summary>
    public const string WebhookComments = "webhook-comments";

    /// <summary>Name and text of a comment hold broken UTF-8, half an emoji, control characters, a number for a name, or a name that never ends.</summary>
    public const string BrokenText = "broken-text";

    /// <summary>
    /// The platforms' clock is ahead of this machine's, or behind it, by up to <see cref="SandboxOptions.SkewBy"/>: in all times they tell, and in their Date headers. The
    /// rate is the share of seeds.
    /// </summary>
    public const string ClockSkew = "clock-skew";

    /// <summary>Both platforms stand still for <see cref="SandboxOptions.PauseBy"/>: the call that is struck is carried out, and no call is answered until it is over.</summary>
    public const string Pause = "pause";

    public static IReadOnlyList<string> Names { get; } =
    [
        LostAnswer, Error500, TooMany, Slow, DuplicateCallback, LateCallback, DroppedCallback, TokenRevoked, ReplyAuditedAway,
        ListLag, Respell, OwnIdDiffers, AnswersFlat, AuditHides, WebhookComments, BrokenText, ClockSkew, Pause,
    ];

    /// <summary>Rates that hold unless others are given: how platforms are on an ordinary day.</summary>
    public static IReadOnlyDictionary<string, double> Usual { get; } = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        [ListLag] = 1, [Respell] = 0.1, [OwnIdDiffers] = 0.5, [AnswersFlat] = 1, [AuditHides] = 0.015, [WebhookComments] = 0.5, [BrokenText] = 0.02, [ClockSkew] = 0.5,
        [Pause] = 0.0005,
    };

    /// <summary>Rates with which nothing is wrong and nothing is unkind.</summary>
    public static IReadOnlyDictionary<string, double> None { get; } = Names.ToDictionary(name => name, _ => 0.0, StringComparer.Ordinal);

    internal static IEnumerable<string> Problems(IReadOnlyDictionary<string, double> rates)
    {
        foreach (var (name, rate) in rates)
        {
            if (!Names.Contains(name, StringComparer.Ordinal))
            {
                yield return $"unknown fault '{name}'; the faults are {string.Join(", ", Names)}";
            }
            else if (rate is not (>= 0 and <= 1))
            {
                yield return FormattableString.Invariant($"the rate of fault '{name}' must be 0 to 1, not {rate}");
            }
        }
    }
}
