using Funnel.Leads;
using Funnel.Replay;
using Funnel.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>
/// Runs work again: <c>POST replay?lead=…&amp;effect=…</c> for one parked effect, <c>POST replay?account=…</c> for everything parked there,
/// <c>POST replay?queue=…</c> for messages that failed their last try. A dry run unless <c>dryRun=false</c>.
/// </summary>
public sealed class ReplayWork(ParkedWork parked, FailedWork failed)
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

        if (request.Query["queue"].ToString() is { Length: > 0 } queue)
        {
            return QueueNames.All.Contains(queue, StringComparer.Ordinal)
                ? new JsonResult(new { queue, dryRun, messages = await failed.Requeue(queue, dryRun, ct) })
                : new BadRequestObjectResult(new { error = $"queue must be one of {string.Join(", ", QueueNames.All)}" });
        }

        return request.Query["account"].ToString() is { Length: > 0 } account
            ? new JsonResult(await parked.ReplayAll(account, dryRun, "script", ct))
            : new BadRequestObjectResult(new { error = "name lead=… (and effect=…), or account=…, or queue=…" });
    }
}
