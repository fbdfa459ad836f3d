using System.Globalization;
using Funnel.Console.Languages;
using Funnel.Leads;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Leads;

/// <summary>Which leads are looked at. Anything in the query that makes no sense is left out rather than refused.</summary>
/// <param name="Show">A <see cref="Stage"/> (came at least so far), an <see cref="Exit"/>, <see cref="Parked"/>, or empty for all.</param>
/// <param name="Text">Part of the name, the comment, the video's id or the person's id.</param>
/// <param name="Page">From 1.</param>
/// <param name="Shortened">More days were asked for than are shown at once.</param>
public sealed record LeadsFilter(string Show, string Account, DateOnly From, DateOnly To, string Text, int Page, bool Shortened)
{
    public const string Parked = "Parked";

    /// <summary>Most days shown at once: each is read in whole.</summary>
    public const int MaxDays = 31;
    private const int DefaultDays = 7;
    private const int MaxText = 100;
    private static readonly DateOnly First = new(2016, 1, 1);

    public static IReadOnlyList<string> Choices { get; } =
        [.. Enum.GetNames<Stage>().Skip(1), Parked, nameof(Exit.Declined), nameof(Exit.Lost)];

    public static LeadsFilter Of(IQueryCollection query, DateOnly today)
    {
        var to = Sane(Day(query["to"]) ?? today, today);
        var from = Sane(Day(query["from"]) ?? to.AddDays(1 - DefaultDays), today);
        (from, to) = from <= to ? (from, to) : (to, from);
        var shortened = to.DayNumber - from.DayNumber >= MaxDays;
        var text = query["q"].ToString().Trim();
        return new(
            Choices.FirstOrDefault(c => string.Equals(c, query["show"], StringComparison.Ordinal)) ?? "",
            query["account"].ToString(), shortened ? to.AddDays(1 - MaxDays) : from, to, TextCutter.Chars(text, MaxText),
            int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 1_000_000) : 1, shortened);
    }

    public bool Wants(LeadSummary lead) =>
        (Account.Length == 0 || string.Equals(lead.AccountId, Account, StringComparison.Ordinal)) && CameTo(lead) && Says(lead);

    public string Url(ConsoleRequest request, int page) => request.Url("leads", ("show", Show), ("account", Account), ("from", Format.Day(From)), ("to", Format.Day(To)), ("q", Text),
        ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null));

    /// <summary>The same meaning as in the funnel's picture, so that its numbers and this list agree.</summary>
    private bool CameTo(LeadSummary lead) => Show switch
    {
        nameof(Stage.Replied) => lead.Replied,
        nameof(Stage.Talking) => lead.Talking,
        nameof(Stage.Invited) => lead.Invited,
        nameof(Stage.Added) => lead.Added,
        nameof(Stage.Served) => lead.Served,
        nameof(Stage.Grouped) => lead.Grouped,
        nameof(Exit.Declined) => lead.Exit == Exit.Declined,
        nameof(Exit.Lost) => lead.Exit == Exit.Lost,
        Parked => lead.Waiting.Count > 0,
        _ => true,
    };

    private bool Says(LeadSummary lead) =>
        Text.Length == 0 || Has(lead.Nick) || Has(lead.Asked) || Has(lead.VideoId) || Has(lead.PersonId);

    private bool Has(string? text) => text?.Contains(Text, StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>No lead is older than the platforms or comes from the future, and the calendar's ends are no days to count from.</summary>
    private static DateOnly Sane(DateOnly day, DateOnly today) => day > today ? today : day < First ? First : day;

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
