using Funnel.Triage.Scoring;

namespace Funnel.Triage;

/// <summary>
/// The built-in model: reads a comment, gives the probability that it is an inquiry, and the kind. Immutable and thread-safe; scoring allocates nothing,
/// takes time linear in the length and reads at most the first 4,096 characters.
/// </summary>
public sealed class TriageModel
{
    private static readonly Lazy<TriageModel> Embedded = new(ModelFile.ReadEmbedded);

    internal TriageModel(LinearScorer scorer, KindTable kinds, IReadOnlyList<OperatingPoint> curve, float inquiryThreshold, TextMarks learned)
    {
        Scorer = scorer;
        Kinds = kinds;
        Curve = curve;
        InquiryThreshold = inquiryThreshold;
        Learned = learned;
    }

    /// <summary>The model that this assembly carries; read once, on first use (about 20 ms).</summary>
    public static TriageModel Shipped => Embedded.Value;

    /// <summary>Precision and recall by threshold, measured by cross-validation when the model was trained; rising thresholds.</summary>
    public IReadOnlyList<OperatingPoint> Curve { get; }

    /// <summary>The probability from which a comment is called an inquiry: where F1 was best in cross-validation.</summary>
    public float InquiryThreshold { get; }

    internal LinearScorer Scorer { get; }

    internal KindTable Kinds { get; }

    internal TextMarks Learned { get; }

    /// <summary>Reads a model written by training.</summary>
    /// <exception cref="InvalidDataException">Not a model file, another version, or damaged.</exception>
    public static TriageModel Read(Stream stream) => ModelFile.Read(stream);

    /// <summary>Writes the model; the same model gives the same bytes.</summary>
    public void Write(Stream stream) => ModelFile.Write(this, stream);

    /// <summary>Scores one comment.</summary>
    /// <param name="p">Probability that it is an inquiry, 0–1, calibrated.</param>
    /// <param name="kind">What is asked for, whatever <paramref name="p"/> is: meaningful when it is an inquiry.</param>
    public void Score(ReadOnlySpan<char> text, out float p, out InquiryKind kind)
    {
        var scratch = Prepare(text);
        p = Calibration.Sigmoid(Scorer.Logit(scratch));
        kind = Kinds.Best(scratch);
    }

    /// <summary>Whether this comment, up to spelling variants, was among the labelled ones that the model learned from: its score then says little.</summary>
    public bool HasLearned(ReadOnlySpan<char> text) => Learned.Contains(TextMarks.Of(Prepare(text).Text));

    /// <summary>Normalises and hashes into this thread's memory.</summary>
    internal static Scratch Prepare(ReadOnlySpan<char> text)
    {
        var scratch = Scratch.Mine;
        scratch.Read(text);
        scratch.Hash();
        return scratch;
    }

    /// <summary>
    /// The lowest threshold from which on everything together kept the wanted precision in cross-validation. On comments from elsewhere expect one to three points less
    /// (MODEL.md): who must be surer wants more.
    /// </summary>
    /// <returns>The threshold, or the highest of the curve when none reached it.</returns>
    public float ThresholdFor(double precision)
    {
        foreach (var point in Curve)
        {
            if (point.Precision >= precision)
            {
                return point.Threshold;
            }
        }

        return Curve.Count > 0 ? Curve[^1].Threshold : 1f;
    }
}
