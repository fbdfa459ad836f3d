using System.Text.Json;
using Funnel.Connectors.Http;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.TikTok;

/// <summary>
/// Private messages: 10 within 48 hours after the person wrote. Comment-to-Message, where it is switched on: one to a first-level comment of at most 48 hours, if TikTok thinks
/// the comment fit for it, which only the answer tells. Scope message.list.send.
/// </summary>
internal sealed class ChatCalls(HeaderTokenHttp<TikTokAnswers> http, IOptions<TikTokOptions> options)
{
    /// <summary>Longest text of a message in UTF-16 characters.</summary>
    public const int MessageChars = 6000;

    private const int WroteMessages = 10;
    private static readonly TimeSpan Open = TimeSpan.FromHours(48);

    /// <summary>The one message that a comment may allow.</summary>
    public ChatWindow? WindowOf(Comment comment, DateTimeOffset now)
    {
        var since = comment.At < now ? comment.At : now; // clocks differ
        return options.Value.CommentToMessage && comment.ParentId is null && since + Open > now ? new ChatWindow(WindowKind.Commented, "", comment.Id, comment.At, since + Open, 1) : null;
    }

    /// <summary>What a person's message opens.</summary>
    public static ChatWindow Wrote(string conversationId, string messageId, DateTimeOffset at) => new(WindowKind.Wrote, conversationId, messageId, at, at + Open, WroteMessages);

    /// <summary><c>POST /business/message/send/</c></summary>
    public async Task<Outcome<SendReceipt>> Send(SourceAccount account, ChatWindow window, MessageContent content, CancellationToken ct)
    {
        if (content is not MessageContent.Text text)
        {
            throw new ArgumentException($"TikTok cannot send {content.GetType().Name}.", nameof(content));
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(text.Body, nameof(content));
        var body = Body(account, window, text.Body);
        if (text.Body.Length > MessageChars)
        {
            return new Failure(FailureKind.Rejected, "message-too-long", $"The message has {text.Body.Length} characters, {MessageChars} are allowed. Not sent.");
        }

        var sent = await http.Post(CallKind.Send, account, "send-message", "business/message/send/", body, TikTokJson.Default.MessageBody, ReadReceipt, ct);
        return window.Kind == WindowKind.Commented && sent.Failure is { Kind: FailureKind.Rejected or FailureKind.Forbidden or FailureKind.Gone } refused
            ? refused with { Kind = FailureKind.WindowClosed }
            : sent;
    }

    private static MessageBody Body(SourceAccount account, ChatWindow window, string text)
    {
        switch (window.Kind)
        {
            case WindowKind.Commented:
                ArgumentException.ThrowIfNullOrWhiteSpace(window.MessageId, nameof(window));
                return new(account.OpenId, "TEXT", new(text), null, null, new("COMMENT_REPLY", new(window.MessageId)));
            case WindowKind.Wrote:
                ArgumentException.ThrowIfNullOrWhiteSpace(window.ConversationId, nameof(window));
                return new(account.OpenId, "TEXT", new(text), "CONVERSATION", window.ConversationId, null);
            default:
                throw new ArgumentOutOfRangeException(nameof(window), window.Kind, "TikTok has no message for this kind of window.");
        }
    }

    private static SendReceipt? ReadReceipt(JsonElement root)
    {
        var data = Json.Property(root, "data")?.Deserialize(TikTokJson.Default.MessageData);
        return (data?.Message?.MessageId is { Length: > 0 } inside ? inside : data?.MessageId) is { Length: > 0 } id ? new SendReceipt(id) : null;
    }
}
