using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.TikTok;

/// <summary><c>data</c> of a list. Items are read one by one, so that one bad item does not cost the page.</summary>
internal sealed record ListData(string? Cursor, bool? HasMore, IReadOnlyList<JsonElement>? Videos, IReadOnlyList<JsonElement>? Comments);

/// <param name="CreateTime">Seconds, as text.</param>
/// <param name="Comments">How many.</param>
internal sealed record VideoItem(string? ItemId, string? Caption, string? ShareUrl, long? CreateTime, long? Comments);

/// <param name="CreateTime">Seconds, as text.</param>
/// <param name="Owner">The account's own.</param>
/// <param name="UniqueIdentifier">The commenter; the same in comments, webhooks and messages.</param>
/// <param name="ParentCommentId">Of replies: the first-level comment.</param>
internal sealed record CommentItem(
    string? CommentId, string? Text, long? CreateTime, bool? Owner, string? UniqueIdentifier, string? DisplayName, string? Username, string? ParentCommentId, long? Replies);

internal sealed record ReplyBody(string BusinessId, string VideoId, string CommentId, string Text);

/// <param name="Action"><c>HIDE</c> or <c>UNHIDE</c>.</param>
internal sealed record HideBody(string BusinessId, string VideoId, string CommentId, string Action);

/// <param name="UniqueIdentifier">The account's own.</param>
internal sealed record ReplyData(string? CommentId, string? UniqueIdentifier);

internal sealed record MessageBody(string BusinessId, string MessageType, MessageText Text, string? RecipientType, string? Recipient, DirectReply? DirectReply);

internal sealed record MessageText(string? Body);

internal sealed record DirectReply(string ReplyType, CommentReply CommentReply);

internal sealed record CommentReply(string CommentId);

internal sealed record MessageData(SentMessage? Message, string? MessageId);

internal sealed record SentMessage(string? MessageId);

internal sealed record CodeBody(string ClientId, string ClientSecret, string GrantType, string AuthCode, string RedirectUri);

internal sealed record RefreshBody(string ClientId, string ClientSecret, string GrantType, string RefreshToken);

/// <param name="ExpiresIn">Seconds.</param>
/// <param name="RefreshTokenExpiresIn">Seconds.</param>
internal sealed record TokenData(string? AccessToken, long? ExpiresIn, string? RefreshToken, long? RefreshTokenExpiresIn, string? OpenId, string? Scope);

/// <param name="UserOpenid">The account.</param>
/// <param name="Content">JSON as text.</param>
internal sealed record EventEnvelope(string? Event, long? CreateTime, string? UserOpenid, string? Content);

/// <param name="CommentType"><c>comment</c> or <c>reply</c>.</param>
/// <param name="CommentAction"><c>insert</c>, <c>delete</c>, or a change of who may see it.</param>
/// <param name="Timestamp">Seconds.</param>
internal sealed record CommentContent(
    string? CommentId, string? VideoId, string? ParentCommentId, string? CommentType, string? CommentAction, string? UniqueIdentifier, long? Timestamp, string? Text);

/// <param name="From">The sender's name.</param>
/// <param name="Timestamp">Milliseconds.</param>
internal sealed record ChatContent(
    string? ConversationId, string? MessageId, string? UniqueIdentifier, ChatUser? FromUser, ChatUser? ToUser, string? From, string? Type, MessageText? Text, long? Timestamp);

internal sealed record ChatUser(string? Id);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LenientText), typeof(LenientNumber), typeof(LenientFlag)])]
[JsonSerializable(typeof(ListData))]
[JsonSerializable(typeof(VideoItem))]
[JsonSerializable(typeof(CommentItem))]
[JsonSerializable(typeof(ReplyBody))]
[JsonSerializable(typeof(HideBody))]
[JsonSerializable(typeof(ReplyData))]
[JsonSerializable(typeof(MessageBody))]
[JsonSerializable(typeof(MessageData))]
[JsonSerializable(typeof(CodeBody))]
[JsonSerializable(typeof(RefreshBody))]
[JsonSerializable(typeof(TokenData))]
[JsonSerializable(typeof(EventEnvelope))]
[JsonSerializable(typeof(CommentContent))]
[JsonSerializable(typeof(ChatContent))]
internal sealed partial class TikTokJson : JsonSerializerContext;
