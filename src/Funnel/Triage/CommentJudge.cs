using System.Globalization;
using System.Text;
using Funnel.Triage.Scoring;

namespace Funnel.Triage;

/// <summary>
/// Filter, merchant's rules, model with the account's correction, thresholds: one comment in, one verdict out. Thread-safe; <see cref="Judge"/> allocates nothing.
/// The author's own comments and repeats are known only to the pipeline and filtered there.
/// </summary>
public sealed class CommentJudge
{
    private static readonly Verdict Filtered = new(0f, InquiryKind.None, Decision.Drop, Tier.Filter);

    private readonly TriageModel model;
    private readonly float answerFrom;
    private readonly float reviewFrom;

    public CommentJudge(TriageModel model, TriageOptions options)
    {
        this.model = model;
        (answerFrom, reviewFrom) = options.Thresholds(model);
    }

    /// <summary>The probabilities from which a comment is answered and reviewed.</summary>
    public (float Answer, float Review) Thresholds => (answerFrom, reviewFrom);

    /// <param name="rules">The offer's phrases, if any.</param>
    /// <param name="correction">What the account's operators taught, if anything.</param>
    public Verdict Judge(ReadOnlySpan<char> text, MerchantRules? rules = null, AccountCorrection? correction = null)
    {
        var scratch = Scratch.Mine;
        scratch.Read(text);
        if (CommentFilter.Emptiness(scratch.Text) != FilterReason.None)
        {
            return Filtered;
        }

        scratch.Hash();
        var p = Calibration.Sigmoid(model.Scorer.Logit(scratch) + (correction?.Shift(scratch) ?? 0f));
        if (rules is null && p < reviewFrom && p < model.InquiryThreshold)
        {
            return new Verdict(p, InquiryKind.None, Decision.Drop, Tier.Model);
        }

        // Searching for sellers' phrases costs more than the model: only comments that something could come of are searched.
        return CommentFilter.IsAdvert(scratch.Text) ? Filtered : Decide(scratch, p, rules?.Match(text).Outcome ?? RuleOutcome.None);
    }

    private Verdict Decide(Scratch scratch, float p, RuleOutcome rule) => rule switch
    {
        RuleOutcome.Excluded => new Verdict(p, InquiryKind.None, Decision.Drop, Tier.Rule),
        RuleOutcome.Inquiry => new Verdict(p, model.Kinds.Best(scratch), Decision.Answer, Tier.Rule),
        _ when p < reviewFrom && p < model.InquiryThreshold => new Verdict(p, InquiryKind.None, Decision.Drop, Tier.Model),
        _ => new Verdict(p, model.Kinds.Best(scratch), p >= answerFrom ? Decision.Answer : p >= reviewFrom ? Decision.Review : Decision.Drop, Tier.Model),
    };

    /// <summary>The same verdict with its reasons, for the console and the command line. Allocates.</summary>
    public Explanation Explain(string text, MerchantRules? rules = null, AccountCorrection? correction = null)
    {
        var verdict = Judge(text, rules, correction);
        var filter = verdict.Tier == Tier.Filter ? Filter(text) : FilterReason.None;
        var test = rules?.Test(text);
        var pieces = filter == FilterReason.None ? Attribution.Pieces(model, text) : [];
        var inquiry = verdict.Tier switch
        {
            Tier.Filter => false,
            Tier.Rule => verdict.Decision == Decision.Answer,
            _ => verdict.P >= model.InquiryThreshold,
        };
        var why = verdict.Tier switch
        {
            Tier.Filter => Describe(filter),
            Tier.Rule => test!.Why,
            _ => Describe(text, pieces, correction is null ? 0f : correction.Shift(TriageModel.Prepare(text))),
        };
        return new Explanation(verdict, inquiry, why, pieces, filter, test);
    }

    private static FilterReason Filter(string text)
    {
        var scratch = Scratch.Mine;
        scratch.Read(text);
        return CommentFilter.Reason(scratch.Text);
    }

    private static string Describe(FilterReason filter) => filter switch
    {
        FilterReason.Empty => "no words",
        FilterReason.FriendMention => "only calls a friend",
        _ => "a seller's offer",
    };

    private static string Describe(string text, List<TextWeight> pieces, float shift)
    {
        var line = new StringBuilder();
        foreach (var piece in pieces.Take(3))
        {
            line.Append(line.Length > 0 ? ", " : "").Append('\'').Append(TextCutter.Chars(text.Substring(piece.Start, piece.Length), 20)).Append("' ")
                .Append(piece.Weight.ToString("+0.0;-0.0", CultureInfo.InvariantCulture));
        }

        if (MathF.Abs(shift) >= 0.05f)
        {
            line.Append(line.Length > 0 ? ", " : "").Append("account's decisions ").Append(shift.ToString("+0.0;-0.0", CultureInfo.InvariantCulture));
        }

        return line.ToString();
    }
}
