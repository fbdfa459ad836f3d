using Funnel.Leads;
using Funnel.Measure.Reports;
using Funnel.Outreach;

namespace Funnel.Console.Languages;

/// <summary>Texts of Effect: what each action was worth.</summary>
public sealed partial record EffectTexts
{
    public required string Page { get; init; }
    public required string Lead { get; init; }
    public required string Compare { get; init; }
    public required IReadOnlyDictionary<ReportBy, string> By { get; init; }
    public required string Empty { get; init; }
    public required string EmptyHint { get; init; }

    /// <summary>Before the offer's id.</summary>
    public required string Offer { get; init; }
    public required string Tried { get; init; }

    /// <summary>{0}: what the offer's reward is.</summary>
    public required string RewardOf { get; init; }
    public required IReadOnlyDictionary<WordingReward, string> Rewards { get; init; }
    public required string Interval { get; init; }
    public required string IntervalHint { get; init; }
    public required string Best { get; init; }
    public required string Hidden { get; init; }
    public required string Time { get; init; }
    public required string Verdict { get; init; }
    public required string NotEnough { get; init; }
    public required string Told { get; init; }

    /// <summary>{0}: days.</summary>
    public required string ToldIn { get; init; }
    public required string NotInAYear { get; init; }

    /// <summary>{0}: people, {1} and {2}: the interval's ends.</summary>
    public required string Gain { get; init; }
    public required string FirstWords { get; init; }
    public required string Waits { get; init; }
    public required string Wait { get; init; }
    public required IReadOnlyDictionary<WaitKind, string> WaitKinds { get; init; }
    public required string Half { get; init; }
    public required string NineOfTen { get; init; }
    public required string WithinMinute { get; init; }
    public required string WithinFive { get; init; }
    public required string StillWaiting { get; init; }
    public required string Stayed { get; init; }
    public required string StayedHint { get; init; }
    public required string AddedOn { get; init; }
    public required string Added { get; init; }

    /// <summary>{0}: days.</summary>
    public required string AfterDays { get; init; }
    public required string Left { get; init; }
    public required string All { get; init; }
    public required string TooEarly { get; init; }

    /// <summary>{0}: rows that are not shown.</summary>
    public required string More { get; init; }
    public required string Seconds { get; init; }
    public required string Minutes { get; init; }
    public required string Hours { get; init; }
    public required string Days { get; init; }
}
