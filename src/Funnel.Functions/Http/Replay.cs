using Funnel.Leads;
using Funnel.Replay;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>
/// Runs parked work again: <c>POST replay?lead=…&amp;effect=…</c> for one, <c>POST replay?account=…</c> for everything parked there. A dry run
/// unless <c>dryRun=false</c>.
/// </summary>
public sealed class ReplayWork(ParkedWork parked)
{
    [Function("Replay")]
    public async Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/replay")] HttpRequest request, CancellationToken ct)
    {
        var dryRun = !string.Equals(request.Query["dryRun"], "false", StringComparison.OrdinalIgnoreCase);
        if (request.Query["lead"].ToString() is { Length: > 0 } text)
        {
            return LeadId.TryParse(text, out var lead)
                ? new JsonResult(await parked.Replay([lead], request.Query["effect"], dryRun, "script", ct))
                : new BadRequestObjectResult(new { error = $"lead must be {LeadId.Length} letters and digits" });
        }

        return request.Query["account"].ToString() is { Length: > 0 } account
            ? new JsonResult(await parked.ReplayAll(account, dryRun, "script", ct))
            : new BadRequestObjectResult(new { error = "name lead=… (and effect=…), or account=…" });
    }
}
