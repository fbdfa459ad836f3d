using System.Text.Json.Serialization;

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

    /// <summary>The person commented, and the platform lets that be answered in private (Instagram: 7 days, 1 message). They are not in the chat yet.</summary>
    Commented,

    /// <summary>The person commented, and staff writes to them by hand, for there is no API to.</summary>
    ByHand,
}

/// <summary>A time in which we may write to a person, as the platform's event granted it.</summary>
/// <param name="MessageId">The inbound message or event the window hangs on.</param>
/// <param name="OpenedAt">By the platform's clock: it tells which of two windows is newer, and how long one lasts.</param>
/// <param name="ExpiresAt">By the platform's clock in an event; by ours, counted from its receipt, in everything that is stored.</param>
/// <param name="Allowance">How many messages it permits in all.</param>
public sealed record ChatWindow(WindowKind Kind, string ConversationId, string MessageId, DateTimeOffset OpenedAt, DateTimeOffset ExpiresAt, int Allowance)
{
    /// <summary>The person is in the chat: they opened it, or wrote.</summary>
    [JsonIgnore]
    public bool IsChat => Kind is WindowKind.Opened or WindowKind.Wrote;
}

/// <summary>Knows which comments may be answered in private.</summary>
public interface ICommentWindow
{
    /// <summary>The window that a comment opens by itself (<see cref="WindowKind.Commented"/>), counted from <paramref name="now"/>; null when it opens none, or none any more.</summary>
    ChatWindow? WindowOf(Comment comment, DateTimeOffset now);
}

/// <summary>The content of a private message.</summary>
public abstract record MessageContent
{
    private MessageContent() { }

    public sealed record Text(string Body) : MessageContent;

    /// <summary>A card that opens a page of the merchant's mini program; the query carries what the page needs.</summary>
    public sealed record Card(string TemplateId, string AppId, string Path, string Query) : MessageContent;
}
