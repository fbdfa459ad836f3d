using System.ComponentModel.DataAnnotations;

namespace Funnel.Triage.Asking;

/// <summary>The optional language model for comments that the built-in model leaves unsure. Section <c>Funnel:Triage:LanguageModel</c>; a missing section means off.</summary>
public sealed record LanguageModelOptions
{
    /// <summary>Base address of an OpenAI-compatible service, as <c>https://host/v1</c>; http only on this machine.</summary>
    [Required]
    public Uri? Endpoint { get; init; }

    /// <summary>The model's name there.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Model { get; init; } = "";

    /// <summary>The service's key; never logged.</summary>
    [Required(AllowEmptyStrings = false)]
    public string ApiKey { get; init; } = "";

    /// <summary>For one question with its retries.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:02:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Further tries after a failure that may pass.</summary>
    [Range(0, 5)]
    public int Retries { get; init; } = 1;

    /// <summary>Questions per UTC day; then people decide.</summary>
    [Range(0, 1_000_000)]
    public int DailyBudget { get; init; } = 1000;

    /// <summary>Answers kept, so that equal comments are asked once.</summary>
    [Range(0, 100_000)]
    public int CacheSize { get; init; } = 2000;

    /// <summary>An answer less confident than this leaves the comment to a person.</summary>
    [Range(0.5, 1.0)]
    public double MinConfidence { get; init; } = 0.8;
}
