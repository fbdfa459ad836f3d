namespace Funnel.Triage.Training;

/// <summary>Makes a model from a folder of comments. Deterministic: the same folder and seed give the same bytes.</summary>
/// <param name="report">Told one line per step.</param>
public sealed class TriageTrainer(int seed, Action<string> report)
{
    /// <summary>Comments whose reader was unsure teach less.</summary>
    private const float UncertainWeight = 0.5f;

    /// <exception cref="FileNotFoundException">There is no <c>train.jsonl</c>.</exception>
    /// <exception cref="InvalidDataException">A line cannot be read; the message names file and line.</exception>
    public TriageModel Train(string directory, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, "train.jsonl");
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"No train.jsonl in {directory}.", path);
        }

        var labelled = TrainingData.ReadLabelled(path).Where(c => c.Inquiry is not null).ToArray();
        return Train(labelled, cancellationToken);
    }

    internal TriageModel Train(IReadOnlyList<LabelledComment> labelled, CancellationToken cancellationToken)
    {
        var examples = labelled.Where(c => c.Inquiry is not null)
            .Select(c => Example.From(c.Text, c.Inquiry!.Value ? 1f : 0f, c.Kind, c.Certain ? 1f : UncertainWeight)).ToArray();
        report($"read {examples.Length} labelled comments");
        var linear = new LinearTrainer(bits: 20, l2: 2e-3f, rate: 0.1f, epochs: 10, seed);
        var scores = linear.CrossValidate(examples, []);
        cancellationToken.ThrowIfCancellationRequested();
        float[] targets = [.. examples.Select(e => e.Target)];
        var calibration = Calibrator.Fit(scores, targets);
        var curve = Calibrator.Curve([.. scores.Select(calibration.Probability)], targets);
        var threshold = Calibrator.BestF1(curve);
        report($"cross-validated: best F1 at {threshold:F3}");
        var table = LinearTrainer.Quantise(linear.Train(examples));
        var kinds = new KindTrainer(bits: 15, l2: 1e-3f, rate: 0.1f, epochs: 12, seed).Train(examples);
        report("trained");
        return new TriageModel(table, kinds, calibration, curve, threshold);
    }
}
