using System.Text.Json;

namespace Funnel.Connectors.Douyin;

/// <summary>Private messages. Scope im.direct_message.</summary>
internal sealed class ChatCalls(DouyinHttp http)
{
    /// <summary>Longest text of a message in UTF-16 characters.</summary>
    public const int MessageChars = 1000;

    private const int TextType = 1;
    private const int CardType = 10;

    /// <summary>https://open.douyin.com/im/send/msg/</summary>
    public async Task<Outcome<SendReceipt>> Send(SourceAccount account, ChatWindow window, string personId, MessageContent content, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(window.MessageId, nameof(window));
        ArgumentException.ThrowIfNullOrWhiteSpace(window.ConversationId, nameof(window));
        ArgumentException.ThrowIfNullOrWhiteSpace(personId);
        if (content is MessageContent.Text { Body.Length: > MessageChars } text)
        {
            return new Failure(
                FailureKind.Rejected, "message-too-long", $"The message has {text.Body.Length} characters, {MessageChars} are allowed. Not sent.");
        }

        var body = new MessageBody(Scene(window.Kind), window.MessageId, window.ConversationId, personId, Body(content));
        return await http.Post(account, "send-message", "im/send/msg/", body, WireJson.Default.MessageBody, ReadReceipt, ct);
    }

    private static string Scene(WindowKind kind) => kind switch
    {
        WindowKind.Opened => "im_enter_direct_msg",
        WindowKind.Wrote => "im_reply_msg",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Douyin has no scene for this kind of window."),
    };

    private static MessageBodyContent Body(MessageContent content)
    {
        switch (content)
        {
            case MessageContent.Text text:
                ArgumentException.ThrowIfNullOrWhiteSpace(text.Body, nameof(content));
                return new(TextType, new TextContent(text.Body), null);
            case MessageContent.Card card:
                ArgumentException.ThrowIfNullOrWhiteSpace(card.TemplateId, nameof(content));
                ArgumentException.ThrowIfNullOrWhiteSpace(card.AppId, nameof(content));
                return new(CardType, null, new CardContent(card.TemplateId, card.AppId, card.Path, card.Query));
            default:
                throw new ArgumentException($"Douyin cannot send {content.GetType().Name}.", nameof(content));
        }
    }

    private static SendReceipt? ReadReceipt(JsonElement root)
    {
        var answer = root.Deserialize(WireJson.Default.MessageAnswer);
        var id = string.IsNullOrEmpty(answer?.MsgId) ? answer?.MsgList?.FirstOrDefault(i => !string.IsNullOrEmpty(i)) : answer.MsgId;
        return id is null ? null : new SendReceipt(id);
    }
}
