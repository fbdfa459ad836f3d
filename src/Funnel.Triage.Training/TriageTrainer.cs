using System.Globalization;
using Funnel.Triage.Training.Comments;
using Funnel.Triage.Training.Reporting;
using Funnel.Triage.Scoring;

namespace Funnel.Triage.Training;

/// <summary>Makes a model from a folder of comments. Deterministic: the same folder and seed give the same bytes.</summary>
/// <param name="report">Told one line per step.</param>
public sealed class TriageTrainer(int seed, Action<string> report)
{
    /// <summary>Comments whose reader was unsure teach less; made ones much less.</summary>
    private const float UncertainWeight = 0.6f;
    private const float OwnWeight = 0.1f;
    private const float WrittenWeight = 0.6f;

    private const float StoryWeight = 0.1f;

    private const int OwnPerPattern = 60;

    /// <summary>Stories made for each comment that is drawn from a pattern.</summary>
    private const int StoriesPerPattern = 50;

    /// <exception cref="FileNotFoundException">There is no <c>train.jsonl</c>.</exception>
    /// <exception cref="InvalidDataException">A line cannot be read; the message names file and line.</exception>
    public TriageModel Train(string directory, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, "train.jsonl");
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"No train.jsonl in {directory}.", path);
        }

        var heldOut = HeldOut(Path.Combine(directory, "dev.jsonl"));
        var stream = Path.Combine(directory, "stream.tsv");
        IEnumerable<string> texts = File.Exists(stream) ? TrainingData.ReadStream(stream, report).Distinct(StringComparer.Ordinal).Where(t => !heldOut.Contains(t)) : [];
        var (learned, measured) = StreamLabels.Apply(texts);
        var model = Train([.. TrainingData.ReadLabelled(path, report), .. learned], OwnPerPattern, cancellationToken);
        Measure(model, measured);
        return model;
    }

    /// <summary>The doubtful part of a natural stream, of which nothing was learned: much harder than any mix of whole comments.</summary>
    private void Measure(TriageModel model, LabelledComment[] measured)
    {
        var options = new TriageOptions();
        var (judge, result) = (new CommentJudge(model, options), new TriageReport(model, options));
        foreach (var comment in measured.Where(c => c.Inquiry is not null))
        {
            result.Add(comment.Text, comment.Inquiry!.Value, comment.Kind, [], judge.Judge(comment.Text));
        }

        if (result.Count > 0)
        {
            report(string.Create(CultureInfo.InvariantCulture, $"{result.Count} held-out comments of the stream: F1 {result.F1:F3}"));
            report(string.Create(CultureInfo.InvariantCulture, $"  precision of automatic answers {result.Automatic.Precision:F3}, calibration error {result.CalibrationError:F3}"));
        }
    }

    /// <summary>What scores are measured on is not learned from, wherever it stands.</summary>
    private HashSet<string> HeldOut(string path) =>
        File.Exists(path) ? TrainingData.ReadLabelled(path, report).Select(c => c.Text).ToHashSet(StringComparer.Ordinal) : [];

    internal TriageModel Train(IReadOnlyList<LabelledComment> labelled, int ownPerPattern, CancellationToken cancellationToken)
    {
        Example[] examples = [.. labelled.Where(c => c.Inquiry is not null)
            .Select(c => Example.From(c.Text, c.Inquiry!.Value, c.Kind, c.Certain ? 1f : UncertainWeight))];
        Example[] own = [.. OwnComments.Draw(ownPerPattern, seed).Select(c => Own(c, OwnWeight)), .. OwnComments.Written().Select(c => Own(c, WrittenWeight))];
        Example[] stories = [.. Enumerable.Range(0, Example.Folds).SelectMany(fold => Stories.Draw(ownPerPattern * StoriesPerPattern / Example.Folds, fold, seed)
            .Select(c => Own(c, StoryWeight) with { Fold = fold }))];
        report($"read {examples.Length} labelled comments, made {own.Length} and {stories.Length} stories");
        Example[] measured = [.. examples, .. stories];
        var scores = CrossValidation.Run(measured, own, seed, fold => report($"cross-validation {fold} of {Example.Folds}"), cancellationToken);
        var scorer = Calibrated(LinearTrainer.Train([.. measured, .. own], seed).Scorer(), scores, measured, examples.Length, out var probabilities);
        float[] targets = [.. examples.Select(Target)];
        var curve = Calibrator.Curve(probabilities, targets);
        var threshold = Calibrator.BestF1(curve);
        var best = curve.MinBy(p => MathF.Abs(p.Threshold - threshold));
        report(string.Create(CultureInfo.InvariantCulture,
            $"cross-validated: precision {best.Precision:F3}, recall {best.Recall:F3} at p ≥ {threshold:F3}, log-loss {Calibrator.LogLoss(probabilities, targets):F4}"));
        var kinds = new KindTrainer(bits: 17, l2: 1e-3f, rate: 0.08f, epochs: 12, seed).Train([.. examples, .. own]);
        report("trained");
        return new TriageModel(scorer, kinds, curve, threshold, TextMarks.From(examples.Select(e => e.Mark)));
    }

    /// <summary>Fits what turns scores into probabilities to those of the cross-validation.</summary>
    /// <param name="measured">The labelled comments, <paramref name="labelled"/> of them, then the stories: real comments alone hold too few long inquiries.</param>
    /// <param name="probabilities">Of the labelled ones.</param>
    private static LinearScorer Calibrated(LinearScorer scorer, CrossValidation scores, Example[] measured, int labelled, out float[] probabilities)
    {
        float[] targets = [.. measured.Select(Target)];
        var isLong = Enumerable.Range(0, measured.Length).ToLookup(i => measured[i].Long is not null);
        int[] shorts = [.. isLong[false].Where(i => i < labelled)];
        int[] longs = [.. isLong[true].Where(i => i < labelled)];
        var full = Calibrator.Fit(Pick(scores.Score, shorts), Pick(targets, shorts));
        var large = Calibrator.FitLong([.. isLong[true].Select(i => (scores.First[i], scores.Score[i]))], Pick(targets, [.. isLong[true]]));
        float[] all = [.. Enumerable.Range(0, labelled).Select(i =>
            Calibration.Sigmoid(measured[i].Long is null ? full.Logit(scores.Score[i]) : large.Logit(scores.First[i], scores.Score[i])))];
        probabilities = all;
        return scorer with
        {
            GateFrom = GateFinder.Find(Pick(scores.First, shorts), Pick(all, shorts)),
            Gate = Calibrator.Fit(scores.First.AsSpan(0, labelled), targets.AsSpan(0, labelled)),
            Full = full,
            LongGateFrom = GateFinder.Find(Pick(scores.Clause, longs), Pick(all, longs)),
            Long = large,
        };
    }

    private static Example Own(LabelledComment comment, float weight) => Example.From(comment.Text, comment.Inquiry!.Value, comment.Kind, weight);

    private static float Target(Example example) => example.Inquiry ? 1f : 0f;

    private static float[] Pick(float[] values, int[] places) => [.. places.Select(i => values[i])];
}
