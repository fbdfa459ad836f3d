namespace Funnel.Intake.Handed.Exports;

/// <param name="Row">Its line, row or place in the file.</param>
public sealed record ExportedComment(long Row, HandedComment Comment);

/// <summary>What a file holds, and how it was understood.</summary>
/// <param name="Encoding">Null where the format has its own.</param>
/// <param name="Columns">Names of the columns that were used.</param>
/// <param name="Ignored">Names of those that were not.</param>
/// <param name="TimeForms">How the times are written.</param>
/// <param name="Problems">Rows that cannot be read; at most a thousand of them.</param>
/// <param name="Notes">What the operator should know.</param>
public sealed record ExportedComments(
    ExportFormat Format, string? Encoding, IReadOnlyDictionary<ColumnRole, string> Columns, IReadOnlyList<string> Ignored, IReadOnlyList<ExportTimeForm> TimeForms,
    IReadOnlyList<ExportedComment> Comments, IReadOnlyList<ExportProblem> Problems, IReadOnlyList<ExportNote> Notes);
