using System.Globalization;
using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Measure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>
/// The funnel's numbers and leads as JSON, for scripts: <c>?from=yyyy-MM-dd&amp;to=yyyy-MM-dd</c>, the merchants' days, today by default; of one account or merchant with
/// <c>account=</c> or <c>merchant=</c>.
/// </summary>
public sealed class Numbers(FunnelReader funnel, AccountBook accounts)
{
    [Function("Funnel")]
    public async Task<IActionResult> Totals([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/funnel")] HttpRequest request, CancellationToken ct) =>
        Span(request) is not { } span ? Wrong() : Of(request) is { } of ? new JsonResult(Totals(await funnel.Read(of, span.From, span.To, ct))) : Nobody();

    [Function("Leads")]
    public async Task<IActionResult> Leads([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/leads")] HttpRequest request, CancellationToken ct) =>
        Span(request) is not { } span ? Wrong() : Of(request) is { } of ? new JsonResult(await funnel.Leads(of, span.From, span.To, ct)) : Nobody();

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
        Grouped = n.People[Stage.Grouped],
        n.Referred,
        n.Rewarded,
        n.Lost,
        n.Declined,
        n.Parked,
        n.Review,
        n.Pending,
    };

    /// <summary>The accounts that are meant; null when there is none such.</summary>
    private IReadOnlyList<string>? Of(HttpRequest request)
    {
        var (account, merchant) = (request.Query["account"].ToString(), request.Query["merchant"].ToString());
        var found = accounts.All
            .Where(a => (account.Length == 0 || string.Equals(a.Id, account, StringComparison.Ordinal)) && (merchant.Length == 0 || string.Equals(a.Merchant, merchant, StringComparison.Ordinal)))
            .Select(a => a.Id).ToList();
        return found.Count > 0 || (account.Length == 0 && merchant.Length == 0) ? found : null;
    }

    private (DateOnly From, DateOnly To)? Span(HttpRequest request)
    {
        var from = Day(request.Query["from"]);
        var to = Day(request.Query["to"]);
        return from is { } f && to is { } t && f <= t && t.DayNumber - f.DayNumber <= 92 ? (f, t) : null;
    }

    private DateOnly? Day(string? text) => string.IsNullOrEmpty(text) ? funnel.Today
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static NotFoundObjectResult Nobody() => new(new { error = "no account is configured that fits account and merchant" });

    private static BadRequestObjectResult Wrong() => new(new { error = "from and to must be days as yyyy-MM-dd, from not after to, at most 92 days apart" });
}
