using System.Text;

namespace Funnel.Triage.Training.Reporting;

/// <summary>Labelled kinds in rows, said kinds in columns; the last columns tell inquiries that were not seen, and recall.</summary>
internal static class KindTable
{
    internal static void Write(StringBuilder page, IReadOnlyList<ReportRow> rows)
    {
        page.Append("kind".PadRight(14));
        foreach (var kind in Kinds.All)
        {
            page.Append(kind.Name()[..Math.Min(6, kind.Name().Length)].PadLeft(7));
        }

        page.AppendLine(" missed  seen   right kind");
        foreach (var truth in Kinds.All)
        {
            Row(page, truth, [.. rows.Where(r => r.IsInquiry && r.Kind == truth)]);
        }

        var seen = rows.Where(r => r.IsInquiry && r.SaidInquiry).ToArray();
        TriageReport.Line(page, $"right kind among seen inquiries: {seen.Count(r => r.Kind == r.SaidKind) / (double)Math.Max(1, seen.Length):F3}");
    }

    private static void Row(StringBuilder page, InquiryKind truth, IReadOnlyList<ReportRow> rows)
    {
        page.Append(truth.Name().PadRight(14));
        foreach (var said in Kinds.All)
        {
            page.Append(rows.Count(r => r.SaidInquiry && r.SaidKind == said).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(7));
        }

        var seen = rows.Count(r => r.SaidInquiry);
        TriageReport.Line(page, $"{rows.Count - seen,7}  {seen / (double)Math.Max(1, rows.Count):F3}  {rows.Count(r => r.SaidKind == truth) / (double)Math.Max(1, seen):F3}");
    }
}
