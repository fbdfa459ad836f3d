using Funnel.Arrival;
using Funnel.Intake;
using Funnel.Platforms;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Funnel.Functions.Http;

/// <summary>
/// A connector's webhook, read and answered as whoever is registered under the name in the path wants it. Platforms cut the connection after
/// 5 s, so a source's comments are only queued. An opened chat is open for 30 s and a welcome code lives 20 s: these are handled inside the call.
/// </summary>
/// <remarks>
/// One function for all connectors: the Functions host takes the first route that fits, in the order of the functions' names. A route such as
/// <c>api/events/wecom</c> beside this one would be swallowed, or swallow.
/// </remarks>
public sealed partial class ReceiveEvent(
    IEnumerable<ISource> sources, IEnumerable<IDestination> destinations, SourceEvents events, ContactEvents contacts, ILogger<ReceiveEvent> log)
{
    [Function(nameof(ReceiveEvent))]
    public async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "api/events/{connector}")] HttpRequest request, string connector, CancellationToken ct)
    {
        var source = sources.FirstOrDefault(s => string.Equals(s.Name, connector, StringComparison.OrdinalIgnoreCase));
        var destination = destinations.FirstOrDefault(d => string.Equals(d.Name, connector, StringComparison.OrdinalIgnoreCase));
        if (source is null && destination is null)
        {
            return new StatusCodeResult(StatusCodes.Status404NotFound);
        }

        if (await Webhooks.Read(request, ct) is not { } webhook)
        {
            return new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
        }

        return source is not null ? await Take(source, webhook, ct) : await Take(destination!, webhook);
    }

    private async Task<IActionResult> Take(ISource source, WebhookRequest webhook, CancellationToken ct)
    {
        switch (source.ReadWebhook(webhook))
        {
            case WebhookResult.Handshake handshake:
                return Text(handshake.Body, handshake.ContentType);
            case WebhookResult.Accepted accepted:
                await events.Queue(source.Name, accepted.Events, ct);
                return new OkResult();
            case WebhookResult.Refused refused:
                return Refuse(source.Name, refused.Status, refused.Reason);
            default:
                throw new InvalidOperationException("unknown webhook result");
        }
    }

    private async Task<IActionResult> Take(IDestination destination, WebhookRequest webhook)
    {
        switch (destination.ReadCallback(webhook))
        {
            case CallbackResult.Handshake handshake:
                return Text(handshake.Body, "text/plain");
            case CallbackResult.Accepted accepted:
                // Not the request's token: a platform that hangs up after 5 s must not stop a welcome on its way.
                await contacts.Handle(accepted.Event, CancellationToken.None);
                return new OkResult();
            case CallbackResult.Refused refused:
                return Refuse(destination.Name, refused.Status, refused.Reason);
            default:
                throw new InvalidOperationException("unknown callback result");
        }
    }

    private static ContentResult Text(string body, string contentType) =>
        new() { Content = body, ContentType = contentType, StatusCode = StatusCodes.Status200OK };

    private ObjectResult Refuse(string connector, int status, string reason)
    {
        Log.Refused(log, connector, status, reason);
        return new ObjectResult(new { error = reason }) { StatusCode = status };
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Warning, "An event for {Connector} was refused with {Status}: {Reason}")]
        public static partial void Refused(ILogger log, string connector, int status, string reason);
    }
}
