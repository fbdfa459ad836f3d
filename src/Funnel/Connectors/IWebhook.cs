namespace Funnel.Connectors;

/// <summary>Reads what a platform tells by calling us.</summary>
public interface IWebhook
{
    /// <summary>Checks a call's signature, decrypts and reads it, or answers the handshake. Never throws on hostile input.</summary>
    WebhookResult ReadWebhook(WebhookRequest request);
}

/// <param name="Headers">Header values by case-insensitive name.</param>
/// <param name="Query">Query values, decoded once.</param>
public sealed record WebhookRequest(string Method, IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Query, ReadOnlyMemory<byte> Body);

/// <summary>What to do with a webhook.</summary>
public abstract record WebhookResult
{
    private WebhookResult() { }

    /// <summary>Answer the handshake with this body.</summary>
    public sealed record Handshake(string ContentType, string Body) : WebhookResult;

    /// <summary>Refuse it. The reason is for our log and the answer, and tells an attacker nothing.</summary>
    public sealed record Refused(int Status, string Reason) : WebhookResult;

    /// <summary>Genuine: these events are to be queued.</summary>
    /// <param name="DeliveryId">
    /// The same for the same event told again, and for no other, whoever tells it: made from what is signed alone, so not from a header that anybody may change. Null when the
    /// platform gives nothing to make it from.
    /// </param>
    public sealed record Accepted(IReadOnlyList<ConnectorEvent> Events, string? DeliveryId) : WebhookResult;
}
