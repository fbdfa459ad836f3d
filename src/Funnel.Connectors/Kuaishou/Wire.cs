using System.Text.Json;
using System.Text.Json.Serialization;

namespace Funnel.Connectors.Kuaishou;

/// <param name="PostTimeStart">Milliseconds; with an end or not at all.</param>
internal sealed record ListBody(long AdvertiserId, long PostTimeStart, long PostTimeEnd, long Page, int PageSize);

/// <summary><c>data</c> of the list of comments. Items are read one by one, so that one bad item does not cost the page.</summary>
internal sealed record ListData(long? TotalCount, IReadOnlyList<JsonElement>? Details);

/// <param name="CommentAuthorId">The commenter's Kuaishou user id.</param>
/// <param name="CommentLevel">1, or 2 for an answer.</param>
/// <param name="PostTime">Milliseconds.</param>
internal sealed record CommentItem(
    string? CommentId, string? RootCommentId, string? CommentAuthorId, string? PhotoId, string? PhotoAuthorId, long? CommentLevel, string? CommentContent, long? PostTime, string? Nickname);

internal sealed record TreeBody(long AdvertiserId, long CommentId);

internal sealed record TreeData(IReadOnlyList<JsonElement>? ChildCommentDetailList);

internal sealed record ReplyBody(long AdvertiserId, IReadOnlyList<ReplyItem> ReplyList);

internal sealed record ReplyItem(long ReplyToCommentId, string PhotoId, long PhotoAuthorId, long ReplyToUserId, string ReplyContent);

internal sealed record ReplyData(IReadOnlyList<ReplyResult?>? ReplyResultList);

/// <param name="Result">1 when it was replied, 2 when it failed.</param>
internal sealed record ReplyResult(string? ReplyToCommentId, [property: JsonPropertyName("reply_result")] long? Result);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LenientText), typeof(Http.LenientNumber)])]
[JsonSerializable(typeof(ListBody))]
[JsonSerializable(typeof(ListData))]
[JsonSerializable(typeof(CommentItem))]
[JsonSerializable(typeof(TreeBody))]
[JsonSerializable(typeof(TreeData))]
[JsonSerializable(typeof(ReplyBody))]
[JsonSerializable(typeof(ReplyData))]
internal sealed partial class KuaishouJson : JsonSerializerContext;
