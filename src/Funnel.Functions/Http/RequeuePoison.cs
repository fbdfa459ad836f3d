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
public sealed class RequeuePoison(FailedWork failed)
{
    [Function(nameof(RequeuePoison))]
    public async Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/poison/{queue}")] HttpRequest request, string queue, CancellationToken ct)
    {
        var dryRun = !string.Equals(request.Query["dryRun"], "false", StringComparison.OrdinalIgnoreCase);
        return QueueNames.All.Contains(queue, StringComparer.Ordinal)
            ? JsonAnswer.Of(new { queue, dryRun, messages = await failed.Requeue(queue, dryRun, ct) })
            : JsonAnswer.Of(new { error = $"there is no such queue; there are {string.Join(", ", QueueNames.All)}" }, StatusCodes.Status404NotFound);
    }
}
