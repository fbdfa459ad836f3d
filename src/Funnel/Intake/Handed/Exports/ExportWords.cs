using System.Collections.Frozen;
using System.Globalization;

namespace Funnel.Intake.Handed.Exports;

/// <summary>English words for what is said of files; for scripts, and for the console in English as far as no option of the command line stands in them.</summary>
public static class ExportWords
{
    /// <summary>What makes a file unreadable; {0} is the file, or the file and the row in it.</summary>
    public static IReadOnlyDictionary<ExportFault, string> Faults { get; } = new Dictionary<ExportFault, string>
    {
        [ExportFault.Folder] = "{0} is a folder; a file is wanted.",
        [ExportFault.Missing] = "There is no file {0}.",
        [ExportFault.Unreadable] = "{0} cannot be read: {1}",
        [ExportFault.Empty] = "{0} is empty.",
        [ExportFault.TooLarge] = "{0} is larger than {1} MB: split it.",
        [ExportFault.TooManyRows] = "{0} has more than {1} rows: split it.",
        [ExportFault.TooManyColumns] = "{0}: more than {1} columns. Is the right character between the cells?",
        [ExportFault.LongCell] = "{0}, column {1}: a cell of {2} characters, at most {3} are read. Is a quote not closed before it? Else shorten it.",
        [ExportFault.TooManyChars] = "{0}: more than {1} million characters so far: split the file.",
        [ExportFault.TooManyCells] = "{0}: more than {1} million cells so far: split the sheet, or save it as \"CSV UTF-8\".",
        [ExportFault.NoRows] = "{0} names columns and has no rows below them.",
        [ExportFault.NoComments] = "{0} holds no comments.",
        [ExportFault.BrokenWorkbook] = "{0}: this workbook is broken or protected ({1}). Open it in a spreadsheet program and save it as \"CSV UTF-8\".",
        [ExportFault.CutOff] = "{0}: this workbook is cut off or broken ({1}). Export or copy it again.",
        [ExportFault.Unpacks] = "{0}: this workbook unpacks to more than {1} MB: split it, or save the sheet as \"CSV UTF-8\".",
        [ExportFault.Archive] = "{0} is an archive and no Excel workbook. Unpack it first.",
        [ExportFault.StrayQuote] = "{0}: a quote opens a cell here and is not closed where the cell ends. Take it away, or put the whole cell into quotes and double those inside it.",
        [ExportFault.BadJson] = "{0}: no valid JSON ({1}). Export the file again.",
        [ExportFault.HalfCharacter] = "{0}: holds half of a character. Export the file again.",
        [ExportFault.HalfEscape] = "{0}: holds half of a character, such as an escape \\ud83d that stands alone. Export the file again.",
        [ExportFault.NoArray] = "{0}: there is no array of comments in it. Wanted: [{{…}}, …], an object with such an array, or an object a line.",
        [ExportFault.NoObject] = "{0}: a JSON object is wanted, this is a JSON {1}.",
        [ExportFault.TooManyProperties] = "{0}: more than {1} different properties; is this a list of comments?",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<ExportNoteKind, string> Notes = new Dictionary<ExportNoteKind, string>
    {
        [ExportNoteKind.ReadAsGb18030] = "{0}: is not UTF-8; read as GB18030.",
        [ExportNoteKind.OneSheet] = "{0} has {1} sheets; '{2}' was read.",
        [ExportNoteKind.RoundedComments] = "A program made rounded numbers of {0} ids of comments ('{1}'): video, person, words and time tell those comments apart instead.",
        [ExportNoteKind.RoundedPeople] =
            "A program made rounded numbers of {0} ids of people ('{1}'): their names stand for them. Export that column as text to tell people of one name apart.",
        [ExportNoteKind.RoundedVideosWithLinks] = "A program made rounded numbers of {0} ids of videos ('{1}'): their addresses are used.",
        [ExportNoteKind.RoundedVideos] = "A program made rounded numbers of {0} ids of videos ('{1}'): say --video, or export that column as text.",
        [ExportNoteKind.RelativeTimes] = "Times such as \"3小时前\" count from {0}, when the file was last written; --at says another.",
        [ExportNoteKind.NoNames] = "{0} lines do not say who wrote them: the same words are the same person.",
    }.ToFrozenDictionary();

    /// <param name="place">The file, or the file and the row in it.</param>
    public static string English(ExportFault fault, string place, IReadOnlyList<string> args) =>
        Faults.TryGetValue(fault, out var words) ? string.Format(CultureInfo.InvariantCulture, words, [place, .. args]) : place;

    public static string Words(this ExportNote note) => string.Format(CultureInfo.InvariantCulture, Notes[note.Kind], [.. note.Args]);

    public static string Words(this ExportUnit unit) => unit.ToString().ToLowerInvariant();

    public static ExportUnit Unit(this ExportFormat format) => format switch
    {
        ExportFormat.Workbook => ExportUnit.Row,
        ExportFormat.Json => ExportUnit.Comment,
        _ => ExportUnit.Line,
    };

    public static string Words(this ExportFormat format) => format switch
    {
        ExportFormat.Comma => "CSV (comma)",
        ExportFormat.Semicolon => "CSV (semicolon)",
        ExportFormat.Tab => "TSV (tab)",
        ExportFormat.Bar => "CSV (bar)",
        ExportFormat.Workbook => "Excel workbook",
        ExportFormat.Json => "JSON",
        ExportFormat.JsonLines => "JSON lines",
        _ => "lines",
    };

    public static string Words(this ExportTimeForm form) => form switch
    {
        ExportTimeForm.EpochSeconds => "seconds since 1970",
        ExportTimeForm.EpochMilliseconds => "milliseconds since 1970",
        ExportTimeForm.EpochMicroseconds => "microseconds since 1970",
        ExportTimeForm.SpreadsheetDays => "days of a spreadsheet",
        ExportTimeForm.Local => "local time",
        ExportTimeForm.LocalWithoutYear => "local time without a year",
        ExportTimeForm.Day => "a day without a time",
        ExportTimeForm.WithOffset => "time with its offset",
        ExportTimeForm.Relative => "relative to the file's time",
        _ => "the time given",
    };

    /// <summary>Where the row is: <c>line 12, column '时间'</c>.</summary>
    public static string Place(this ExportProblem problem) => $"{problem.Unit.Words()} {Number(problem.Row)}, column '{problem.Column}'";

    /// <summary>What is wrong and what to do.</summary>
    public static string Words(this ExportProblem problem) => problem.Kind switch
    {
        ExportProblemKind.NoTime => "there is no time",
        ExportProblemKind.BadTime => $"'{problem.Cell}' is no time that is known. Write it as 2026-11-03 08:05",
        _ => "a program made a rounded number of this id, and it is lost. Export the file again with that column as text, or with the people's names",
    };

    /// <summary>What <c>--columns</c> calls it.</summary>
    public static string Name(ColumnRole role) => role.ToString().ToLowerInvariant();

    internal static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
