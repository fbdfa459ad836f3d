using System.Collections.Immutable;
using Funnel.Triage.Learning;
using Funnel.Triage.Scoring;

namespace Funnel.Triage;

/// <summary>
/// What one account's operators taught: an immutable shift of the model's log-odds, refitted from the last <see cref="MaxDecisions"/> decisions each time one is
/// added or taken back. The model itself never changes, so nothing is forgotten and no other account is touched. Keeps hashed features, never text.
/// </summary>
public sealed class AccountCorrection
{
    /// <summary>Older decisions fall out: the size stays below about 100 KB as JSON, and learning below a few milliseconds.</summary>
    public const int MaxDecisions = 600;

    private readonly ImmutableList<LearnedDecision> decisions;
    private readonly float[] weights;

    private AccountCorrection(ImmutableList<LearnedDecision> decisions)
    {
        this.decisions = decisions;
        weights = CorrectionFit.Fit(decisions);
    }

    /// <summary>An account that taught nothing yet.</summary>
    public static AccountCorrection None { get; } = new([]);

    /// <summary>How many decisions it holds.</summary>
    public int Count => decisions.Count;

    /// <summary>Their ids, oldest first.</summary>
    public IEnumerable<string> Ids => decisions.Select(d => d.Id);

    /// <summary>Learns one decision; the same id again replaces the earlier one, so learning twice is learning once.</summary>
    /// <param name="id">What <see cref="Undo"/> takes: the lead's or the comment's id, 1–200 characters.</param>
    /// <param name="inquiry">What the operator said.</param>
    public AccountCorrection Learn(TriageModel model, string id, ReadOnlySpan<char> text, bool inquiry)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(id.Length, 200);
        var scratch = TriageModel.Prepare(text);
        var learned = new LearnedDecision(id, CorrectionFeatures.Of(scratch), model.Scorer.Logit(scratch), inquiry);
        var kept = decisions.RemoveAll(d => d.Is(id)).Add(learned);
        return new AccountCorrection(kept.Count > MaxDecisions ? kept.RemoveAt(0) : kept);
    }

    /// <summary>Takes a decision back; an unknown id changes nothing.</summary>
    public AccountCorrection Undo(string id)
    {
        var kept = decisions.RemoveAll(d => d.Is(id));
        return kept.Count == decisions.Count ? this : new AccountCorrection(kept);
    }

    /// <summary>One JSON object for storage and export. Holds no text.</summary>
    public string ToJson() => CorrectionJson.Write(decisions);

    /// <exception cref="InvalidDataException">Not written by <see cref="ToJson"/>.</exception>
    public static AccountCorrection FromJson(string json) => new(CorrectionJson.Read(json));

    /// <summary>The shift of the log-odds for a prepared comment.</summary>
    internal float Shift(Scratch scratch) => decisions.IsEmpty ? 0f : CorrectionFeatures.Score(scratch, weights);
}
