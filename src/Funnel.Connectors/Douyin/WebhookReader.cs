using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Douyin;

/// <summary>
/// Checks webhooks. The signature is the lowercase hex SHA-1 of the secret followed by the raw body, in <c>X-Douyin-Signature</c>; it covers
/// no time and not <c>Msg-Id</c>, so a recorded delivery can be played again: whoever handles events must bear repeats.
/// </summary>
internal sealed partial class WebhookReader(IOptions<DouyinOptions> options, TimeProvider time, ILogger<WebhookReader> log)
{
    public const int MaxBodyBytes = 1024 * 1024;

    /// <summary>A handshake has some 100 bytes; nothing longer is parsed for somebody who did not sign.</summary>
    private const int MaxUnsignedBytes = 4 * 1024;

    private const int MaxDeliveryIdChars = 128;

    public WebhookResult Read(WebhookRequest request)
    {
        var result = Check(request);
        if (result is WebhookResult.Refused refused)
        {
            Log.Refused(log, refused.Status, refused.Reason);
        }

        return result;
    }

    private WebhookResult Check(WebhookRequest request)
    {
        if (!HttpMethod.Post.Method.Equals(request.Method, StringComparison.OrdinalIgnoreCase))
        {
            return new WebhookResult.Refused(405, "only POST is answered");
        }

        if (request.Body.Length > MaxBodyBytes)
        {
            return new WebhookResult.Refused(413, "the body is over 1 MiB");
        }

        return request.Headers.TryGetValue("X-Douyin-Signature", out var signature) && signature.Length > 0
            ? ReadSigned(request, signature)
            : ReadUnsigned(request);
    }

    private WebhookResult ReadSigned(WebhookRequest request, string signature) =>
        IsSigned(signature, request.Body.Span)
            ? Parse(request.Body, root => Genuine(root, DeliveryId(request)))
            : new WebhookResult.Refused(401, "the signature is wrong");

    /// <summary>
    /// It is not documented whether the handshake is signed, so an unsigned one is answered too. That gives nothing away: the answer is the
    /// number that came.
    /// </summary>
    private static WebhookResult ReadUnsigned(WebhookRequest request)
    {
        var unsigned = new WebhookResult.Refused(401, "the signature is missing");
        return request.Body.Length <= MaxUnsignedBytes && Parse(request.Body, Handshake) is WebhookResult.Handshake handshake ? handshake : unsigned;
    }

    private bool IsSigned(string signature, ReadOnlySpan<byte> body)
    {
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        sha1.AppendData(Encoding.UTF8.GetBytes(options.Value.WebhookSecret));
        sha1.AppendData(body);
        var expected = Convert.ToHexStringLower(sha1.GetHashAndReset());
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature));
    }

    private static WebhookResult? Handshake(EventEnvelope envelope)
    {
        if (envelope.Event is not "verify_webhook")
        {
            return null;
        }

        return EventReader.Content(envelope.Content, WireJson.Default.ChallengeContent)?.Challenge is { } challenge
            ? new WebhookResult.Handshake("application/json", $$"""{"challenge":{{Json.Invariant(challenge)}}}""")
            : new WebhookResult.Refused(400, "the handshake has no challenge number");
    }

    private WebhookResult Genuine(EventEnvelope envelope, string? deliveryId)
    {
        if (Handshake(envelope) is { } handshake)
        {
            return handshake;
        }

        if (!string.IsNullOrEmpty(envelope.ClientKey) && !string.Equals(envelope.ClientKey, options.Value.ClientKey, StringComparison.Ordinal))
        {
            return new WebhookResult.Refused(403, "the event is for another app");
        }

        return string.IsNullOrEmpty(envelope.Event)
            ? new WebhookResult.Refused(400, "the event has no name")
            : new WebhookResult.Accepted([EventReader.Read(envelope, options.Value.ClientKey, time.GetUtcNow())], deliveryId);
    }

    private static WebhookResult Parse(ReadOnlyMemory<byte> body, Func<EventEnvelope, WebhookResult?> read)
    {
        try
        {
            return JsonSerializer.Deserialize(ReadableJson.Of(body).Span, WireJson.Default.EventEnvelope) is { } envelope && read(envelope) is { } result
                ? result
                : new WebhookResult.Refused(400, "the body is no event");
        }
        catch (Exception e) when (Json.IsBadInput(e))
        {
            return new WebhookResult.Refused(400, "the body is not readable JSON");
        }
    }

    private static string? DeliveryId(WebhookRequest request) =>
        request.Headers.TryGetValue("Msg-Id", out var id) && id.Length is > 0 and <= MaxDeliveryIdChars ? id : null;

    private static partial class Log
    {
        [LoggerMessage(2104, LogLevel.Warning, "Douyin webhook refused with {Status}: {Reason}")]
        public static partial void Refused(ILogger log, int status, string reason);
    }
}
