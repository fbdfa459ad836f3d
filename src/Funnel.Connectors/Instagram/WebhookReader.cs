using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Funnel.Connectors.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Instagram;

/// <summary>
/// Checks webhooks: <c>X-Hub-Signature-256: sha256=</c> and the hex HMAC-SHA256 of the raw body with the app's secret. It covers no time, so a recorded delivery can be played
/// again; events must be harmless when repeated, and the same bytes are one delivery. The handshake is a GET that shows the verify token.
/// </summary>
internal sealed partial class WebhookReader(IOptions<InstagramOptions> options, TimeProvider time, ILogger<WebhookReader> log)
{
    private const string Prefix = "sha256=";
    private const int MaxChallenge = 200;

    private InstagramOptions Options => options.Value;

    public WebhookResult Read(WebhookRequest request)
    {
        var result = HttpMethod.Get.Method.Equals(request.Method, StringComparison.OrdinalIgnoreCase) ? Handshake(request) : SignedWebhook.Refuse(request) ?? Signed(request);
        if (result is WebhookResult.Refused refused)
        {
            Log.Refused(log, refused.Status, refused.Reason);
        }

        return result;
    }

    private WebhookResult Handshake(WebhookRequest request)
    {
        string Query(string name) => request.Query.GetValueOrDefault(name, "");
        if (Options.VerifyToken.Length == 0)
        {
            return new WebhookResult.Refused(403, "no verify token is set");
        }

        var isTheirs = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Options.VerifyToken), Encoding.UTF8.GetBytes(Query("hub.verify_token")));
        var challenge = Query("hub.challenge");
        return !isTheirs || Query("hub.mode") is not "subscribe" ? new WebhookResult.Refused(403, "the handshake is wrong")
            : challenge.Length is 0 or > MaxChallenge || !challenge.All(char.IsAsciiLetterOrDigit) ? new WebhookResult.Refused(400, "the handshake has no challenge")
            : new WebhookResult.Handshake("text/plain", challenge);
    }

    private WebhookResult Signed(WebhookRequest request)
    {
        if (!request.Headers.TryGetValue("X-Hub-Signature-256", out var signature) || !signature.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return new WebhookResult.Refused(401, "the signature is missing");
        }

        return SignedWebhook.IsSigned(Options.AppSecret, signature[Prefix.Length..], "", request.Body.Span)
            ? Parse(request.Body)
            : new WebhookResult.Refused(401, "the signature is wrong");
    }

    private WebhookResult Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(ReadableJson.Of(body).Span, InstagramJson.Default.WebhookBody) is { Object: "instagram", Entry: not null } told
                ? new WebhookResult.Accepted([.. EventReader.Read(told, Options.AppId, time.GetUtcNow())], SignedWebhook.IdOf(body.Span))
                : new WebhookResult.Refused(400, "the body is no event of Instagram");
        }
        catch (Exception e) when (Json.IsBadInput(e))
        {
            return new WebhookResult.Refused(400, "the body is not readable JSON");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2111, LogLevel.Warning, "Instagram webhook refused with {Status}: {Reason}")]
        public static partial void Refused(ILogger log, int status, string reason);
    }
}
