namespace Funnel.Connectors;

/// <summary>Writes in the private chat.</summary>
public interface IChat
{
    /// <summary>Sends one private message inside an open window. One attempt; <see cref="FailureKind.Unknown"/> unless it is certain whether it was carried out.</summary>
    Task<Outcome<SendReceipt>> SendMessage(SourceAccount account, ChatWindow window, string personId, MessageContent content, CancellationToken ct);
}

public enum WindowKind
{
    /// <summary>The person opened the chat (Douyin: 30 s, 3 messages).</summary>
    Opened,

    /// <summary>The person wrote (Douyin: 24 h, 6 messages).</summary>
    Wrote,
}

/// <summary>A time in which we may write to a person, as the platform's event granted it.</summary>
/// <param name="MessageId">The inbound message or event the window hangs on.</param>
/// <param name="OpenedAt">By the platform's clock: it tells which of two windows is newer, and how long one lasts.</param>
/// <param name="ExpiresAt">By the platform's clock in an event; by ours, counted from its receipt, in everything that is stored.</param>
/// <param name="Allowance">How many messages it permits in all.</param>
public sealed record ChatWindow(WindowKind Kind, string ConversationId, string MessageId, DateTimeOffset OpenedAt, DateTimeOffset ExpiresAt, int Allowance);

/// <summary>The content of a private message.</summary>
public abstract record MessageContent
{
    private MessageContent() { }

    public sealed record Text(string Body) : MessageContent;

    /// <summary>A card that opens a page of the merchant's mini program; the query carries what the page needs.</summary>
    public sealed record Card(string TemplateId, string AppId, string Path, string Query) : MessageContent;
}
