using Funnel.Intake.Handed;

namespace Funnel.Connectors.Assist.Files;

/// <summary>What whoever hands a file over knows of it.</summary>
/// <param name="Columns">Columns by what they hold, where their names do not say it.</param>
/// <param name="Video">The video of rows that name none.</param>
/// <param name="At">When the file was made: relative times count from it. Null for the time of the file itself.</param>
/// <param name="Offset">The offset from UTC of local times.</param>
public sealed record ExportHints(IReadOnlyDictionary<ColumnRole, string> Columns, string? Video = null, DateTimeOffset? At = null, TimeSpan? Offset = null)
{
    /// <summary>Rows have <see cref="At"/> for their time where no column holds it: somebody said so.</summary>
    public bool IsTimeGiven { get; init; }

    /// <summary>That of China, where most of these files are made.</summary>
    public static readonly TimeSpan UsualOffset = TimeSpan.FromHours(8);

    public static ExportHints None { get; } = new(new Dictionary<ColumnRole, string>());
}

/// <param name="Row">Its line, row or place in the file.</param>
public sealed record ExportedComment(long Row, HandedComment Comment);

/// <summary>A row that cannot be read; the others can.</summary>
/// <param name="Place">For people: <c>line 12, column '时间'</c>.</param>
/// <param name="What">What is wrong and what to do.</param>
public sealed record ExportProblem(string Place, string What);

/// <summary>What a file holds, and how it was understood.</summary>
/// <param name="Format">For people.</param>
/// <param name="Encoding">Null where the format has its own.</param>
/// <param name="RowWord">What row numbers count.</param>
/// <param name="Columns">Names of the columns that were used.</param>
/// <param name="Ignored">Names of those that were not.</param>
/// <param name="TimeForms">For people: how the times are written.</param>
/// <param name="Notes">What the operator should know.</param>
public sealed record ExportedComments(
    string Format, string? Encoding, string RowWord, IReadOnlyDictionary<ColumnRole, string> Columns, IReadOnlyList<string> Ignored, IReadOnlyList<string> TimeForms,
    IReadOnlyList<ExportedComment> Comments, IReadOnlyList<ExportProblem> Problems, IReadOnlyList<string> Notes);
