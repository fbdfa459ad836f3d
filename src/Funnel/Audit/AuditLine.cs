namespace Funnel.Audit;

/// <summary>One thing that somebody did, or that was refused to somebody. Written once, never changed; it goes when its keeping time is over.</summary>
/// <param name="By">Who: an operator's name, a script's, or <see cref="Nobody"/>. People who comment never stand here.</param>
/// <param name="What">One of <see cref="AuditActions"/>.</param>
/// <param name="On">What it was done to, by its id and its kind in front: <c>lead/…</c>, <c>offers/guide</c>, <c>session/…</c>. Never a person's name or words.</param>
public sealed record AuditLine(string By, string What, string On)
{
    /// <summary>Longest <see cref="By"/>, <see cref="On"/> and <see cref="Address"/>, in characters; what is longer is cut.</summary>
    public const int MaxName = 200;

    /// <summary>Longest <see cref="Before"/> and <see cref="After"/>, in characters; what is longer is cut, and ends in "…".</summary>
    public const int MaxValue = 4_000;

    /// <summary>Who did it where nobody said who they are.</summary>
    public const string Nobody = "-";

    /// <summary>As it was, in the words of scripts (JSON of a setting, a state's name); null where nothing was.</summary>
    public string? Before { get; init; }

    /// <summary>As it became; null where nothing is any more, or nothing changed.</summary>
    public string? After { get; init; }

    /// <summary>The network address it came from; null for what came from no network.</summary>
    public string? Address { get; init; }

    /// <summary>How often, for lines that stand for many alike; 1 for any other.</summary>
    public int Count { get; init; } = 1;

    /// <summary>When; set by <see cref="AuditLog"/> where it is not given.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Makes writing it again harmless: a line with this id and time is there once. Null for what is written by hand, once.</summary>
    public string? Id { get; init; }
}
