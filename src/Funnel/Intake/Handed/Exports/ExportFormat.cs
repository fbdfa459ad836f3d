namespace Funnel.Intake.Handed.Exports;

/// <summary>What a file turned out to be.</summary>
public enum ExportFormat
{
    /// <summary>Text in columns, by what stands between them.</summary>
    Comma,
    Semicolon,
    Tab,
    Bar,

    /// <summary>An Excel workbook.</summary>
    Workbook,
    Json,

    /// <summary>A JSON object a line.</summary>
    JsonLines,

    /// <summary>Lines without columns.</summary>
    Lines,
}

/// <summary>What the numbers of rows count.</summary>
public enum ExportUnit
{
    Line,
    Row,
    Comment,
}

/// <summary>How times are written.</summary>
public enum ExportTimeForm
{
    EpochSeconds,
    EpochMilliseconds,
    EpochMicroseconds,

    /// <summary>Days since 1900, as spreadsheets count.</summary>
    SpreadsheetDays,

    /// <summary>A clock's time without its offset from UTC.</summary>
    Local,
    LocalWithoutYear,

    /// <summary>A day alone.</summary>
    Day,
    WithOffset,

    /// <summary>"3 hours ago", counted from when the file was made.</summary>
    Relative,

    /// <summary>No column holds one: that which was said for all.</summary>
    Given,
}
