using System.Collections.Immutable;

namespace Funnel.Replay;

/// <summary>What a replay came to so far. Selected = Send + Look + Refused + NotFound.</summary>
/// <param name="Looked">People of whom it was looked whether they are meant.</param>
/// <param name="Selected">Effects that were meant, and whoever was named and is not known.</param>
public sealed record ReplayCounters(int Looked, int Selected, int Send, int Look, int Refused, int NotFound)
{
    public static ReplayCounters None { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Those refused, by the codes of their reasons.</summary>
    public ImmutableSortedDictionary<string, int> Refusals { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    internal ReplayCounters With(IReadOnlyCollection<ReplayItem> items)
    {
        var refused = items.Where(i => i.Outcome == ReplayOutcome.Refused).ToList();
        return this with
        {
            Selected = Selected + items.Count,
            Send = Send + items.Count(i => i.Outcome == ReplayOutcome.Send),
            Look = Look + items.Count(i => i.Outcome == ReplayOutcome.Look),
            Refused = Refused + refused.Count,
            NotFound = NotFound + items.Count(i => i.Outcome == ReplayOutcome.NotFound),
            Refusals = refused.CountBy(i => i.Why.Code, StringComparer.Ordinal).Aggregate(Refusals, (all, c) => all.SetItem(c.Key, all.GetValueOrDefault(c.Key) + c.Value)),
        };
    }
}
