using System.ComponentModel.DataAnnotations;

namespace Funnel.Connectors.Assist;

/// <summary>Platforms without an API. Section <c>Funnel:Assist</c>, which may be left out: an account whose platform is <c>assist</c> is enough.</summary>
public sealed class AssistOptions
{
    /// <summary>The section's name inside <c>Funnel</c>.</summary>
    public const string SectionName = "assist";

    /// <summary>Longest public reply in UTF-16 characters that is prepared for an operator; what the strictest of these platforms takes.</summary>
    [Range(1, 1_000)]
    public int ReplyChars { get; set; } = 100;

    /// <summary>Longest private message in UTF-16 characters that is prepared for an operator.</summary>
    [Range(1, 5_000)]
    public int MessageChars { get; set; } = 500;
}
