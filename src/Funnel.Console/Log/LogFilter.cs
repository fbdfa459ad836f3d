using System.Globalization;
using Funnel.Audit;
using Funnel.Console.Languages;
using Microsoft.AspNetCore.Http;

namespace Funnel.Console.Log;

/// <summary>Which lines of the audit are looked at. Anything in the query that makes no sense is left out rather than refused.</summary>
/// <param name="From">The first day, in the console's offset.</param>
/// <param name="To">The last day.</param>
/// <param name="What">One of <see cref="AuditActions"/>, or empty for any.</param>
/// <param name="Cursor">Where the page begins; null for the newest line.</param>
public sealed record LogFilter(DateOnly From, DateOnly To, string By, string What, string On, string? Cursor)
{
    private const int MaxText = 100;
    private const int DefaultDays = 31;
    private static readonly DateOnly First = new(2020, 1, 1);

    public static LogFilter Of(IQueryCollection query, DateOnly today)
    {
        var to = Sane(Day(query["to"]) ?? today, today);
        var from = Sane(Day(query["from"]) ?? to.AddDays(1 - DefaultDays), today);
        (from, to) = from <= to ? (from, to) : (to, from);
        var what = AuditActions.All.FirstOrDefault(a => string.Equals(a, query["what"], StringComparison.Ordinal)) ?? "";
        return new(from, to, Text(query["by"]), what, Text(query["on"]), query["cursor"].ToString() is { Length: > 0 } cursor ? cursor : null);
    }

    public AuditQuery ToQuery(TimeSpan offset) => new(new(From, TimeOnly.MinValue, offset), new(To.AddDays(1), TimeOnly.MinValue, offset))
    {
        By = By.Length == 0 ? null : By,
        What = What.Length == 0 ? null : What,
        On = On.Length == 0 ? null : On,
    };

    /// <summary>The same lines elsewhere: on another page, or as a file.</summary>
    public string Url(ConsoleRequest request, string path, string? cursor = null) => request.Url(
        path, ("by", By), ("what", What), ("on", On), ("from", Format.Day(From)), ("to", Format.Day(To)), ("cursor", cursor));

    private static string Text(string? text) => TextCutter.Chars((text ?? "").Trim(), MaxText);

    private static DateOnly Sane(DateOnly day, DateOnly today) => day > today ? today : day < First ? First : day;

    private static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
