using Funnel.Intake;
using Funnel.Platforms;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Funnel.Functions.Http;

/// <summary>A source's webhook: checks the signature, answers the handshake, queues. The platform cuts the connection after 5 s.</summary>
public sealed partial class ReceivePlatformEvent(IEnumerable<ISource> sources, SourceEvents events, ILogger<ReceivePlatformEvent> log)
{
    [Function(nameof(ReceivePlatformEvent))]
    public async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/events/{platform}")] HttpRequest request, string platform, CancellationToken ct)
    {
        var source = sources.FirstOrDefault(s => string.Equals(s.Name, platform, StringComparison.OrdinalIgnoreCase));
        if (source is null || await Webhooks.Read(request, ct) is not { } webhook)
        {
            return new StatusCodeResult(source is null ? StatusCodes.Status404NotFound : StatusCodes.Status413PayloadTooLarge);
        }

        switch (source.ReadWebhook(webhook))
        {
            case WebhookResult.Handshake handshake:
                return new ContentResult { Content = handshake.Body, ContentType = handshake.ContentType, StatusCode = StatusCodes.Status200OK };
            case WebhookResult.Accepted accepted:
                await events.Queue(source.Name, accepted.Events, ct);
                return new OkResult();
            case WebhookResult.Refused refused:
                Log.Refused(log, platform, refused.Status, refused.Reason);
                return new ObjectResult(new { error = refused.Reason }) { StatusCode = refused.Status };
            default:
                throw new InvalidOperationException("unknown webhook result");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Warning, "A webhook for {Platform} was refused with {Status}: {Reason}")]
        public static partial void Refused(ILogger log, string platform, int status, string reason);
    }
}
