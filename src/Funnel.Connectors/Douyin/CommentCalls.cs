using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Funnel.Connectors.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Douyin;

/// <summary>Own videos, their comments, replies to them. Scopes video.list.bind and item.comment.</summary>
internal sealed class CommentCalls(DouyinHttp http, IOptions<DouyinOptions> options, TimeProvider time, ILogger<CommentCalls> log)
{
    /// <summary>https://open.douyin.com/api/douyin/v1/video/video_list/</summary>
    public Task<Outcome<Page<Video>>> ListVideos(SourceAccount account, string? cursor, CancellationToken ct) => http.Get(
        account,
        "list-videos",
        $"api/douyin/v1/video/video_list/?{Paging(account, cursor)}",
        root => ReadPage(root, cursor, WireJson.Default.VideoItem, AsVideo),
        ct);

    /// <summary>https://open.douyin.com/item/comment/list/ — newest first, which is not what it does unasked.</summary>
    public Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string videoId, string? cursor, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(videoId);
        return http.Get(
            account,
            "list-comments",
            $"item/comment/list/?{Paging(account, cursor)}&item_id={Uri.EscapeDataString(videoId)}&sort_type=time",
            root => ReadPage(root, cursor, WireJson.Default.CommentItem, item =>
                AsComment(item, videoId, Bounds.ParentId(item.ReplyCommentId)) is { } comment ? comment with { Answers = item.ReplyCommentTotal } : null),
            ct);
    }

    /// <summary>https://open.douyin.com/item/comment/reply/list/ — answers of all levels stand flat under the first-level comment.</summary>
    public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(videoId);
        ArgumentException.ThrowIfNullOrEmpty(commentId);
        var ids = $"item_id={Uri.EscapeDataString(videoId)}&comment_id={Uri.EscapeDataString(commentId)}";
        return http.Get(
            account,
            "list-replies",
            $"item/comment/reply/list/?{Paging(account, cursor)}&{ids}&sort_type=time",
            root => ReadPage(root, cursor, WireJson.Default.CommentItem, item =>
                AsComment(item, videoId, commentId) is { } reply ? reply with { AnswersId = Bounds.ParentId(item.ReplyCommentId) } : null),
            ct);
    }

    /// <summary>https://open.douyin.com/item/comment/reply/ — without comment_id it would post a top-level comment.</summary>
    public async Task<Outcome<SendReceipt>> Reply(SourceAccount account, string videoId, string commentId, string text, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(videoId);
        ArgumentException.ThrowIfNullOrWhiteSpace(commentId);
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (text.Length > options.Value.ReplyChars)
        {
            return new Failure(
                FailureKind.Rejected, "reply-too-long", $"The reply has {text.Length} characters, {options.Value.ReplyChars} are allowed. Not sent.");
        }

        return await http.Post(
            account, "reply", "item/comment/reply/", new ReplyBody(videoId, commentId, text), WireJson.Default.ReplyBody, ReadReceipt, ct);
    }

    private static SendReceipt? ReadReceipt(JsonElement root) =>
        Json.Property(root, "data")?.Deserialize(WireJson.Default.ReplyData)?.CommentId is { Length: > 0 } id ? new SendReceipt(id) : null;

    private string Paging(SourceAccount account, string? cursor) =>
        $"open_id={Uri.EscapeDataString(account.OpenId)}&cursor={Uri.EscapeDataString(cursor ?? "0")}&count={Json.Invariant(options.Value.PageSize)}";

    private Page<T>? ReadPage<TItem, T>(JsonElement root, string? cursor, JsonTypeInfo<TItem> type, Func<TItem, T?> map)
        where T : class
    {
        if (Json.Property(root, "data") is not { ValueKind: JsonValueKind.Object } data
            || data.Deserialize(WireJson.Default.ListData) is not { } page)
        {
            return null;
        }

        var items = WireItems.Read(DouyinRegistration.Platform, log, page.List, type, map, out var isWhole);

        // A cursor that does not move would be read for ever.
        var moves = page.HasMore == true && Bounds.Id(page.Cursor) is not null && !string.Equals(page.Cursor, cursor ?? "0", StringComparison.Ordinal);
        return new Page<T>(items, moves ? page.Cursor : null) { IsPartial = !isWhole || !(moves || page.HasMore == false) };
    }

    private Video? AsVideo(VideoItem item) => Bounds.Id(item.ItemId) is { } id
        ? new Video(id, Bounds.Text(item.Title), NullIfEmpty(item.ShareUrl), Time(item.CreateTime), item.Statistics?.CommentCount)
        : null;

    private Comment? AsComment(CommentItem item, string videoId, string? parentId) =>
        Bounds.Id(item.CommentId) is { } id && Bounds.Id(item.CommentUserId) is { } person
            ? new Comment(id, videoId, person, Bounds.Text(item.Content), Time(item.CreateTime), parentId, Bounds.Nick(item.NickName))
            : null;

    private DateTimeOffset Time(long? unix) => Json.Time(unix) ?? time.GetUtcNow();

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
