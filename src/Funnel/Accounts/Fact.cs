using Funnel.Connectors;

namespace Funnel.Accounts;

/// <summary>What is noted of an account, a destination or a timer.</summary>
public enum FactKind
{
    // Reads of an account.
    ListVideos,
    ListComments,
    ListReplies,

    // Sends of an account.
    Reply,
    Message,

    /// <summary>A comment came, by poll or by webhook.</summary>
    Commented,

    /// <summary>The destination was made ready, and its arrivals were read.</summary>
    ListArrivals,

    Welcome,

    /// <summary>The timer began a run, or is still at it.</summary>
    Run,

    /// <summary>An operator hid a comment of an account's, or showed it again.</summary>
    Hide,
}

/// <summary>How something went last.</summary>
/// <param name="Subject">The account's id, the destination's name, or the timer's.</param>
/// <param name="At">When it last went well; null when it never has.</param>
/// <param name="Failures">Failures in a row since.</param>
/// <param name="Since">When the first of them was.</param>
/// <param name="FailedAt">When the last of them was.</param>
/// <param name="Failure">The last one.</param>
public sealed record Fact(
    FactKind Kind, string Subject, DateTimeOffset? At = null, int Failures = 0, DateTimeOffset? Since = null, DateTimeOffset? FailedAt = null, Failure? Failure = null)
{
    /// <summary>When anything was last noted.</summary>
    internal DateTimeOffset? RecordedAt => Failures > 0 ? FailedAt : At;
}

/// <summary>A fact, and how old it is by the clocks of whoever noted it here.</summary>
/// <param name="GoodFor">How long ago it last went well; null when it never has, or nobody can say.</param>
/// <param name="RecordedFor">How long ago anything was last noted; null when nobody can say.</param>
public sealed record AgedFact(Fact Fact, TimeSpan? GoodFor, TimeSpan? RecordedFor);
