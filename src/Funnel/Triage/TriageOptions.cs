using System.ComponentModel.DataAnnotations;

namespace Funnel.Triage;

/// <summary>How sure the machine must be. Section <c>Funnel:Triage</c>.</summary>
public sealed record TriageOptions : IValidatableObject
{
    public const string Section = "triage";

    /// <summary>Wanted share of inquiries among what is answered automatically, 0.5–0.999. The threshold follows from the model's operating curve.</summary>
    [Range(0.5, 0.999)]
    public double AutomaticPrecision { get; init; } = 0.96;

    /// <summary>A comment is shown to a person when at least this share of its like are inquiries, 0–1: probabilities are frequencies.</summary>
    [Range(0.0, 1.0)]
    public double ReviewFrom { get; init; } = 0.15;

    /// <summary>Answer from this probability on, whatever the curve says; unset by default.</summary>
    [Range(0.0, 1.0)]
    public double? AnswerFrom { get; init; }

    /// <summary>Off: comments of the review band are dropped, nobody is asked.</summary>
    public bool Review { get; init; } = true;

    /// <summary>A language model that is asked about comments of the review band before a person is; unset = off.</summary>
    public Asking.LanguageModelOptions? LanguageModel { get; init; }

    /// <summary>The two probabilities: answer from the first on, review from the second on.</summary>
    public (float Answer, float Review) Thresholds(TriageModel model)
    {
        var answer = AnswerFrom is { } fixedAt ? (float)fixedAt : model.ThresholdFor(AutomaticPrecision);
        return (answer, Review ? Math.Min(answer, (float)ReviewFrom) : answer);
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AnswerFrom is { } answer && answer < ReviewFrom)
        {
            yield return new ValidationResult(
                $"AnswerFrom ({answer}) is below ReviewFrom ({ReviewFrom}): nothing would ever be reviewed. Set Review to false if that is meant.",
                [nameof(AnswerFrom), nameof(ReviewFrom)]);
        }
    }
}
