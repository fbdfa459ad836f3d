using Funnel.Accounts;
using Funnel.Leads;
using Funnel.Replay;
using Funnel.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>
/// Runs work again: <c>POST replay?lead=…&amp;effect=…</c> for one parked effect, <c>POST replay?account=…</c> for everything parked there,
/// <c>POST replay?queue=…</c> for messages that failed their last try. A dry run unless <c>dryRun=false</c>. What may have been sent is looked for first;
/// <c>unsent=true</c> is the word of whoever stands in <c>From</c> that one effect was not sent.
/// </summary>
public sealed class ReplayWork(ParkedWork parked, FailedWork failed, LeadStore leads, AccountBook accounts)
{
    private const string Script = "script";

    [Function("Replay")]
    public async Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/replay")] HttpRequest request, CancellationToken ct)
    {
        var dryRun = !string.Equals(request.Query["dryRun"], "false", StringComparison.OrdinalIgnoreCase);
        var unsent = string.Equals(request.Query["unsent"], "true", StringComparison.OrdinalIgnoreCase);
        if (Caller.Read(request, Script) is not { } by)
        {
            return new BadRequestObjectResult(new { error = Caller.Wrong });
        }

        // Nobody looked at a whole account, and a word without a name is nobody's.
        if (unsent && (request.Query["lead"].ToString().Length == 0 || request.Query["effect"].ToString().Length == 0 || string.Equals(by, Script, StringComparison.Ordinal)))
        {
            return new BadRequestObjectResult(new { error = "unsent=true is somebody's word about one effect: name lead=… and effect=…, and in From who says so" });
        }

        if (request.Query["lead"].ToString() is { Length: > 0 } text)
        {
            return !LeadId.TryParse(text, out var lead) ? new BadRequestObjectResult(new { error = $"lead must be {LeadId.Length} letters and digits" })
                : await leads.Find(lead, ct) is { } found ? await Replay(found, request.Query["effect"].ToString(), dryRun, unsent, by, ct)
                : NotThere($"there is no lead {lead}");
        }

        if (request.Query["queue"].ToString() is { Length: > 0 } queue)
        {
            return QueueNames.All.Contains(queue, StringComparer.Ordinal)
                ? new JsonResult(new { queue, dryRun, messages = await failed.Requeue(queue, dryRun, ct) })
                : new BadRequestObjectResult(new { error = $"queue must be one of {string.Join(", ", QueueNames.All)}" });
        }

        if (request.Query["account"].ToString() is not { Length: > 0 } account)
        {
            return new BadRequestObjectResult(new { error = "name lead=… (and effect=…), or account=…, or queue=…" });
        }

        return accounts.Find(account) is not null || (await accounts.Removed(ct)).Contains(account, StringComparer.Ordinal)
            ? new JsonResult(await parked.ReplayAll(account, dryRun, by, ct))
            : NotThere($"there is no account of this name; there are {string.Join(", ", accounts.All.Select(a => a.Id))}");
    }

    private async Task<IActionResult> Replay(Lead lead, string effect, bool dryRun, bool unsent, string by, CancellationToken ct) =>
        effect.Length == 0 || lead.Find(effect) is not null
            ? new JsonResult(await parked.Replay([lead.Id], effect, dryRun, by, ct, unsent))
            : NotThere($"lead {lead.Id} has no such effect; it has {string.Join(", ", lead.Effects.Select(e => e.Id))}");

    private static NotFoundObjectResult NotThere(string error) => new(new { error });
}
