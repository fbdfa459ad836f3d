using System.Text.Json;
using Funnel.Connectors.Http;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Instagram;

/// <summary>
/// Private messages: https://developers.facebook.com/documentation/instagram-platform/private-replies. One to each comment within 7 days, and any number within 24 hours after
/// the person wrote. Permission instagram_business_manage_messages.
/// </summary>
internal sealed class ChatCalls(BearerHttp<InstagramAnswers> http, IOptions<InstagramOptions> options)
{
    private static readonly TimeSpan CommentedFor = TimeSpan.FromDays(7);
    private static readonly TimeSpan WroteFor = TimeSpan.FromHours(24);

    /// <summary>No number is documented; a bound all the same.</summary>
    private const int WroteMessages = 20;

    /// <summary>The one message that a comment allows.</summary>
    public static ChatWindow? WindowOf(Comment comment, DateTimeOffset now)
    {
        var since = comment.At < now ? comment.At : now; // clocks differ
        return since + CommentedFor > now ? new ChatWindow(WindowKind.Commented, "", comment.Id, comment.At, since + CommentedFor, 1) : null;
    }

    /// <summary>What a person's message opens. Conversations have no ids in events: whom it is with says which one it is.</summary>
    public static ChatWindow Wrote(string messageId, DateTimeOffset at) => new(WindowKind.Wrote, "", messageId, at, at + WroteFor, WroteMessages);

    /// <summary><c>POST /{ig-id}/messages</c></summary>
    public async Task<Outcome<SendReceipt>> Send(SourceAccount account, ChatWindow window, string personId, MessageContent content, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(window.MessageId, nameof(window));
        ArgumentException.ThrowIfNullOrWhiteSpace(personId);
        if (content is not MessageContent.Text text)
        {
            throw new ArgumentException($"Instagram cannot send {content.GetType().Name}.", nameof(content));
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(text.Body, nameof(content));
        if (text.Body.Length > options.Value.MessageChars)
        {
            return new Failure(
                FailureKind.Rejected, "message-too-long", $"The message has {text.Body.Length} characters, {options.Value.MessageChars} are allowed. Not sent.");
        }

        var path = $"{options.Value.ApiVersion}/{Uri.EscapeDataString(account.OpenId)}/messages";
        var body = new MessageBody(To(window, personId), new(text.Body));
        return await http.Post(account, "send-message", path, body, InstagramJson.Default.MessageBody, ReadReceipt, ct);
    }

    private static Recipient To(ChatWindow window, string personId) => window.Kind switch
    {
        WindowKind.Commented => new(null, window.MessageId),
        WindowKind.Wrote => new(personId, null),
        _ => throw new ArgumentOutOfRangeException(nameof(window), window.Kind, "Instagram has no message for this kind of window."),
    };

    private static SendReceipt? ReadReceipt(JsonElement root) =>
        root.Deserialize(InstagramJson.Default.MessageAnswer)?.MessageId is { Length: > 0 } id ? new SendReceipt(id) : null;
}
