using System.Globalization;
using Funnel.Audit;
using Funnel.Console;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Funnel.Functions.Http;

/// <summary>
/// The audit for scripts, the newest line first: <c>GET api/audit?from=2026-03-01&amp;to=2026-03-31</c>, days in the console's offset or moments such as
/// <c>2026-03-01T08:00:00Z</c>; the last 31 days by default. <c>by</c>, <c>what</c> and <c>on</c> ask for some, <c>format=csv</c> or <c>Accept: text/csv</c> for CSV.
/// The next page is at <c>next</c>, and in the header Link.
/// </summary>
public sealed class AuditLines(AuditLog audit, AuditTally tally, IOptions<ConsoleOptions> options, TimeProvider time)
{
    private const int DefaultTake = 200;
    private const int MaxTake = 1_000;
    private const int DefaultDays = 31;
    private const int MaxDays = 3_660;

    [Function("ReadAudit")]
    public async Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/audit")] HttpRequest request, CancellationToken ct)
    {
        await tally.Flush();
        if (Query(request.Query) is not { } query)
        {
            return Wrong($"from and to must be days as yyyy-MM-dd or moments such as 2026-03-01T08:00:00Z, from not after to, at most {MaxDays} days apart");
        }

        var take = request.Query["take"].ToString() is { Length: > 0 } asked ? int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0 : DefaultTake;
        if (take is < 1 or > MaxTake)
        {
            return Wrong($"take must be from 1 to {MaxTake}");
        }

        var page = await audit.Read(query, request.Query["cursor"].ToString() is { Length: > 0 } cursor ? cursor : null, take, ct);
        var next = page.Next is { } at ? Next(request, query, at) : null;
        if (next is not null)
        {
            request.HttpContext.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        }

        return IsCsv(request)
            ? new ContentResult { Content = CsvCell.Mark + AuditCsv.Head + string.Concat(page.Lines.Select(AuditCsv.Row)), ContentType = "text/csv; charset=utf-8", StatusCode = 200 }
            : JsonAnswer.Of(new { lines = page.Lines.Select(l => new { l.At, l.By, l.What, l.On, l.Before, l.After, l.Address, l.Count }), next });
    }

    private static bool IsCsv(HttpRequest request) => request.Query["format"].ToString() switch
    {
        "" => request.Headers.Accept.ToString().StartsWith("text/csv", StringComparison.OrdinalIgnoreCase),
        var format => string.Equals(format, "csv", StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>The same question from there on, with its ends as they were: what is written meanwhile shifts nothing.</summary>
    private static string Next(HttpRequest request, AuditQuery query, string cursor)
    {
        var kept = request.Query.Where(q => q.Key is not ("from" or "to" or "cursor" or "code")).Select(q => KeyValuePair.Create(q.Key, q.Value.ToString()));
        var text = new QueryBuilder(kept) { { "from", Exact(query.From) }, { "to", Exact(query.Before.AddTicks(-1)) }, { "cursor", cursor } };
        return $"/api/audit{text}";
    }

    private AuditQuery? Query(IQueryCollection query)
    {
        var now = time.GetUtcNow();
        var (before, isTo) = Moment(query["to"], now.AddSeconds(1), end: true);
        var (from, isFrom) = Moment(query["from"], before.Year > 1 ? before.AddDays(-DefaultDays) : before, end: false);
        return isTo && isFrom && from < before && before - from <= TimeSpan.FromDays(MaxDays) && from.Year > 1
            ? new(from, before) { By = Text(query["by"]), What = Text(query["what"]), On = Text(query["on"]) } : null;
    }

    /// <summary>A day's begin, or the end of the day; a moment as it is.</summary>
    private (DateTimeOffset At, bool IsRight) Moment(string? text, DateTimeOffset otherwise, bool end)
    {
        if (string.IsNullOrEmpty(text))
        {
            return (otherwise, true);
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999)
        {
            return (new(end ? day.AddDays(1) : day, TimeOnly.MinValue, options.Value.UtcOffset), true);
        }

        var isMoment = text.Contains('T', StringComparison.Ordinal) & DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at);
        return isMoment && at.UtcDateTime.Year is > 1 and < 9999
            ? (end ? at.AddTicks(1) : at, true) : (otherwise, false);
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Exact(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static ContentResult Wrong(string error) => JsonAnswer.Of(new { error }, StatusCodes.Status400BadRequest);
}
