using Funnel.Leads;

namespace Funnel.Measure.Reports;

/// <summary>How far people came, and what that was worth and cost, in <c>measure.currency</c>.</summary>
/// <param name="Value">Null where no value is configured.</param>
/// <param name="Cost">Null where no account has a cost.</param>
public sealed record FunnelFigures(IReadOnlyDictionary<Stage, int> People, int Lost, int Declined, int Parked, int Pending, double? Value, double? Cost)
{
    /// <summary>People who are, or were, contacts 7 days after being added, as far as can be told from those who were added so long ago; null while nobody was.</summary>
    public double? Retained { get; init; }

    /// <summary>People by whose link a friend came, and those who got what was promised for it.</summary>
    public int Referred { get; init; }

    public int Rewarded { get; init; }

    /// <summary>Of those who asked, the share that became contacts; null when nobody asked.</summary>
    public double? ContactShare => People[Stage.Inquired] > 0 ? (double)People[Stage.Added] / People[Stage.Inquired] : null;

    public double? CostPerContact => Cost is { } cost && People[Stage.Added] > 0 ? cost / People[Stage.Added] : null;

    public double? CostPerRetained => Cost is { } cost && Retained > 0 ? cost / Retained : null;

    internal static FunnelFigures Of(PeopleSum sum, MeasureOptions options, double? cost)
    {
        var people = Enum.GetValues<Stage>().ToDictionary(s => s, s => sum.Of(s));
        return new(people, sum.Of(Marks.Lost), sum.Of(Marks.Declined), sum.Of(Marks.Parked), sum.Of(Marks.Pending),
            options.Values.AreGiven ? people.Sum(p => p.Value * options.Values.Of(p.Key)) : null, cost)
        {
            Referred = sum.Of(Marks.Referred),
            Rewarded = sum.Of(Marks.Rewarded),
            Retained = RetentionFigures.Of(sum).After[1].Share * people[Stage.Added],
        };
    }
}
