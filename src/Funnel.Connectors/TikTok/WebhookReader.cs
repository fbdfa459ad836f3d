using System.Globalization;
using System.Text.Json;
using Funnel.Connectors.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.TikTok;

/// <summary>
/// Checks webhooks: <c>Tiktok-Signature: t=UNIX,s=HEX</c>, the HMAC-SHA256 of <c>t</c>, a dot and the raw body with the app's secret. What is told again has another
/// <c>t</c>, so a delivery is known by its body.
/// </summary>
internal sealed partial class WebhookReader(EventReader events, IOptions<TikTokOptions> options, TimeProvider time, ILogger<WebhookReader> log)
{
    private TikTokOptions Options => options.Value;

    public WebhookResult Read(WebhookRequest request)
    {
        var result = SignedWebhook.Refuse(request) ?? Signed(request);
        if (result is WebhookResult.Refused refused)
        {
            Log.Refused(log, refused.Status, refused.Reason);
        }

        return result;
    }

    private WebhookResult Signed(WebhookRequest request)
    {
        var parts = request.Headers.GetValueOrDefault("Tiktok-Signature", "").Split(',', StringSplitOptions.TrimEntries);
        if (Part(parts, "t=") is not { } at || Part(parts, "s=") is not { } signature || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return new WebhookResult.Refused(401, "the signature is missing");
        }

        return !SignedWebhook.IsSigned(Options.ClientSecret, signature, at + ".", request.Body.Span) ? new WebhookResult.Refused(401, "the signature is wrong")
            : Json.Time(seconds) is { } signed && (time.GetUtcNow() - signed).Duration() <= Options.WebhookAge ? Parse(request.Body)
            : new WebhookResult.Refused(401, "the signature is too old");
    }

    private static string? Part(string[] parts, string name) => Array.Find(parts, p => p.StartsWith(name, StringComparison.Ordinal))?[name.Length..];

    private WebhookResult Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            if (JsonSerializer.Deserialize(ReadableJson.Of(body).Span, TikTokJson.Default.EventEnvelope) is not { Event.Length: > 0 } envelope)
            {
                return new WebhookResult.Refused(400, "the body is no event");
            }

            var what = events.Read(envelope, time.GetUtcNow());
            return new WebhookResult.Accepted([what], what is SourceEvent.AccessChanged ? null : SignedWebhook.IdOf(body.Span));
        }
        catch (Exception e) when (Json.IsBadInput(e))
        {
            return new WebhookResult.Refused(400, "the body is not readable JSON");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2112, LogLevel.Warning, "TikTok webhook refused with {Status}: {Reason}")]
        public static partial void Refused(ILogger log, int status, string reason);
    }
}
