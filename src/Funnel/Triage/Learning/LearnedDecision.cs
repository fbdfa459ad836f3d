namespace Funnel.Triage.Learning;

/// <summary>One decision of an operator, as it is remembered.</summary>
/// <param name="Slots">Features, see <see cref="CorrectionFeatures"/>.</param>
/// <param name="BaseLogit">What the model alone thought.</param>
internal sealed record LearnedDecision(string Id, ushort[] Slots, float BaseLogit, bool Inquiry)
{
    internal bool Is(string id) => string.Equals(Id, id, StringComparison.Ordinal);
}
