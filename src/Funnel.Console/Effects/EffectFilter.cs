using System.Globalization;
using Funnel.Console.Languages;
using Funnel.Measure.Reports;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Effects;

/// <summary>Of whom and of when Effect tells. Anything in the query that makes no sense is left out rather than refused.</summary>
/// <param name="Account">One of the operator's; empty for all.</param>
/// <param name="By">What is compared.</param>
public sealed record EffectFilter(DateOnly From, DateOnly To, string Account, ReportBy By)
{
    private const int DefaultDays = 30;

    /// <summary>What is worth comparing.</summary>
    public static IReadOnlyList<ReportBy> Choices { get; } = [ReportBy.Wording, ReportBy.Video, ReportBy.Rule, ReportBy.Source];

    public static EffectFilter Of(IQueryCollection query, DateOnly today)
    {
        var to = Sane(Day(query["to"]) ?? today, today);
        var from = Sane(Day(query["from"]) ?? to.AddDays(1 - DefaultDays), today);
        (from, to) = from <= to ? (from, to) : (to, from);
        from = to.DayNumber - from.DayNumber >= ReportQuery.MostDays ? to.AddDays(1 - ReportQuery.MostDays) : from;
        return new(from, to, query["account"].ToString(), Choices.FirstOrDefault(c => string.Equals(c.ToString(), query["by"], StringComparison.OrdinalIgnoreCase), ReportBy.Wording));
    }

    /// <param name="accounts">For which the operator works.</param>
    public ReportQuery ToQuery(IReadOnlyList<string> accounts, ReportBy? by) =>
        new([.. accounts.Where(a => Account.Length == 0 || string.Equals(a, Account, StringComparison.Ordinal))], From, To, by);

    public string Url(ConsoleRequest request, string path, params ReadOnlySpan<(string Name, string? Value)> more) => request.Url(
        path, [("from", Format.Day(From)), ("to", Format.Day(To)), ("account", Account), ("by", By == ReportBy.Wording ? null : By.ToString().ToLowerInvariant()), .. more]);

    private static DateOnly Sane(DateOnly day, DateOnly today) => day > today ? today : day.DayNumber < today.DayNumber - (10 * ReportQuery.MostDays) ? today : day;

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
