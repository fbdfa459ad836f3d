using System.Globalization;
using Funnel.Audit;
using Funnel.Console.SignIn;
using Funnel.Replay;
using Funnel.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>
/// Puts messages that failed their last try back into their queue, once the cause is mended: <c>POST api/poison/comments</c>. A dry run, which counts them, unless
/// <c>dryRun=false</c>.
/// </summary>
public sealed class RequeuePoison(FailedWork failed, AuditLog audit, ClientAddresses addresses)
{
    [Function(nameof(RequeuePoison))]
    public async Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/poison/{queue}")] HttpRequest request, string queue, CancellationToken ct)
    {
        var dryRun = !string.Equals(request.Query["dryRun"], "false", StringComparison.OrdinalIgnoreCase);
        if (!QueueNames.All.Contains(queue, StringComparer.Ordinal))
        {
            return JsonAnswer.Of(new { error = $"there is no such queue; there are {string.Join(", ", QueueNames.All)}" }, StatusCodes.Status404NotFound);
        }

        var messages = await failed.Requeue(queue, dryRun, ct);
        if (!dryRun)
        {
            await audit.Write(new(Caller.Read(request, "script") ?? "script", AuditActions.PoisonRequeued, "queue/" + queue)
            {
                After = messages.ToString(CultureInfo.InvariantCulture),
                Address = addresses.Of(request.HttpContext).Text,
            });
        }

        return JsonAnswer.Of(new { queue, dryRun, messages });
    }
}
