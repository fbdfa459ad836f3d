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
    private const float WrittenWeight = 0.3f;

    private const int OwnPerPattern = 60;

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
        Example[] own = [.. OwnComments.Draw(ownPerPattern, seed).Select(c => Example.From(c.Text, c.Inquiry!.Value, c.Kind, OwnWeight)),
            .. OwnComments.Written().Select(c => Example.From(c.Text, c.Inquiry!.Value, c.Kind, WrittenWeight))];
        report($"read {examples.Length} labelled comments, made {own.Length}");
        var (full, first) = CrossValidate(examples, own, cancellationToken);
        float[] targets = [.. examples.Select(e => e.Inquiry ? 1f : 0f)];
        var calibration = Calibrator.Fit(full, targets);
        var curve = Calibrator.Curve([.. full.Select(calibration.Probability)], targets);
        var threshold = Calibrator.BestF1(curve);
        var best = curve.MinBy(p => MathF.Abs(p.Threshold - threshold));
        report(string.Create(CultureInfo.InvariantCulture, $"cross-validated: precision {best.Precision:F3}, recall {best.Recall:F3} at p ≥ {threshold:F3}"));
        var weights = LinearTrainer.Train([.. examples, .. own], seed);
        var scorer = new LinearScorer(
            Quantiser.Table(weights.Characters, LinearWeights.CharacterBits),
            Quantiser.Table(weights.Structure, LinearWeights.StructureBits),
            weights.Bias,
            GateFinder.Find(first, full, calibration),
            Calibrator.Fit(first, targets),
            calibration);
        var kinds = new KindTrainer(bits: 15, l2: 1e-3f, rate: 0.1f, epochs: 12, seed).Train([.. examples, .. own]);
        report("trained");
        return new TriageModel(scorer, kinds, curve, threshold, TextMarks.From(examples.Select(e => e.Mark)));
    }

    /// <summary>Scores each labelled comment by a model that saw neither it nor its equals: the whole score, and that of the first step.</summary>
    private (float[] Full, float[] First) CrossValidate(Example[] examples, Example[] own, CancellationToken cancellationToken)
    {
        var (full, first) = (new float[examples.Length], new float[examples.Length]);
        for (var fold = 0; fold < Example.Folds; fold++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var weights = LinearTrainer.Train([.. examples.Where(e => e.Fold != fold), .. own], seed);
            for (var i = 0; i < examples.Length; i++)
            {
                if (examples[i].Fold == fold)
                {
                    (full[i], first[i]) = (weights.Score(examples[i]), weights.First(examples[i]));
                }
            }

            report($"cross-validation {fold + 1} of {Example.Folds}");
        }

        return (full, first);
    }
}
