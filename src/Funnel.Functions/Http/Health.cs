using Funnel.Accounts;
using Funnel.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Functions.Http;

/// <summary>Says whether work can be done, and if not, what is wrong: 200 or 503. Names accounts, never tokens.</summary>
public sealed class Health(IRows rows, IQueues queues, AccountBook accounts)
{
    [Function(nameof(Health))]
    public async Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request, CancellationToken ct)
    {
        var wrong = new List<string>();
        try
        {
            await rows.Find(Tables.Accounts, "health", "health", ct);
            foreach (var queue in QueueNames.All.SelectMany(QueueNames.PoisonQueues))
            {
                if (await queues.Count(queue, ct) is var poisoned and > 0)
                {
                    wrong.Add($"queue {queue} holds {poisoned} messages that failed again and again, or could not be read");
                }
            }

            wrong.AddRange((await accounts.Health(ct)).Where(a => a.PausedBecause is not null).Select(a => $"account {a.Id}: {a.PausedBecause}"));
        }
        catch (StorageException e)
        {
            wrong.Add($"storage: {e.Message}");
        }

        return new JsonResult(new { ok = wrong.Count == 0, wrong }) { StatusCode = wrong.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable };
    }
}
