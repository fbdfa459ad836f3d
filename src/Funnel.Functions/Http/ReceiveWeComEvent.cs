using Funnel.Arrival;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Funnel.Functions.Http;

/// <summary>
/// WeCom's callback: decrypts, and sends the welcome inside the call because its code lives 20 s; the rest is queued. WeCom waits 5 s and
/// then calls again, which changes nothing.
/// </summary>
public sealed partial class ReceiveWeComEvent(IEnumerable<IDestination> destinations, Reception reception, ILogger<ReceiveWeComEvent> log)
{
    [Function(nameof(ReceiveWeComEvent))]
    public async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "api/events/wecom")] HttpRequest request, CancellationToken ct)
    {
        var destination = destinations.FirstOrDefault(d => string.Equals(d.Name, "wecom", StringComparison.Ordinal));
        if (destination is null || await Webhooks.Read(request, ct) is not { } webhook)
        {
            return new StatusCodeResult(destination is null ? StatusCodes.Status404NotFound : StatusCodes.Status413PayloadTooLarge);
        }

        switch (destination.ReadCallback(webhook))
        {
            case CallbackResult.Handshake handshake:
                return new ContentResult { Content = handshake.Body, ContentType = "text/plain", StatusCode = StatusCodes.Status200OK };
            case CallbackResult.Accepted accepted:
                // Not the request's token: WeCom hanging up after 5 s must not stop a welcome on its way.
                await reception.Handle(accepted.Event, CancellationToken.None);
                return new OkResult();
            case CallbackResult.Refused refused:
                Log.Refused(log, refused.Status, refused.Reason);
                return new ObjectResult(new { error = refused.Reason }) { StatusCode = refused.Status };
            default:
                throw new InvalidOperationException("unknown callback result");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3011, LogLevel.Warning, "A WeCom callback was refused with {Status}: {Reason}")]
        public static partial void Refused(ILogger log, int status, string reason);
    }
}
