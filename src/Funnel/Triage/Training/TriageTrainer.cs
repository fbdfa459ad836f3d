using System.Globalization;
using Funnel.Triage.Scoring;

namespace Funnel.Triage.Training;

/// <summary>Makes a model from a folder of comments. Deterministic: the same folder and seed give the same bytes.</summary>
/// <param name="report">Told one line per step.</param>
public sealed class TriageTrainer(int seed, Action<string> report)
{
    /// <summary>Comments whose reader was unsure teach less; made ones and guessed ones much less.</summary>
    private const float UncertainWeight = 0.6f;
    private const float OwnWeight = 0.1f;
    private const float WrittenWeight = 0.5f;
    private const float GuessedWeight = 0.1f;

    private const int OwnPerPattern = 60;

    /// <summary>The teacher's opinion of an unlabelled comment counts when it is at least this sure.</summary>
    private const float SureInquiry = 0.92f;
    private const float SureOther = 0.08f;

    /// <summary>Of the many sure non-inquiries one in this many is kept.</summary>
    private const int OthersKept = 8;

    /// <exception cref="FileNotFoundException">There is no <c>train.jsonl</c>.</exception>
    /// <exception cref="InvalidDataException">A line cannot be read; the message names file and line.</exception>
    public TriageModel Train(string directory, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, "train.jsonl");
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"No train.jsonl in {directory}.", path);
        }

        LabelledComment[] labelled = [.. TrainingData.ReadLabelled(path)];
        var stream = Path.Combine(directory, "stream.tsv");
        string[] unlabelled = File.Exists(stream) ? [.. TrainingData.ReadStream(stream).Distinct(StringComparer.Ordinal)] : [];
        return Train(labelled, unlabelled, OwnPerPattern, cancellationToken);
    }

    internal TriageModel Train(
        IReadOnlyList<LabelledComment> labelled, IReadOnlyList<string> unlabelled, int ownPerPattern, CancellationToken cancellationToken)
    {
        Example[] examples = [.. labelled.Where(c => c.Inquiry is not null)
            .Select(c => Example.From(c.Text, c.Inquiry!.Value, c.Kind, c.Certain ? 1f : UncertainWeight))];
        Example[] own = [.. OwnComments.Draw(ownPerPattern, seed).Select(c => Example.From(c.Text, c.Inquiry!.Value, c.Kind, OwnWeight)),
            .. OwnComments.Written().Select(c => Example.From(c.Text, c.Inquiry!.Value, c.Kind, WrittenWeight))];
        Example[] open = [.. unlabelled.Select(text => Example.From(text, false, InquiryKind.None, GuessedWeight))];
        report($"read {examples.Length} labelled, {open.Length} unlabelled comments, made {own.Length}");
        var (full, first) = CrossValidate(examples, own, open, cancellationToken);
        float[] targets = [.. examples.Select(e => e.Inquiry ? 1f : 0f)];
        var calibration = Calibrator.Fit(full, targets);
        var curve = Calibrator.Curve([.. full.Select(calibration.Probability)], targets);
        var threshold = Calibrator.BestF1(curve);
        var best = curve.MinBy(p => MathF.Abs(p.Threshold - threshold));
        report(string.Create(CultureInfo.InvariantCulture, $"cross-validated: precision {best.Precision:F3}, recall {best.Recall:F3} at p ≥ {threshold:F3}"));
        var weights = Learn(examples, own, open);
        var scorer = new LinearScorer(
            Quantiser.Table(weights.Characters, LinearWeights.CharacterBits),
            Quantiser.Table(weights.Structure, LinearWeights.StructureBits),
            weights.Bias,
            GateFinder.Find(first, full, calibration),
            Calibrator.Fit(first, targets),
            calibration);
        var kinds = new KindTrainer(bits: 15, l2: 1e-3f, rate: 0.1f, epochs: 12, seed).Train([.. examples, .. own]);
        report("trained");
        return new TriageModel(scorer, kinds, curve, threshold);
    }

    /// <summary>Scores each labelled comment by a model that saw neither it nor its equals: the whole score, and that of the first step.</summary>
    private (float[] Full, float[] First) CrossValidate(Example[] examples, Example[] own, Example[] open, CancellationToken cancellationToken)
    {
        var (full, first) = (new float[examples.Length], new float[examples.Length]);
        for (var fold = 0; fold < Example.Folds; fold++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var weights = Learn([.. examples.Where(e => e.Fold != fold)], own, open);
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

    /// <summary>A teacher from what is labelled, then a pupil that also reads what the teacher is sure of.</summary>
    private LinearWeights Learn(Example[] examples, Example[] own, Example[] open)
    {
        var teacher = LinearTrainer.Train([.. examples, .. own], seed);
        if (open.Length == 0)
        {
            return teacher;
        }

        var guessed = new List<Example>();
        for (var i = 0; i < open.Length; i++)
        {
            var p = Calibration.Sigmoid(teacher.Score(open[i]));
            if (p > SureInquiry || p < SureOther && i % OthersKept == 0)
            {
                guessed.Add(open[i] with { Inquiry = p > 0.5f });
            }
        }

        return LinearTrainer.Train([.. examples, .. own, .. guessed], seed + 1);
    }
}
