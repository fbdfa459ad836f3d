using Funnel.Reasons;

namespace Funnel.Leads;

/// <summary>What an operator last decided about an effect that waited for them: so that others hear who did, and a mistake can be taken back for a while.</summary>
/// <param name="By">The operator's name.</param>
/// <param name="Was">Why it had waited.</param>
/// <param name="From">The stage before, where the decision moved it.</param>
public sealed record HandDecision(string By, DateTimeOffset At, Reason? Was, Stage? From)
{
    /// <summary>How long it can be taken back: long enough to see a mistake, too short for anything to be built on it.</summary>
    public static readonly TimeSpan TakenBackWithin = TimeSpan.FromMinutes(10);
}
