namespace Funnel.Intake.Handed.Exports;

/// <summary>What an operator should know about how a file was read.</summary>
public enum ExportNoteKind
{
    /// <summary>It is not UTF-8 and was read as GB18030. The file's name.</summary>
    ReadAsGb18030,

    /// <summary>A workbook of several sheets, of which one was read. The file's name, how many, the sheet.</summary>
    OneSheet,

    /// <summary>Ids of comments were made rounded numbers by some program. How many, the column.</summary>
    RoundedComments,

    /// <summary>Ids of people were. How many, the column.</summary>
    RoundedPeople,

    /// <summary>Ids of videos were, and addresses stand in for them. How many, the column.</summary>
    RoundedVideosWithLinks,

    /// <summary>Ids of videos were, and nothing stands in for them. How many, the column.</summary>
    RoundedVideos,

    /// <summary>Times count from when the file was made. When that was.</summary>
    RelativeTimes,

    /// <summary>Lines that do not say who wrote them: the words stand for the person. How many.</summary>
    NoNames,
}

/// <summary>A note, as data: each language has its words.</summary>
/// <param name="Args">What the kind says it takes, in its order.</param>
public sealed record ExportNote(ExportNoteKind Kind, params IReadOnlyList<string> Args);
