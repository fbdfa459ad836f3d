using System.Globalization;
using Funnel.Console.Languages;
using Funnel.Intake.Handed.Exports;

namespace Funnel.Console.Import;

/// <summary>Puts what is said of files into the words of a language.</summary>
internal static class ImportWords
{
    public static string Of(this ImportTexts t, ExportFileException e) => e.Text is { } text
        ? Fill(t.TextProblems[text.Problem], [.. text.Args])
        : Fill(t.Faults[e.Fault], [e.At is { } at ? t.Place(at.Unit, at.Row) : t.Subject, .. e.Args]);

    public static string Of(this ImportTexts t, ExportNote note) => Fill(t.Notes[note.Kind], [.. note.Args]);

    public static string Of(this ImportTexts t, ExportProblem problem) => Fill(t.Problems[problem.Kind], problem.Cell);

    public static string Place(this ImportTexts t, ExportProblem problem) => t.Place(problem.Unit, problem.Row) + Fill(t.PlaceColumn, problem.Column);

    public static string Place(this ImportTexts t, ExportUnit unit, long row) =>
        Fill(unit switch { ExportUnit.Row => t.PlaceRow, ExportUnit.Comment => t.PlaceComment, _ => t.PlaceLine }, Format.Count(row));

    public static string Fill(string text, params object?[] args) => string.Format(CultureInfo.InvariantCulture, text, args);
}
