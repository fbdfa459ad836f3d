using System.Globalization;
using Funnel.Leads;
using Funnel.Measure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>The funnel's numbers and leads as JSON, for scripts: <c>?from=yyyy-MM-dd&amp;to=yyyy-MM-dd</c>, the merchants' days, today by default.</summary>
public sealed class Numbers(FunnelReader funnel)
{
    [Function("Funnel")]
    public async Task<IActionResult> Totals([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/funnel")] HttpRequest request, CancellationToken ct) =>
        Span(request) is { } span ? new JsonResult(Totals(await funnel.Read(span.From, span.To, ct))) : Wrong();

    [Function("Leads")]
    public async Task<IActionResult> Leads([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/leads")] HttpRequest request, CancellationToken ct) =>
        Span(request) is { } span ? new JsonResult(await funnel.Leads(span.From, span.To, ct)) : Wrong();

    /// <summary>The names that scripts know.</summary>
    private static object Totals(FunnelNumbers n) => new
    {
        n.Comments,
        n.Inquiries,
        Replied = n.People[Stage.Replied],
        Talking = n.People[Stage.Talking],
        Invited = n.People[Stage.Invited],
        Added = n.People[Stage.Added],
        Served = n.People[Stage.Served],
        n.Lost,
        n.Declined,
        n.Parked,
        n.Review,
        n.Pending,
    };

    private (DateOnly From, DateOnly To)? Span(HttpRequest request)
    {
        var from = Day(request.Query["from"]);
        var to = Day(request.Query["to"]);
        return from is { } f && to is { } t && f <= t && t.DayNumber - f.DayNumber <= 92 ? (f, t) : null;
    }

    private DateOnly? Day(string? text) => string.IsNullOrEmpty(text) ? funnel.Today
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static BadRequestObjectResult Wrong() => new(new { error = "from and to must be days as yyyy-MM-dd, from not after to, at most 92 days apart" });
}
