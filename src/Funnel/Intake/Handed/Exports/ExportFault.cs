namespace Funnel.Intake.Handed.Exports;

/// <summary>Why a whole file cannot be read. What each takes beside the place is said with it.</summary>
public enum ExportFault
{
    Folder,
    Missing,

    /// <summary>The system refuses. What it says.</summary>
    Unreadable,
    Empty,

    /// <summary>More megabytes than these.</summary>
    TooLarge,

    /// <summary>More rows than these.</summary>
    TooManyRows,

    /// <summary>More columns in a row than these.</summary>
    TooManyColumns,

    /// <summary>The column's number, the cell's length, the most.</summary>
    LongCell,

    /// <summary>More millions of characters than these.</summary>
    TooManyChars,

    /// <summary>More millions of cells than these.</summary>
    TooManyCells,

    /// <summary>Columns are named, and no row stands below them.</summary>
    NoRows,
    NoComments,

    /// <summary>A workbook that cannot be opened. What the reader says.</summary>
    BrokenWorkbook,

    /// <summary>An archive that ends early. What the reader says.</summary>
    CutOff,

    /// <summary>An archive that unpacks to more megabytes than these.</summary>
    Unpacks,

    /// <summary>An archive that is no workbook.</summary>
    Archive,
    StrayQuote,

    /// <summary>What the parser says.</summary>
    BadJson,
    HalfCharacter,

    /// <summary>Half of a character where it is an escape that stands alone.</summary>
    HalfEscape,

    /// <summary>No array of comments is in it.</summary>
    NoArray,

    /// <summary>A JSON value where an object is wanted. Its kind.</summary>
    NoObject,

    /// <summary>More different properties than these.</summary>
    TooManyProperties,

    /// <summary>It is no text that can be read: see <see cref="ExportFileException.Text"/>.</summary>
    NoText,

    /// <summary>Columns are not known by their names: see <see cref="ExportFileException.Question"/>.</summary>
    Columns,
}
