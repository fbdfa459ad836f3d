using System.Text.Json;
using Funnel.Measure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>Says whether work is being done, and if not, what is wrong: 200 or 503. Names accounts, never tokens.</summary>
/// <remarks>Who asks too often gets what was last found, so that a probe is answered whoever else asks from its address.</remarks>
public sealed class Health(HealthReader health, LastHealth last, RequestLimiter limiter)
{
    [Function(nameof(Health))]
    public async Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/health")] HttpRequest request, CancellationToken ct)
    {
        var report = last.Report is { } known && limiter.Wait(request.HttpContext, "health") is not null ? known : last.Report = await health.Read(ct);
        return new ContentResult
        {
            Content = JsonSerializer.Serialize(report, JsonSerializerOptions.Web), // the same names whatever the host's own habits are
            ContentType = "application/json",
            StatusCode = report.Ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
        };
    }
}
