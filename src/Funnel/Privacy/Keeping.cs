using Funnel.Leads;

namespace Funnel.Privacy;

/// <summary>What may be forgotten. Pure.</summary>
internal static class Keeping
{
    /// <summary>Stands where a text stood that was forgotten: a lead without words would count as one that never asked.</summary>
    public const string NoText = "…";

    /// <summary>
    /// Whether a lead is over its time. Never one with which the machine still has something to do; one that waits for an operator after its own, longer time.
    /// </summary>
    public static bool IsOver(Lead lead, KeepOptions keep, RetryRules rules, DateTimeOffset now)
    {
        if (lead.UnderWay(rules, now).Any())
        {
            return false;
        }

        return LastTouched(lead, now) + (lead.NeedsPerson ? Max(keep.Parked, keep.Leads) : keep.Leads) <= now;
    }

    /// <summary>Whether its words are over their time, and there are any.</summary>
    public static bool AreTextsOver(Lead lead, KeepOptions keep, RetryRules rules, DateTimeOffset now) =>
        keep.Texts is { } kept && !lead.NeedsPerson && !lead.UnderWay(rules, now).Any() && LastTouched(lead, now) + kept <= now && lead != WithoutTexts(lead);

    /// <summary>When anything last happened with the person. What seems to be still to come (a clock was wrong) does not count.</summary>
    public static DateTimeOffset LastTouched(Lead lead, DateTimeOffset now)
    {
        IEnumerable<DateTimeOffset?> times =
        [
            lead.MovedAt, lead.Window?.OpenedAt, lead.ArrivedAt, lead.LeftAt,
            .. lead.Asks.Select(a => (DateTimeOffset?)a.At), .. lead.Effects.SelectMany(e => new[] { e.AttemptedAt, e.SentAt }),
        ];
        return times.Where(t => t <= now).Max() ?? lead.OpenedAt;
    }

    /// <summary>The same lead without what was said; the same object when nothing was.</summary>
    public static Lead WithoutTexts(Lead lead)
    {
        var asks = lead.Asks.Any(a => !string.Equals(a.Text, NoText, StringComparison.Ordinal)) ? lead.Asks.Select(a => a with { Text = NoText }) : null;
        var effects = lead.Effects.Any(e => e.Text is not (null or NoText)) ? lead.Effects.Select(e => e.Text is null ? e : e with { Text = NoText }) : null;
        return asks is null && effects is null ? lead : lead with { Asks = asks is null ? lead.Asks : [.. asks], Effects = effects is null ? lead.Effects : [.. effects] };
    }

    /// <summary>An entry of the journal without what was said. Ids that stand where words stand are no words.</summary>
    public static LeadEvent WithoutTexts(LeadEvent entry) =>
        entry.Detail is null or NoText || entry.Kind is LeadEventKind.LinkPassedOn or LeadEventKind.CameByLink ? entry : entry with { Detail = NoText };

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
