using System.Security.Cryptography;
using System.Text;

namespace Funnel.Triage.Training.Comments;

/// <summary>
/// Labels set by reading comments of <c>stream.tsv</c> (<c>stream-labels.tsv</c>). They name a comment by the first eight bytes of the SHA-256 of its
/// text, so that they can be kept here without its text; without the stream they say nothing.
/// </summary>
internal static class StreamLabels
{
    private const string NoInquiry = "none";
    private const string Unclear = "unclear";
    private const string HeldOut = "held out";

    /// <summary>Those of the texts that have a label, in their order: some to learn from, some to measure with.</summary>
    internal static (LabelledComment[] Learned, LabelledComment[] HeldOut) Apply(IEnumerable<string> texts)
    {
        var labels = Table.Rows(Table.Labels).ToDictionary(r => r.Key, r => r.Value.Split('\t'), StringComparer.Ordinal);
        var found = texts
            .Select(text => (Text: text, Cells: labels.GetValueOrDefault(Name(text))))
            .Where(f => f.Cells is not null)
            .ToLookup(f => f.Cells!.Contains(HeldOut), f => Read(f.Text, f.Cells![0]));
        return ([.. found[false]], [.. found[true]]);
    }

    internal static string Name(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    /// <summary>A kind, <c>none</c> or <c>unclear</c>; a question mark behind it: the reader was not sure.</summary>
    private static LabelledComment Read(string text, string label)
    {
        var kind = label.TrimEnd('?');
        var certain = kind.Length == label.Length;
        return kind switch
        {
            Unclear => new LabelledComment(text, null, InquiryKind.None, certain),
            NoInquiry => new LabelledComment(text, false, InquiryKind.None, certain),
            _ => new LabelledComment(text, true, Kinds.Parse(kind), certain),
        };
    }
}
