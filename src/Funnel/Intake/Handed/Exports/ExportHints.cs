namespace Funnel.Intake.Handed.Exports;

/// <summary>What whoever hands a file over knows of it.</summary>
/// <param name="Columns">Columns by what they hold, where their names do not say it.</param>
/// <param name="Video">The video of rows that name none.</param>
/// <param name="At">When the file was made: relative times count from it. Null for the time of the file itself.</param>
/// <param name="Offset">The offset from UTC of local times.</param>
public sealed record ExportHints(IReadOnlyDictionary<ColumnRole, string> Columns, string? Video = null, DateTimeOffset? At = null, TimeSpan? Offset = null)
{
    /// <summary>Rows have <see cref="At"/> for their time where no column holds it: somebody said so.</summary>
    public bool IsTimeGiven { get; init; }

    /// <summary>How text that is no JSON is laid out.</summary>
    public ExportShape Shape { get; init; }

    /// <summary>That of China, where most of these files are made.</summary>
    public static readonly TimeSpan UsualOffset = TimeSpan.FromHours(8);

    public static ExportHints None { get; } = new(new Dictionary<ColumnRole, string>());
}

/// <summary>How text is laid out.</summary>
public enum ExportShape
{
    /// <summary>Columns with their names above them.</summary>
    Table,

    /// <summary>A comment a line, or the lines of a web page: who, what, and when as far as they say it.</summary>
    Lines,

    /// <summary>Either: told by what stands there, as of what was pasted.</summary>
    Either,
}
