using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.Douyin;

/// <summary><c>data</c> of a list. Items are read one by one, so that one bad item does not cost the page.</summary>
internal sealed record ListData(string? Cursor, bool? HasMore, IReadOnlyList<JsonElement>? List);

internal sealed record VideoItem(string? ItemId, string? Title, string? ShareUrl, long? CreateTime, VideoStatistics? Statistics);

internal sealed record VideoStatistics(long? CommentCount);

internal sealed record CommentItem(
    string? CommentId, string? CommentUserId, string? Content, long? CreateTime, string? ReplyCommentId, string? NickName, long? ReplyCommentTotal = null);

internal sealed record ReplyBody(string ItemId, string CommentId, string Content);

internal sealed record ReplyData(string? CommentId);

internal sealed record MessageBody(string Scene, string MsgId, string ConversationId, string ToUserId, MessageBodyContent Content);

internal sealed record MessageBodyContent(int MsgType, TextContent? Text, CardContent? AppletCard);

internal sealed record TextContent(string Text);

internal sealed record CardContent(string CardTemplateId, string AppId, string Path, string Query);

/// <summary>The root of a message's answer: its id is not in <c>data</c>.</summary>
internal sealed record MessageAnswer(string? MsgId, IReadOnlyList<string?>? MsgList);

internal sealed record CodeBody(string ClientKey, string ClientSecret, string Code, string GrantType);

/// <param name="ExpiresIn">Seconds; of the access token, and of the refresh token in the answer to a renewal.</param>
internal sealed record TokenData(
    string? AccessToken, long? ExpiresIn, string? RefreshToken, long? RefreshExpiresIn, string? OpenId, string? Scope);

/// <param name="Content">A JSON string for most events, an object for others.</param>
internal sealed record EventEnvelope(string? Event, string? ClientKey, string? FromUserId, string? ToUserId, JsonElement Content);

internal sealed record ChallengeContent(long? Challenge);

internal sealed record CommentContent(
    string? CommentId,
    string? CommentUserId,
    string? Content,
    long? CreateTime,
    string? ReplyToCommentId,
    string? ReplyToItemId,
    string? ParentId,
    string? NickName);

/// <param name="ConversationType">1 is a private chat; others are groups.</param>
/// <param name="Source">The client_key of the app that sent it, empty when it was sent by hand.</param>
/// <param name="ObjectId">The video from whose page the chat was opened.</param>
internal sealed record ChatContent(
    string? ConversationShortId,
    string? ServerMessageId,
    long? ConversationType,
    long? CreateTime,
    string? MessageType,
    string? Source,
    string? Text,
    string? ItemId,
    [property: JsonPropertyName("objectId")] string? ObjectId,
    IReadOnlyList<UserInfo?>? UserInfos);

internal sealed record UserInfo(string? OpenId, string? NickName);

internal sealed record ScopesContent(IReadOnlyList<string?>? Scopes);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LenientText), typeof(LenientNumber), typeof(LenientFlag)])]
[JsonSerializable(typeof(ListData))]
[JsonSerializable(typeof(VideoItem))]
[JsonSerializable(typeof(CommentItem))]
[JsonSerializable(typeof(ReplyBody))]
[JsonSerializable(typeof(ReplyData))]
[JsonSerializable(typeof(MessageBody))]
[JsonSerializable(typeof(MessageAnswer))]
[JsonSerializable(typeof(CodeBody))]
[JsonSerializable(typeof(TokenData))]
[JsonSerializable(typeof(EventEnvelope))]
[JsonSerializable(typeof(ChallengeContent))]
[JsonSerializable(typeof(CommentContent))]
[JsonSerializable(typeof(ChatContent))]
[JsonSerializable(typeof(ScopesContent))]
internal sealed partial class WireJson : JsonSerializerContext;
