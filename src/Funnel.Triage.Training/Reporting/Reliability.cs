using System.Text;

namespace Funnel.Triage.Training.Reporting;

/// <summary>Whether the printed probability is a frequency: ten bins of equal width.</summary>
internal static class Reliability
{
    private const int Bins = 10;

    /// <summary>Expected calibration error: the bins' distances, weighted by their rows.</summary>
    internal static double Error(IReadOnlyList<ReportRow> rows) =>
        Fill(rows).Sum(bin => bin.Rows * Math.Abs(bin.Said - bin.Seen)) / Math.Max(1, rows.Count);

    internal static void Write(StringBuilder page, IReadOnlyList<ReportRow> rows)
    {
        TriageReport.Line(page, $"{"p",-12}{"rows",6}  said   seen");
        foreach (var bin in Fill(rows))
        {
            TriageReport.Line(page, $"{bin.From:F1}–{bin.From + 0.1:F1}     {bin.Rows,6}  {bin.Said:F3}  {bin.Seen:F3}");
        }

        TriageReport.Line(page, $"expected calibration error {Error(rows):F3}");
        page.AppendLine();
    }

    private static IEnumerable<(double From, int Rows, double Said, double Seen)> Fill(IReadOnlyList<ReportRow> rows) =>
        rows.GroupBy(r => Math.Min(Bins - 1, (int)(r.Verdict.P * Bins))).OrderBy(g => g.Key)
            .Select(g => (g.Key / (double)Bins, g.Count(), g.Average(r => (double)r.Verdict.P), g.Average(r => r.IsInquiry ? 1.0 : 0.0)));
}
