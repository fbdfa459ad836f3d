using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Funnel.Clocks;

namespace Funnel.Connectors.WeCom;

/// <summary>
/// Checks callbacks and turns them into events (https://developer.work.weixin.qq.com/document/path/90930, .../92130, .../97299). Signature first, then age,
/// then decryption with the receive id; only then is anything believed.
/// </summary>
/// <param name="clocks">What is known of how wrong our clock is.</param>
internal sealed class CallbackReader(WeComOptions options, TimeProvider time, PlatformClocks? clocks = null)
{
    private const int MaxBody = 256 * 1024;

    private readonly WeComCrypto crypto = new(options.CallbackToken, options.EncodingAesKey, options.CorpId);

    public WebhookResult Read(WebhookRequest request)
    {
        if (HttpMethodIs(request, "GET"))
        {
            return Handshake(request);
        }

        return HttpMethodIs(request, "POST") ? Event(request) : new WebhookResult.Refused(405, "only GET and POST");
    }

    private static bool HttpMethodIs(WebhookRequest request, string method) => string.Equals(request.Method, method, StringComparison.OrdinalIgnoreCase);

    private WebhookResult Handshake(WebhookRequest request)
    {
        if (!request.Query.TryGetValue("echostr", out var echo) || echo.Length is 0 or > 4096)
        {
            return new WebhookResult.Refused(400, "echostr is missing or too long");
        }

        // Base64 has no spaces: one can only be a '+' that a form decoder mistook. The signature is over the '+'.
        var (message, refused) = Open(request, echo.Replace(' ', '+'));
        if (refused is not null)
        {
            return refused;
        }

        return Utf8Text(message) is { } text ? new WebhookResult.Handshake("text/plain", text) : new WebhookResult.Refused(400, "the decrypted echostr is not text");
    }

    private WebhookResult Event(WebhookRequest request)
    {
        if (request.Body.Length > MaxBody)
        {
            return new WebhookResult.Refused(413, "the body is larger than any callback");
        }

        if (FlatXml.Read(request.Body.Span) is not { } envelope || !envelope.TryGetValue("Encrypt", out var encrypted) || encrypted.Length == 0)
        {
            return new WebhookResult.Refused(400, "the body is no callback envelope");
        }

        var (message, refused) = Open(request, encrypted);
        if (refused is not null)
        {
            return refused;
        }

        if (IsForAnotherApp(envelope))
        {
            return new WebhookResult.Refused(403, "the callback is for another application than Funnel:WeCom:AgentId");
        }

        return FlatXml.ReadGenuine(message) is { } fields
            ? new WebhookResult.Accepted([CallbackEvents.From(fields, time.GetUtcNow())], Convert.ToHexStringLower(SHA256.HashData(message)))
            : new WebhookResult.Refused(400, "the decrypted message is not in the form of an event");
    }

    private (byte[] Message, WebhookResult.Refused? Refused) Open(WebhookRequest request, string encrypted)
    {
        if (!request.Query.TryGetValue("msg_signature", out var signature) ||
            !request.Query.TryGetValue("timestamp", out var timestamp) ||
            !request.Query.TryGetValue("nonce", out var nonce))
        {
            return ([], new WebhookResult.Refused(400, "msg_signature, timestamp or nonce is missing"));
        }

        if (!crypto.Verify(signature, timestamp, nonce, encrypted))
        {
            return ([], new WebhookResult.Refused(401, "the signature is wrong"));
        }

        if (CallbackAge.Wrong(timestamp, options.CallbackClockSkew, "Funnel:WeCom:CallbackClockSkew", time.GetUtcNow(), clocks) is { } old)
        {
            return ([], new WebhookResult.Refused(401, old));
        }

        return crypto.TryDecrypt(encrypted, out var message)
            ? (message, null)
            : ([], new WebhookResult.Refused(401, "signed, but not decryptable for this corp: check Funnel:WeCom:EncodingAesKey and CorpId"));
    }

    private bool IsForAnotherApp(IReadOnlyDictionary<string, string> envelope) =>
        options.AgentId is { } ours && envelope.TryGetValue("AgentID", out var theirs) && theirs.Length > 0 &&
        !string.Equals(theirs, ours.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string? Utf8Text(byte[] message)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(message);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
