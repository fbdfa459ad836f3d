using Funnel.Outreach.Linting;
using Funnel.Reasons;

namespace Funnel.Outreach;

/// <summary>A wording as it is said to one person.</summary>
/// <param name="Text">Filled in, and cut to what the platform takes.</param>
/// <param name="Findings">What the linter refuses in it, which is then the wording's own fault; empty when it may be said.</param>
public sealed record RenderedWording(string Text, IReadOnlyList<WordingFinding> Findings);

/// <summary>The wording that was chosen for a person.</summary>
/// <param name="Variant">Which one it is, from 0.</param>
/// <param name="Refused">Why it must not be said; null when it may.</param>
public sealed record ChosenWording(string Text, int Variant, Reason? Refused);
