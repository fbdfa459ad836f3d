namespace Funnel.Measure.Reports;

/// <summary>By what people are told apart.</summary>
public enum ReportBy
{
    /// <summary>All together.</summary>
    Nothing,

    /// <summary>The merchant's day on which they asked; of retention, that on which they were added.</summary>
    Day,

    /// <summary>The video under which they first asked.</summary>
    Video,

    /// <summary>What saw the inquiry: the merchant's rules, a model, an operator.</summary>
    Rule,

    /// <summary>The wording of the first public reply.</summary>
    Wording,

    /// <summary>Connector and account.</summary>
    Source,

    /// <summary>The merchant's hour in which a wait began; of waits alone.</summary>
    Hour,
}

/// <summary>What a report is asked for.</summary>
/// <param name="Accounts">Whose people, by account id.</param>
/// <param name="From">First day of the merchants on which they asked.</param>
/// <param name="To">The last, not before the first; at most <see cref="MostDays"/> days in all.</param>
/// <param name="By">Null for what is usual of the report.</param>
public sealed record ReportQuery(IReadOnlyList<string> Accounts, DateOnly From, DateOnly To, ReportBy? By = null)
{
    public const int MostDays = 400;

    public bool IsRight => From <= To && To.DayNumber - From.DayNumber < MostDays;
}

/// <summary>By what a row of a report stands for.</summary>
/// <param name="Offer">Empty where people of all offers are counted together.</param>
/// <param name="Id">A day, a video, a tier, a wording's place, connector and account, or an hour; empty of all together.</param>
public sealed record ReportKey(string Offer, string Id)
{
    public static ReportKey All { get; } = new("", "");
}
