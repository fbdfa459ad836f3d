namespace Funnel.Triage.Training.Reporting;

/// <summary>One judged comment of a labelled file.</summary>
/// <param name="IsInquiry">The label.</param>
/// <param name="Kind">The labelled kind; None when it is no inquiry.</param>
/// <param name="Parts">Named parts of the file it belongs to, as <c>sampling=random</c>.</param>
/// <param name="Keyword">What the keyword baseline said.</param>
public sealed record ReportRow(bool IsInquiry, InquiryKind Kind, IReadOnlyList<string> Parts, Verdict Verdict, bool SaidInquiry, InquiryKind SaidKind, bool Keyword);
