using System.Globalization;
using System.Text;

namespace Funnel.Triage.Training.Reporting;

/// <summary>How good the verdicts on a labelled file are. Rows labelled unclear must not be added.</summary>
public sealed class TriageReport(TriageModel model, TriageOptions options)
{
    private const string LearnedPart = "learned=yes";

    private readonly List<ReportRow> rows = [];

    public int Count => rows.Count;

    /// <summary>The share of the parts: F1 of the whole file.</summary>
    public double F1 => Score.Of(rows, r => r.SaidInquiry).F1;

    /// <summary>Precision and recall of what would be answered automatically.</summary>
    public (double Precision, double Recall) Automatic =>
        (Score.Of(rows, r => r.Verdict.Decision == Decision.Answer).Precision, Score.Of(rows, r => r.Verdict.Decision == Decision.Answer).Recall);

    /// <summary>Mean distance between printed probability and frequency, see <see cref="Reliability"/>.</summary>
    public double CalibrationError => Reliability.Error(rows);

    public void Add(string text, bool inquiry, InquiryKind kind, IReadOnlyList<string> parts, Verdict verdict)
    {
        var said = verdict.Tier == Tier.Rule ? verdict.Decision == Decision.Answer : verdict.P >= model.InquiryThreshold;
        var learned = model.HasLearned(text) ? LearnedPart : "learned=no";
        rows.Add(new ReportRow(inquiry, kind, [.. parts, learned], verdict, said, said ? verdict.Kind : InquiryKind.None, KeywordBaseline.SaysInquiry(text)));
    }

    /// <summary>F1 of one part of the file.</summary>
    public double F1Of(string part) => Score.Of(rows.Where(r => r.Parts.Contains(part)), r => r.SaidInquiry).F1;

    public override string ToString()
    {
        var page = new StringBuilder();
        Line(page, $"{rows.Count} labelled comments, {rows.Count(r => r.IsInquiry)} inquiries; an inquiry from p ≥ {model.InquiryThreshold:F3}");
        if (rows.Count(r => r.Parts.Contains(LearnedPart)) is > 0 and var learned)
        {
            Line(page, $"{learned} of them are comments that the model learned from; only the part 'learned=no' says how it does on unseen ones");
        }

        page.AppendLine();
        Scores(page);
        Automatically(page);
        Reliability.Write(page, rows);
        Costs.Write(page, rows, model, options);
        KindTable.Write(page, rows);
        return page.ToString();
    }

    internal static void Line(StringBuilder page, FormattableString line) => page.AppendLine(line.ToString(CultureInfo.InvariantCulture));

    private void Scores(StringBuilder page)
    {
        Line(page, $"{"part",-24}{"rows",6}{"inq.",6}   precision           recall              F1                  keyword F1");
        One(page, "all", rows);
        foreach (var part in rows.SelectMany(r => r.Parts).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            One(page, part, [.. rows.Where(r => r.Parts.Contains(part))]);
        }

        page.AppendLine();
    }

    private static void One(StringBuilder page, string name, List<ReportRow> part)
    {
        var score = Score.Of(part, r => r.SaidInquiry);
        Line(page, $"{name,-24}{part.Count,6}{part.Count(r => r.IsInquiry),6}   {With(part, r => r.SaidInquiry, s => s.Precision, score.Precision)} {With(part, r => r.SaidInquiry, s => s.Recall, score.Recall)} {With(part, r => r.SaidInquiry, s => s.F1, score.F1)} {Score.Of(part, r => r.Keyword).F1:F3}");
    }

    private void Automatically(StringBuilder page)
    {
        bool Answered(ReportRow r) => r.Verdict.Decision == Decision.Answer;
        var score = Score.Of(rows, Answered);
        var (answer, review) = options.Thresholds(model);
        Line(page, $"answered automatically (p ≥ {answer:F3}): precision {With(rows, Answered, s => s.Precision, score.Precision)} recall {With(rows, Answered, s => s.Recall, score.Recall)}");
        Line(page, $"reviewed (p ≥ {review:F3}): {1000.0 * rows.Count(r => r.Verdict.Decision == Decision.Review) / Math.Max(1, rows.Count):F0} of 1,000 comments");
        page.AppendLine();
    }

    private static string With(IReadOnlyList<ReportRow> part, Func<ReportRow, bool> said, Func<Score, double> number, double value)
    {
        var (low, high) = Bootstrap.Interval(part, said, number);
        return string.Create(CultureInfo.InvariantCulture, $"{value:F3} [{low:F3},{high:F3}]");
    }
}
