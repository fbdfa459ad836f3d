using System.Collections.Immutable;
using Funnel.Leads;
using Funnel.Reasons;

namespace Funnel.Replay;

public enum ReplayState
{
    /// <summary>Nobody has begun with it.</summary>
    Queued = 1,

    Running,

    /// <summary>All that was selected had its turn.</summary>
    Done,

    /// <summary>Somebody cancelled it: what was not begun is not begun.</summary>
    Cancelled,

    /// <summary>Its work failed again and again; what was done is in its results.</summary>
    Failed,
}

/// <summary>A replay: what is asked for, how far it is, and what it came to so far.</summary>
public sealed record ReplayHead
{
    public required string Id { get; init; }
    public required ReplayRequest Request { get; init; }

    /// <summary>Who asked for it: an operator's name, or <c>script</c>.</summary>
    public required string By { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset At { get; init; }
    public ReplayState State { get; init; } = ReplayState.Queued;
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public ReplayCounters Counters { get; init; } = ReplayCounters.None;

    /// <summary>Why it failed.</summary>
    public Reason? Why { get; init; }

    public bool IsOpen => State is ReplayState.Queued or ReplayState.Running;

    /// <summary>The attempt that <see cref="ReplayRequest.Unsent"/> speaks of: the latest there was when it was said.</summary>
    public string? AttemptId { get; init; }

    /// <summary>Hash of the key under which it was asked for; null when there was none.</summary>
    public string? Key { get; init; }

    /// <summary>When it last came forward.</summary>
    public required DateTimeOffset MovedAt { get; init; }

    /// <summary>The slice that is to be worked on. A message that names another is late, or a repeat.</summary>
    public int Slice { get; init; }

    /// <summary>Where it is to be looked on after <see cref="Plan"/>.</summary>
    public ReplayPosition Position { get; init; } = new(null, null, 0);

    /// <summary>
    /// Whose turn it is, written down before anything is done to them: after a crash the same people are gone through again, and what was done to them
    /// is told as it was. Null between slices.
    /// </summary>
    public ReplayPlan? Plan { get; init; }

    /// <summary>Rows of results.</summary>
    public int Rows { get; init; }

    /// <summary>Comments that were named and whose writer was not come upon yet.</summary>
    public ImmutableArray<string> Missing { get => field.IsDefault ? [] : field; init; } = [];
}

/// <summary>How far the lists were read.</summary>
/// <param name="Account">The account whose list is being read; null before the first.</param>
/// <param name="After">The last lead of that list that had its turn; null before the first.</param>
/// <param name="Index">Of people who are named, how many had their turn.</param>
public sealed record ReplayPosition(string? Account, string? After, int Index);

/// <param name="Leads">People in their order.</param>
/// <param name="End">Where it is to be looked on after them; null when nobody comes after them.</param>
/// <param name="Looked">Lines that were read to find them.</param>
public sealed record ReplayPlan(IReadOnlyList<LeadId> Leads, ReplayPosition? End, int Looked);
