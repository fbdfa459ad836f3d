using System.Globalization;
using Funnel.Accounts;
using Funnel.Measure.Reports;
using Funnel.Weeks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>
/// Reports for scripts: <c>GET api/reports/effect?from=2026-03-01&amp;to=2026-03-31&amp;by=wording&amp;format=csv</c>; the last 30 of the merchants' days by default, of one account or
/// merchant with <c>account=</c> or <c>merchant=</c>, as JSON, <c>csv</c> or <c>text</c>. <c>GET api/reports/week?week=2026-W10</c> is a whole week beside the week before, as JSON or
/// text; the last one by default.
/// </summary>
public sealed class Reports(ReportDesk desk, WeekDesk weeks, AccountBook accounts, MerchantDays days)
{
    private const int UsualDays = 30;

    [Function("ReadReport")]
    public async Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/reports/{name}")] HttpRequest request, string name, CancellationToken ct)
    {
        if (name is WeekDesk.Name)
        {
            return await Week(request, Of(request), ct);
        }

        if (!ReportDesk.Names.Contains(name, StringComparer.Ordinal))
        {
            return Wrong($"there is no such report: {string.Join(", ", ReportDesk.Names)}, {WeekDesk.Name}", StatusCodes.Status404NotFound);
        }

        var to = Day(request.Query["to"], days.Latest);
        var from = Day(request.Query["from"], to?.AddDays(1 - UsualDays));
        ReportBy? by = null;
        if (request.Query["by"].ToString() is { Length: > 0 } asked)
        {
            by = Enum.TryParse<ReportBy>(asked, ignoreCase: true, out var known) && Enum.IsDefined(known) && (known != ReportBy.Hour || name is "waits") ? known : null;
            if (by is null)
            {
                return Wrong("by must be nothing, day, video, rule, wording or source; of waits also hour");
            }
        }

        if (from is not { } first || to is not { } last || new ReportQuery(Of(request), first, last, by) is not { IsRight: true } query)
        {
            return Wrong($"from and to must be days as yyyy-MM-dd, from not after to, at most {ReportQuery.MostDays} days");
        }

        if (query.Accounts.Count == 0)
        {
            return Nobody();
        }

        var table = await desk.Read(name, query, ct);
        return request.Query["format"].ToString() switch
        {
            "" or "json" => JsonAnswer.Text(table.ToJson(), StatusCodes.Status200OK),
            "csv" => new ContentResult { Content = CsvCell.Mark + table.ToCsv(), ContentType = "text/csv; charset=utf-8", StatusCode = StatusCodes.Status200OK },
            "text" => Plain(table.ToText()),
            _ => Wrong("format must be json, csv or text"),
        };
    }

    private async Task<IActionResult> Week(HttpRequest request, List<string> of, CancellationToken ct)
    {
        if (weeks.LastWhole(of) is not { } last)
        {
            return Nobody();
        }

        var (week, asked, isText) = (last, request.Query["week"].ToString(), request.Query["format"].ToString());
        string? wrong =
            ((string[])["from", "to", "by"]).Any(request.Query.ContainsKey) ? "a week is asked for by week, such as 2026-W10, and not by from, to and by"
            : asked.Length > 0 && (!Weeks.Week.TryParse(asked, out week) || week.CompareTo(last) > 0) ? $"week must be one that is over, such as {last}"
            : isText is not ("" or "json" or "text") ? "format must be json or text"
            : WeekDesk.IsLanguage(request.Query["lang"]) ? null : "lang must be zh or en";
        if (wrong is not null)
        {
            return Wrong(wrong);
        }

        var report = await weeks.Read(of, week, ct);
        return isText is "text" ? Plain(WeekDesk.ToText(report, request.Query["lang"])) : JsonAnswer.Text(WeekDesk.ToJson(report), StatusCodes.Status200OK);
    }

    private List<string> Of(HttpRequest request)
    {
        var (account, merchant) = (request.Query["account"].ToString(), request.Query["merchant"].ToString());
        return [.. accounts.All
            .Where(a => (account.Length == 0 || string.Equals(a.Id, account, StringComparison.Ordinal)) && (merchant.Length == 0 || string.Equals(a.Merchant, merchant, StringComparison.Ordinal)))
            .Select(a => a.Id)];
    }

    /// <summary>Days within a year of the ends of time are none: nothing can be reckoned around them.</summary>
    private static DateOnly? Day(string? text, DateOnly? otherwise) => string.IsNullOrEmpty(text) ? otherwise
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2 and < 9998 ? day : null;

    private static ContentResult Plain(string text) => new() { Content = text, ContentType = "text/plain; charset=utf-8", StatusCode = StatusCodes.Status200OK };

    private static ContentResult Nobody() => Wrong("no account is configured that fits account and merchant", StatusCodes.Status404NotFound);

    private static ContentResult Wrong(string error, int status = StatusCodes.Status400BadRequest) => JsonAnswer.Of(new { error }, status);
}
