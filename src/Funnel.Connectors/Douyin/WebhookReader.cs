using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Funnel.Connectors.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Douyin;

/// <summary>
/// Checks webhooks. The signature is the lowercase hex SHA-1 of the secret followed by the raw body, in <c>X-Douyin-Signature</c>; it covers
/// no time and not <c>Msg-Id</c>, so a recorded delivery can be played again under any id. So a delivery is known by what was signed, without what may differ between two tries
/// (<c>log_id</c>): event, app, both people and content, of which each event's has an id and a time of its own.
/// </summary>
internal sealed partial class WebhookReader(IOptions<DouyinOptions> options, TimeProvider time, ILogger<WebhookReader> log)
{
    public const int MaxBodyBytes = 1024 * 1024;

    /// <summary>A handshake has some 100 bytes; nothing longer is parsed for somebody who did not sign.</summary>
    private const int MaxUnsignedBytes = 4 * 1024;

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
            ? Parse(request.Body, Genuine)
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

    private WebhookResult Genuine(EventEnvelope envelope)
    {
        if (Handshake(envelope) is { } handshake)
        {
            return handshake;
        }

        if (!string.IsNullOrEmpty(envelope.ClientKey) && !string.Equals(envelope.ClientKey, options.Value.ClientKey, StringComparison.Ordinal))
        {
            return new WebhookResult.Refused(403, "the event is for another app");
        }

        if (string.IsNullOrEmpty(envelope.Event))
        {
            return new WebhookResult.Refused(400, "the event has no name");
        }

        var what = EventReader.Read(envelope, options.Value.ClientKey, time.GetUtcNow());
        return new WebhookResult.Accepted([what], DeliveryId(envelope, what));
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

    /// <summary>A grant given or withdrawn twice looks the same both times, so it has none.</summary>
    private static string? DeliveryId(EventEnvelope e, SourceEvent what) => what is SourceEvent.AccessChanged ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', e.Event, e.ClientKey, e.FromUserId, e.ToUserId, e.Content.ValueKind == JsonValueKind.Undefined ? "" : e.Content.GetRawText()))));

    private static partial class Log
    {
        [LoggerMessage(2104, LogLevel.Warning, "Douyin webhook refused with {Status}: {Reason}")]
        public static partial void Refused(ILogger log, int status, string reason);
    }
}
