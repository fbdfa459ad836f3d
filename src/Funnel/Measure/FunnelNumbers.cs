using Funnel.Leads;

namespace Funnel.Measure;

/// <summary>The funnel of a span of days: how many people who first asked in it came how far.</summary>
/// <param name="Comments">Comments of other people, each once, however often it was read or told.</param>
/// <param name="People">People by the stage that they reached; every stage is in it.</param>
/// <param name="Parked">People with something that waits for an operator.</param>
/// <param name="Review">Comments that wait for a decision, whenever they came.</param>
/// <param name="Pending">People whose reply is still under way.</param>
public sealed record FunnelNumbers(int Comments, IReadOnlyDictionary<Stage, int> People, int Lost, int Declined, int Parked, int Review, int Pending)
{
    /// <summary>People who asked.</summary>
    public int Inquiries => People[Stage.Inquired];

    /// <summary>People by whose link a friend came.</summary>
    public int Referred { get; init; }

    /// <summary>People who got what was promised for friends.</summary>
    public int Rewarded { get; init; }
}
