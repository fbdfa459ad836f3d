using System.Text.Json;
using System.Text.Json.Serialization;
using Funnel.Connectors.Http;

namespace Funnel.Connectors.YouTube;

/// <summary>A list. Items are read one by one, so that one bad item does not cost the page.</summary>
internal sealed record ListAnswer(IReadOnlyList<JsonElement>? Items, string? NextPageToken);

internal sealed record ThreadItem(string? Id, ThreadSnippet? Snippet);

internal sealed record ThreadSnippet(string? VideoId, CommentItem? TopLevelComment, long? TotalReplyCount);

internal sealed record CommentItem(string? Id, CommentSnippet? Snippet);

/// <param name="TextOriginal">As it was written; of the account's own comments alone.</param>
/// <param name="PublishedAt">RFC 3339.</param>
internal sealed record CommentSnippet(
    string? TextDisplay, string? TextOriginal, string? AuthorDisplayName, ChannelId? AuthorChannelId, string? PublishedAt, string? ParentId);

internal sealed record ChannelId(string? Value);

internal sealed record ReplyBody(ReplySnippet Snippet);

internal sealed record ReplySnippet(string ParentId, string TextOriginal);

/// <param name="ExpiresIn">Seconds.</param>
/// <param name="RefreshTokenExpiresIn">Seconds; only where the grant is for a time.</param>
internal sealed record TokenAnswer(string? AccessToken, long? ExpiresIn, string? RefreshToken, long? RefreshTokenExpiresIn, string? Scope);

internal sealed record ChannelItem(string? Id);

/// <summary>Google's API writes in camel case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LenientText), typeof(LenientNumber)])]
[JsonSerializable(typeof(ListAnswer))]
[JsonSerializable(typeof(ThreadItem))]
[JsonSerializable(typeof(CommentItem))]
[JsonSerializable(typeof(ReplyBody))]
[JsonSerializable(typeof(ChannelItem))]
internal sealed partial class YouTubeJson : JsonSerializerContext;

/// <summary>Its OAuth in snake case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(LenientText), typeof(LenientNumber)])]
[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class GoogleJson : JsonSerializerContext;
