using Funnel.Audit;
using Funnel.Connectors;
using Funnel.Console.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Funnel.Functions.Http;

/// <summary>A connector's webhook: read, answered and taken in as the connector under the name in the path wants it.</summary>
/// <remarks>
/// One function for all connectors: the Functions host takes the first route that fits, in the order of the functions' names. A route such as
/// <c>api/events/wecom</c> beside this one would be swallowed, or swallow.
/// </remarks>
public sealed partial class ReceiveEvent(
    ConnectorBook connectors, ConnectorCallbacks callbacks, AuditTally tally, ClientAddresses addresses, RequestLimiter limiter, ILogger<ReceiveEvent> log)
{
    [Function(nameof(ReceiveEvent))]
    public async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "api/events/{connector}")] HttpRequest request, string connector, CancellationToken ct)
    {
        if (connectors.Find(connector) is not { } known || known.Find<IWebhook>() is not { } webhook)
        {
            return TooMany(request) ?? new StatusCodeResult(StatusCodes.Status404NotFound);
        }

        if (await Webhooks.Read(request, ct) is not { } told)
        {
            return TooMany(request) ?? new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
        }

        switch (webhook.ReadWebhook(told))
        {
            case WebhookResult.Handshake handshake:
                return Text(handshake.Body, handshake.ContentType);
            case WebhookResult.Accepted accepted:
                await callbacks.Handle(known, accepted, ct);
                return new OkResult();
            case WebhookResult.Refused when TooMany(request) is { } tooMany:
                return tooMany;
            case WebhookResult.Refused refused:
                tally.Note(AuditLine.Nobody, AuditActions.WebhookRefused, "webhook/" + known.Name, addresses.Of(request.HttpContext).Text);
                return Refuse(known.Name, refused.Status, refused.Reason);
            default:
                throw new InvalidOperationException("unknown webhook result");
        }
    }

    /// <summary>Only what nobody signed is counted: a platform that tells much, and may share its address with who knows whom, is always heard.</summary>
    private IActionResult? TooMany(HttpRequest request)
    {
        if (limiter.Wait(request.HttpContext, "events") is not { } wait)
        {
            return null;
        }

        request.HttpContext.Response.Headers.RetryAfter = RequestLimiter.RetryAfter(wait);
        return new ObjectResult(new { error = RequestLimiter.TooMany }) { StatusCode = StatusCodes.Status429TooManyRequests };
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
