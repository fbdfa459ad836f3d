using System.Text.Json.Serialization;

namespace Funnel.Recovery;

/// <summary>Why something may have been done of which nothing is stored.</summary>
public enum CatchUpCause
{
    /// <summary>The store was empty: it is a new shop's, or an old one's whose store is gone.</summary>
    New,

    /// <summary>The store had fewer commits than were confirmed: a copy was put back, or its log was lost.</summary>
    Behind,

    /// <summary>The store was empty, or another one, where one with commits had been.</summary>
    Replaced,

    /// <summary>The store was a copy: what it was copied from may have gone on.</summary>
    Copied,

    /// <summary>Nobody was there for a while. Nothing of ours is lost, but the merchant may have answered by hand.</summary>
    Gap,
}

/// <summary>A time of which it is not known what was done in it: what may have been done is looked for before it is done.</summary>
/// <param name="Since">From when; null = from the beginning.</param>
/// <param name="Until">What came later than this was certainly not answered yet; by the clock of whoever found it, until it is <see cref="InPlatformTime"/>.</param>
/// <param name="FoundAt">When it was found out: at a start.</param>
public sealed record CatchUp(CatchUpCause Cause, DateTimeOffset? Since, DateTimeOffset Until, DateTimeOffset FoundAt)
{
    /// <summary>How many the store has had, with this one: clocks are set, so that times do not tell which came first. 0 in those of versions that did not count.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Number { get; init; }

    /// <summary>
    /// <see cref="Until"/> is by the platforms' clock, as comments' times are: clocks of hosts may be a minute apart, so that what one of them wrote says nothing to another.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool InPlatformTime { get; init; }

    /// <summary>Commits of ours are missing, or may be.</summary>
    public bool IsLoss => Cause != CatchUpCause.Gap;

    /// <summary>Whether it is the other one or was found after it.</summary>
    public bool IsNotBefore(CatchUp other) => Number > other.Number || (Number == other.Number && FoundAt >= other.FoundAt);

    /// <param name="at">When a comment was written.</param>
    public bool Concerns(DateTimeOffset at) => at < Until && !(at < Since);
}
