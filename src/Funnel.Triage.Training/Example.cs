using Funnel.Triage.Scoring;

namespace Funnel.Triage.Training;

/// <summary>One comment to learn from.</summary>
/// <param name="Characters">Hashes of its characters' features.</param>
/// <param name="Structure">Hashes of its structure's features.</param>
/// <param name="Inquiry">The label, or a teacher's opinion.</param>
/// <param name="Kind">None when it is no inquiry or nobody said.</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="Mark">Equal texts share one, see <see cref="TextMarks"/>.</param>
/// <param name="Long">The text when it is long: which of its clauses is strongest only a model can tell.</param>
internal sealed record Example(uint[] Characters, uint[] Structure, bool Inquiry, InquiryKind Kind, float Weight, uint Mark, string? Long)
{
    internal const int Folds = 5;

    /// <summary>Which part of the cross-validation it belongs to.</summary>
    internal int Fold { get; init; } = FoldOf(Mark);

    /// <summary>The length factors of the first step and of the whole.</summary>
    internal float FirstFactor { get; } = LinearScorer.LengthFactor(Characters.Length);

    internal float Factor { get; } = LinearScorer.LengthFactor(Characters.Length + Structure.Length);

    internal static int FoldOf(uint mark) => (int)((mark >> 8) % Folds);

    internal static Example From(string text, bool inquiry, InquiryKind kind, float weight)
    {
        var scratch = TriageModel.Prepare(text);
        StructureFeatures.Compute(scratch);
        var characters = new uint[FeatureHashes.Families * scratch.Positions];
        for (var family = 0; family < FeatureHashes.Families; family++)
        {
            scratch.Hashes.AsSpan(family * scratch.Stride, scratch.Positions).CopyTo(characters.AsSpan(family * scratch.Positions));
        }

        return new Example(characters, scratch.Structure.Hashes.ToArray(), inquiry, kind, weight, TextMarks.Of(scratch.Text), scratch.Codes >= Clauses.LongFrom ? text : null);
    }
}
