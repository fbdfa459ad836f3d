namespace Funnel.Sandbox;

/// <summary>The names of what can go wrong on purpose.</summary>
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

    public static IReadOnlyList<string> Names { get; } =
        [LostAnswer, Error500, TooMany, Slow, DuplicateCallback, LateCallback, DroppedCallback, TokenRevoked, ReplyAuditedAway];

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
