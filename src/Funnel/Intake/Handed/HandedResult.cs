namespace Funnel.Intake.Handed;

/// <summary>What became of comments that were handed to us; each is counted under one of these.</summary>
/// <param name="Received">All of them.</param>
/// <param name="New">Seen for the first time, or wanted for the first time: on their way to triage, to be answered.</param>
/// <param name="Older">Seen for the first time and too old to be answered: counted.</param>
/// <param name="Known">Handed over before.</param>
/// <param name="Own">The merchant's own.</param>
/// <param name="Refused">Not taken, and why.</param>
public sealed record HandedResult(int Received, int New, int Older, int Known, int Own, IReadOnlyList<RefusedComment> Refused)
{
    /// <summary>Before the first.</summary>
    public static HandedResult None { get; } = new(0, 0, 0, 0, 0, []);

    /// <summary>With what became of those that followed.</summary>
    public HandedResult Then(HandedResult next) => new(
        Received + next.Received, New + next.New, Older + next.Older, Known + next.Known, Own + next.Own, [.. Refused, .. next.Refused.Select(r => r with { Index = r.Index + Received })]);
}

/// <param name="Index">Its place among those that were handed over, from 0.</param>
public sealed record RefusedComment(int Index, HandedProblem Problem);

/// <summary>How comments are to be taken.</summary>
/// <param name="Within">How old they may be to be answered; null for what is configured (<see cref="IntakeOptions.AnswerHandedWithin"/>).</param>
/// <param name="DryRun">Nothing is stored or queued.</param>
public sealed record HandedWish(TimeSpan? Within = null, bool DryRun = false);

/// <summary>Whether an account takes comments that are handed over.</summary>
public enum HandedAccount
{
    Takes,

    /// <summary>There is no such account.</summary>
    Unknown,

    /// <summary>Its connector reads the comments itself; handed over too, they would be known by other ids.</summary>
    ReadsItself,

    /// <summary>Its connector is off.</summary>
    Off,
}
