using Funnel.Files;
using Funnel.Intake.Handed;
using Funnel.Intake.Handed.Exports;

namespace Funnel.Console.Languages;

/// <summary>Texts of the page that takes comments over which somebody hands to us.</summary>
public sealed partial record ImportTexts
{
    public required string Page { get; init; }
    public required string Lead { get; init; }
    public required string NoAccount { get; init; }
    public required string NoAccountHint { get; init; }
    public required string File { get; init; }

    /// <summary>With the most megabytes.</summary>
    public required string FileHint { get; init; }
    public required string Paste { get; init; }
    public required string PasteHint { get; init; }
    public required string Video { get; init; }
    public required string VideoHint { get; init; }
    public required string Age { get; init; }

    /// <summary>With the days that are configured.</summary>
    public required string AgeUsual { get; init; }

    /// <summary>With the days.</summary>
    public required string AgeDays { get; init; }
    public required string AgeAll { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeAtHint { get; init; }
    public required string Look { get; init; }
    public required string Neither { get; init; }
    public required string Both { get; init; }
    public required string WrongTime { get; init; }
    public required string NotTaken { get; init; }
    public required string Gone { get; init; }
    public required string TooLarge { get; init; }

    /// <summary>With the most megabytes.</summary>
    public required string TooLargeHint { get; init; }
    public required string Back { get; init; }
    public required string Unreadable { get; init; }
    public required string Subject { get; init; }

    /// <summary>With the number.</summary>
    public required string PlaceLine { get; init; }

    /// <summary>With the number.</summary>
    public required string PlaceRow { get; init; }

    /// <summary>With the number.</summary>
    public required string PlaceComment { get; init; }

    /// <summary>Behind the place, with the column.</summary>
    public required string PlaceColumn { get; init; }
    public required string SeenTitle { get; init; }
    public required string Pasted { get; init; }
    public required string Format { get; init; }
    public required string Encoding { get; init; }
    public required string Rows { get; init; }
    public required string Columns { get; init; }
    public required string NotUsed { get; init; }
    public required string Times { get; init; }

    /// <summary>With the offset.</summary>
    public required string LocalTimes { get; init; }

    /// <summary>With how many.</summary>
    public required string Unread { get; init; }

    /// <summary>With how many.</summary>
    public required string MostUnread { get; init; }
    public required string Where { get; init; }
    public required string Wrong { get; init; }

    /// <summary>With how many.</summary>
    public required string AndMore { get; init; }
    public required string First { get; init; }
    public required string Who { get; init; }
    public required string Said { get; init; }
    public required string When { get; init; }
    public required string Under { get; init; }
    public required string Nobody { get; init; }
    public required string WouldBe { get; init; }
    public required string Count { get; init; }
    public required string New { get; init; }
    public required string Older { get; init; }
    public required string Known { get; init; }
    public required string Own { get; init; }
    public required string Refused { get; init; }
    public required string NoneLeft { get; init; }
    public required string NothingNew { get; init; }

    /// <summary>With how many.</summary>
    public required string TakeOver { get; init; }
    public required string Again { get; init; }
    public required string Change { get; init; }
    public required string Apply { get; init; }
    public required string AsLines { get; init; }
    public required string AsTable { get; init; }
    public required string AskTitle { get; init; }
    public required string AskHint { get; init; }

    /// <summary>With the column.</summary>
    public required string NotThere { get; init; }
    public required string FirstRows { get; init; }
    public required string NoColumn { get; init; }
    public required string NoTimeColumn { get; init; }
    public required string VideoInstead { get; init; }
    public required string DoneTitle { get; init; }
    public required string Became { get; init; }
    public required string BeingTaken { get; init; }
    public required string BeingTakenHint { get; init; }

    /// <summary>With how many.</summary>
    public required string Untriaged { get; init; }

    /// <summary>With how many.</summary>
    public required string UnderWay { get; init; }
    public required string AllTriaged { get; init; }

    /// <summary>With how many.</summary>
    public required string TasksWait { get; init; }

    /// <summary>With how many.</summary>
    public required string ReviewWaits { get; init; }
    public required string ToTasks { get; init; }
    public required string ToReview { get; init; }
    public required string LookAgain { get; init; }
    public required string Link { get; init; }

    /// <summary>Formats as people call them.</summary>
    public required IReadOnlyDictionary<ExportFormat, string> Formats { get; init; }
    public required IReadOnlyDictionary<ExportTimeForm, string> TimeForms { get; init; }
    public required IReadOnlyDictionary<ColumnRole, string> Roles { get; init; }

    /// <summary>With what stands there.</summary>
    public required IReadOnlyDictionary<ExportProblemKind, string> Problems { get; init; }

    /// <summary>With what each note takes.</summary>
    public required IReadOnlyDictionary<ExportNoteKind, string> Notes { get; init; }

    /// <summary>With the place, then what each fault takes.</summary>
    public required IReadOnlyDictionary<ExportFault, string> Faults { get; init; }

    /// <summary>With what each problem takes.</summary>
    public required IReadOnlyDictionary<TextProblem, string> TextProblems { get; init; }
    public required IReadOnlyDictionary<HandedProblem, string> Refusals { get; init; }
}
