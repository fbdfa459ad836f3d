using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.Instagram;

/// <summary>A list. Items are read one by one, so that one bad item does not cost the page.</summary>
internal sealed record ListAnswer(IReadOnlyList<JsonElement>? Data, Paging? Paging);

/// <param name="Next">The whole address of the next page; there when there is one.</param>
internal sealed record Paging(Cursors? Cursors, string? Next);

internal sealed record Cursors(string? After);

/// <param name="Timestamp">ISO 8601.</param>
internal sealed record MediaItem(string? Id, string? Caption, string? Permalink, string? Timestamp, long? CommentsCount);

/// <param name="From">Missing at times; the name is there then.</param>
internal sealed record CommentItem(
    string? Id, string? Text, string? Timestamp, string? Username, Commenter? From, bool? Hidden, string? ParentId, ListAnswer? Replies = null, MediaOfEvent? Media = null);

internal sealed record Commenter(string? Id, string? Username);

internal sealed record MediaOfEvent(string? Id);

internal sealed record ReplyBody(string Message);

/// <param name="Id">Of the reply.</param>
internal sealed record ReplyAnswer(string? Id);

/// <summary>Of a call that says all in its address.</summary>
internal sealed record NoBody;

internal sealed record SuccessAnswer(bool? Success);

internal sealed record MessageBody(Recipient Recipient, MessageText Message);

/// <summary>Either the person, or the comment whose author gets the message.</summary>
internal sealed record Recipient(string? Id, string? CommentId);

internal sealed record MessageText(string Text);

internal sealed record MessageAnswer(string? MessageId);

/// <param name="ExpiresIn">Seconds.</param>
/// <param name="Permissions">What was granted, as text or as a list.</param>
internal sealed record TokenAnswer(string? AccessToken, long? ExpiresIn, JsonElement? Permissions = null);

/// <summary>The first, short-lived token: at the root, or in a list of one.</summary>
internal sealed record CodeAnswer(string? AccessToken, JsonElement? Permissions, IReadOnlyList<TokenAnswer?>? Data);

internal sealed record WhoAnswer(string? UserId, string? Id);

/// <param name="Object"><c>instagram</c>.</param>
internal sealed record WebhookBody(string? Object, IReadOnlyList<WebhookEntry?>? Entry);

/// <param name="Id">The account.</param>
/// <param name="Time">Seconds or milliseconds.</param>
internal sealed record WebhookEntry(string? Id, long? Time, IReadOnlyList<JsonElement>? Changes, IReadOnlyList<JsonElement>? Messaging);

internal sealed record WebhookChange(string? Field, CommentItem? Value);

/// <param name="Timestamp">Milliseconds.</param>
internal sealed record Messaging(Party? Sender, Party? Recipient, long? Timestamp, ChatMessage? Message, Postback? Postback);

internal sealed record Party(string? Id);

/// <param name="IsEcho">The account sent it.</param>
/// <param name="AppId">The app through which it was sent, as far as the platform says.</param>
internal sealed record ChatMessage(string? Mid, string? Text, bool? IsEcho, bool? IsDeleted, bool? IsUnsupported, string? AppId);

internal sealed record Postback(string? Mid, string? Title);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LenientText), typeof(LenientNumber), typeof(LenientFlag)])]
[JsonSerializable(typeof(ListAnswer))]
[JsonSerializable(typeof(MediaItem))]
[JsonSerializable(typeof(CommentItem))]
[JsonSerializable(typeof(ReplyBody))]
[JsonSerializable(typeof(ReplyAnswer))]
[JsonSerializable(typeof(NoBody))]
[JsonSerializable(typeof(SuccessAnswer))]
[JsonSerializable(typeof(MessageBody))]
[JsonSerializable(typeof(MessageAnswer))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(CodeAnswer))]
[JsonSerializable(typeof(WhoAnswer))]
[JsonSerializable(typeof(WebhookBody))]
[JsonSerializable(typeof(WebhookChange))]
[JsonSerializable(typeof(Messaging))]
internal sealed partial class InstagramJson : JsonSerializerContext;
