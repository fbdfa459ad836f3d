using System.Globalization;
using System.Security.Cryptography;
using Funnel.Clocks;
using Funnel.Connectors.WeCom;

namespace Funnel.Connectors.OfficialAccount;

/// <summary>
/// Checks callbacks of the message push and turns them into events (https://developers.weixin.qq.com/doc/service/guide/dev/push/encryption.html). Only encrypted messages are believed: the
/// plain signature covers nothing of the body. The cipher is WeCom's, with the AppID for a receiver.
/// </summary>
/// <param name="clocks">What is known of how wrong our clock is.</param>
internal sealed class FollowerEvents(OfficialAccountOptions options, TimeProvider time, PlatformClocks? clocks = null) : IWebhook
{
    /// <summary>Whose contacts they are: an Official Account has no staff that people add.</summary>
    public const string Staff = "officialaccount";

    private const int MaxBody = 256 * 1024;
    private const int MaxEcho = 256;
    private const int MaxName = 100;
    private const string NewFollower = "qrscene_";

    private readonly WeComCrypto crypto = new(options.CallbackToken, options.EncodingAesKey, options.AppId);

    public WebhookResult ReadWebhook(WebhookRequest request)
    {
        var isHandshake = string.Equals(request.Method, "GET", StringComparison.OrdinalIgnoreCase);
        if (!isHandshake && !string.Equals(request.Method, "POST", StringComparison.OrdinalIgnoreCase))
        {
            return new WebhookResult.Refused(405, "only GET and POST");
        }

        return !request.Query.TryGetValue("timestamp", out var timestamp) || !request.Query.TryGetValue("nonce", out var nonce)
            ? new WebhookResult.Refused(400, "timestamp or nonce is missing")
            : isHandshake ? Handshake(request, timestamp, nonce) : Event(request, timestamp, nonce);
    }

    /// <summary>Saving the address on the developer platform: the text comes back as it is.</summary>
    private WebhookResult Handshake(WebhookRequest request, string timestamp, string nonce) =>
        !request.Query.TryGetValue("echostr", out var echo) || echo.Length is 0 or > MaxEcho || !echo.All(char.IsAsciiLetterOrDigit) ? new WebhookResult.Refused(400, "echostr is missing or none")
        : !request.Query.TryGetValue("signature", out var signature) || !crypto.Verify(signature, timestamp, nonce, "") ? new WebhookResult.Refused(401, "the signature is wrong")
        : WhyNotRecent(timestamp) is { } old ? new WebhookResult.Refused(401, old)
        : new WebhookResult.Handshake("text/plain", echo);

    private WebhookResult Event(WebhookRequest request, string timestamp, string nonce)
    {
        if (request.Body.Length > MaxBody)
        {
            return new WebhookResult.Refused(413, "the body is larger than any callback");
        }

        if (FlatXml.Read(request.Body.Span) is not { } envelope)
        {
            return new WebhookResult.Refused(400, "the body is no callback: choose XML as the data format of the message push");
        }

        if (!envelope.TryGetValue("Encrypt", out var encrypted) || encrypted.Length == 0 || !request.Query.TryGetValue("msg_signature", out var signature))
        {
            return new WebhookResult.Refused(400, "the message is not encrypted: choose the safe mode (安全模式) of the message push");
        }

        if (!crypto.Verify(signature, timestamp, nonce, encrypted))
        {
            return new WebhookResult.Refused(401, "the signature is wrong");
        }

        if (WhyNotRecent(timestamp) is { } old)
        {
            return new WebhookResult.Refused(401, old);
        }

        if (!crypto.TryDecrypt(encrypted, out var message))
        {
            return new WebhookResult.Refused(401, "signed, but not decryptable for this account: check officialAccount.encodingAesKey and appId");
        }

        return FlatXml.ReadGenuine(message) is { } fields
            ? new WebhookResult.Accepted([From(fields)], Convert.ToHexStringLower(SHA256.HashData(message)))
            : new WebhookResult.Refused(400, "the decrypted message is not in the form of an event");
    }

    private string? WhyNotRecent(string timestamp) => CallbackAge.Wrong(timestamp, options.CallbackClockSkew, "officialAccount.callbackClockSkew", time.GetUtcNow(), clocks);

    /// <summary>
    /// https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_event_pushes.html: who did not follow comes with <c>subscribe</c>, who did with <c>SCAN</c>.
    /// </summary>
    private DestinationEvent From(IReadOnlyDictionary<string, string> fields)
    {
        var at = long.TryParse(Text(fields, "CreateTime"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? UnixTime.Read(seconds) ?? time.GetUtcNow() : time.GetUtcNow();
        var name = Text(fields, "Event") ?? $"message.{Text(fields, "MsgType") ?? "unknown"}";
        if (Text(fields, "FromUserName") is not { } person)
        {
            return new DestinationEvent.Other(TextCutter.Chars(name, MaxName), at);
        }

        var (contact, key) = (new ContactId(Staff, person), Text(fields, "EventKey"));
        return name switch
        {
            "subscribe" => Added(contact, key is not null && key.StartsWith(NewFollower, StringComparison.Ordinal) ? key[NewFollower.Length..] : null, at),
            "SCAN" => Added(contact, key, at),
            "unsubscribe" => new DestinationEvent.DeletedByPerson(contact, at),
            _ => new DestinationEvent.Other(TextCutter.Chars(name, MaxName), at),
        };
    }

    private static DestinationEvent.Added Added(ContactId contact, string? state, DateTimeOffset at) => new(contact, state, WelcomeCode: null, Half: false, at);

    private static string? Text(IReadOnlyDictionary<string, string> fields, string name) => fields.TryGetValue(name, out var text) && text.Length > 0 ? text : null;
}
