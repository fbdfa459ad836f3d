using System.Text.Json;
using Funnel.Measure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>Says whether work is being done, and if not, what is wrong: 200 or 503. Names accounts, never tokens.</summary>
public sealed class Health(HealthReader health)
{
    [Function(nameof(Health))]
    public async Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request, CancellationToken ct)
    {
        var report = await health.Read(ct);
        return new ContentResult
        {
            Content = JsonSerializer.Serialize(report, JsonSerializerOptions.Web), // the same names whatever the host's own habits are
            ContentType = "application/json",
            StatusCode = report.Ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable,
        };
    }
}
