using System.Text;

namespace Funnel.Triage.Training.Reporting;

/// <summary>What each wanted precision costs: what is answered, and what is left to people.</summary>
internal static class Costs
{
    private static readonly double[] Wanted = [0.90, 0.93, 0.95, 0.96, 0.97, 0.98, 0.99];

    internal static void Write(StringBuilder page, IReadOnlyList<ReportRow> rows, TriageModel model, TriageOptions options)
    {
        TriageReport.Line(page, $"wanted precision   from p   precision   recall   answered/1,000   reviews/1,000   inquiries lost");
        foreach (var precision in Wanted)
        {
            var (answer, review) = (options with { AutomaticPrecision = precision, AnswerFrom = null }).Thresholds(model);
            bool Reached(ReportRow r) => r.Verdict.Tier != Tier.Filter && r.Verdict.P >= answer;
            var score = Score.Of(rows, Reached);
            var answered = rows.Count(Reached);
            var reviewed = rows.Count(r => !Reached(r) && r.Verdict.Tier != Tier.Filter && r.Verdict.P >= review);
            var lost = rows.Count(r => r.IsInquiry && (r.Verdict.Tier == Tier.Filter || r.Verdict.P < review)) / (double)Math.Max(1, rows.Count(r => r.IsInquiry));
            TriageReport.Line(page, $"{precision,-16:F2}   {answer:F3}    {score.Precision:F3}       {score.Recall:F3}    {1000.0 * answered / Math.Max(1, rows.Count),10:F0}     {1000.0 * reviewed / Math.Max(1, rows.Count),11:F0}       {lost,10:P1}");
        }

        page.AppendLine();
    }
}
