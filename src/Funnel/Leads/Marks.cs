namespace Funnel.Leads;

/// <summary>All that a person counts for in the funnel: the stages that were reached, and how things stand.</summary>
[Flags]
internal enum Marks
{
    None = 0,
    Inquired = 1,
    Replied = 1 << 1,
    Talking = 1 << 2,
    Invited = 1 << 3,
    Added = 1 << 4,
    Served = 1 << 5,
    Lost = 1 << 6,
    Declined = 1 << 7,

    /// <summary>Something waits for an operator.</summary>
    Parked = 1 << 8,

    /// <summary>The reply is still under way.</summary>
    Pending = 1 << 9,

    /// <summary>Was in a group.</summary>
    Grouped = 1 << 10,

    /// <summary>A friend came by their link.</summary>
    Referred = 1 << 11,

    /// <summary>Got what was promised for friends.</summary>
    Rewarded = 1 << 12,
}

internal static class MarksOf
{
    /// <summary>Every single mark.</summary>
    public static IReadOnlyList<Marks> Each { get; } = [.. Enum.GetValues<Marks>().Where(m => m != Marks.None)];

    public static Marks Of(LeadSummary lead) => (lead.Asked.Length > 0 ? Marks.Inquired : 0)
        | (lead.Replied ? Marks.Replied : 0) | (lead.Talking ? Marks.Talking : 0) | (lead.Invited ? Marks.Invited : 0)
        | (lead.Added ? Marks.Added : 0) | (lead.Served ? Marks.Served : 0)
        | (lead.Exit == Exit.Lost ? Marks.Lost : 0) | (lead.Exit == Exit.Declined ? Marks.Declined : 0)
        | (lead.Waiting.Count > 0 ? Marks.Parked : 0) | (lead.Pending ? Marks.Pending : 0)
        | (lead.Grouped ? Marks.Grouped : 0) | (lead.Referred ? Marks.Referred : 0) | (lead.Rewarded ? Marks.Rewarded : 0);

    public static Marks Of(Stage stage) => stage switch
    {
        Stage.Inquired => Marks.Inquired,
        Stage.Replied => Marks.Replied,
        Stage.Talking => Marks.Talking,
        Stage.Invited => Marks.Invited,
        Stage.Added => Marks.Added,
        Stage.Served => Marks.Served,
        Stage.Grouped => Marks.Grouped,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "unknown stage"),
    };
}
