using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.OceanEngine;

/// <summary><c>data</c> of a list of comments or of replies. Items are read one by one, so that one bad item does not cost the page.</summary>
internal sealed record ListData(IReadOnlyList<JsonElement>? CommentList, IReadOnlyList<JsonElement>? ReplyList, PageInfo? PageInfo);

internal sealed record PageInfo(long? Page, long? TotalNumber);

/// <param name="AwemeId">The commenter's Douyin number.</param>
/// <param name="CreateTime"><c>yyyy-MM-dd HH:mm:ss</c> in China.</param>
/// <param name="HideStatus"><c>HIDE</c> when the advertiser hid it.</param>
/// <param name="LevelType"><c>LEVEL_ONE</c> or <c>LEVEL_TWO</c>. Of which comment one of the second level is an answer, is not said.</param>
internal sealed record CommentItem(
    string? CommentId, string? Text, string? CreateTime, string? AwemeId, string? AwemeName, string? ItemId, long? ReplyCount, string? HideStatus, string? LevelType);

internal sealed record ReplyBody(long AdvertiserId, IReadOnlyList<long> CommentIds, string ReplyText);

internal sealed record HideBody(long AdvertiserId, IReadOnlyList<long> CommentIds);

/// <summary><c>data</c> of a reply and of hiding: those that it was done to.</summary>
internal sealed record SuccessData(IReadOnlyList<string?>? SuccessCommentIds);

internal sealed record CodeBody(long AppId, string Secret, string AuthCode, string GrantType);

internal sealed record RefreshBody(long AppId, string Secret, string RefreshToken, string GrantType);

/// <param name="ExpiresIn">Seconds.</param>
/// <param name="RefreshTokenExpiresIn">Seconds.</param>
internal sealed record TokenData(string? AccessToken, long? ExpiresIn, string? RefreshToken, long? RefreshTokenExpiresIn, IReadOnlyList<string?>? AdvertiserIds);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LenientText), typeof(LenientNumber)])]
[JsonSerializable(typeof(ListData))]
[JsonSerializable(typeof(CommentItem))]
[JsonSerializable(typeof(ReplyBody))]
[JsonSerializable(typeof(HideBody))]
[JsonSerializable(typeof(SuccessData))]
[JsonSerializable(typeof(CodeBody))]
[JsonSerializable(typeof(RefreshBody))]
[JsonSerializable(typeof(TokenData))]
internal sealed partial class OceanEngineJson : JsonSerializerContext;
