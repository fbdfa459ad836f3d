using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Replay;

/// <summary>What becomes of one thing that was to be run again; in a dry run, what would.</summary>
public enum ReplayOutcome
{
    /// <summary>It is sent again: queued for it, and from there on it is work like any other.</summary>
    Send = 1,

    /// <summary>It may have been sent: it is looked for first, and sent only when it is certain that it is not there.</summary>
    Look,

    /// <summary>Not now; <see cref="ReplayItem.Why"/> says why. It goes on waiting for a person.</summary>
    Refused,

    /// <summary>There is no such person, or nothing parked of whoever wrote the comment.</summary>
    NotFound,
}

/// <summary>One result of a replay.</summary>
/// <param name="Lead">Null where nobody is known by the comment.</param>
/// <param name="Effect">The effect's id; null where there is none.</param>
/// <param name="Why">What comes of it, or why nothing does.</param>
public sealed record ReplayItem(LeadId? Lead, string? Effect, ReplayOutcome Outcome, Reason Why)
{
    /// <summary>Why it was parked.</summary>
    public Reason? Parked { get; init; }

    /// <summary>The words that are sent, or looked for; of what a person has to do by hand, the words for that.</summary>
    public string? Text { get; init; }

    /// <summary>The contact link that goes with it.</summary>
    public Uri? Link { get; init; }

    /// <summary>What else goes with it: material, tags.</summary>
    public IReadOnlyList<string>? With { get; init; }

    /// <summary>Something is in the way at the moment, such as an account that is paused: it goes out when that has passed.</summary>
    public bool Waits { get; init; }
}
