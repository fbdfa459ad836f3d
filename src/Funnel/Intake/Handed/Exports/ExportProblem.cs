namespace Funnel.Intake.Handed.Exports;

/// <summary>Why a row cannot be read.</summary>
public enum ExportProblemKind
{
    NoTime,

    /// <summary>What stands there is no time that is known.</summary>
    BadTime,

    /// <summary>A program made a rounded number of the person's id, and no name stands beside it.</summary>
    LostPerson,
}

/// <summary>A row that cannot be read; the others can.</summary>
/// <param name="Row">Its number, in <paramref name="Unit"/>s.</param>
/// <param name="Column">The column's name, not longer than is shown.</param>
/// <param name="Cell">What stands there, not longer than is shown.</param>
public sealed record ExportProblem(ExportUnit Unit, long Row, string Column, ExportProblemKind Kind, string Cell);
