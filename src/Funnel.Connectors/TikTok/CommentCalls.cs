using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Funnel.Connectors.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.TikTok;

/// <summary>Own videos, their comments, replies to them: https://business-api.tiktok.com/portal/docs, TikTok Accounts. Scopes video.list, comment.list, comment.list.manage.</summary>
internal sealed class CommentCalls(HeaderTokenHttp<TikTokAnswers> http, OwnIdentifiers own, IOptions<TikTokOptions> options, TimeProvider time, ILogger<CommentCalls> log)
{
    private const int MostVideos = 20;
    private const string VideoFields = """["item_id","caption","share_url","create_time","comments"]""";

    private TikTokOptions Options => options.Value;

    /// <summary><c>GET /business/video/list/</c></summary>
    public Task<Outcome<Page<Video>>> ListVideos(SourceAccount account, string? cursor, CancellationToken ct) => http.Get(
        account,
        "list-videos",
        $"business/video/list/?{Paging(account, cursor, Math.Min(MostVideos, Options.PageSize))}&fields={Uri.EscapeDataString(VideoFields)}",
        root => ReadPage(root, cursor, d => d.Videos, TikTokJson.Default.VideoItem, AsVideo),
        ct);

    /// <summary><c>GET /business/comment/list/</c>: those that everybody sees, newest first; behind the first 500 TikTok lists by likes, with repetitions.</summary>
    public async Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string videoId, string? cursor, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(videoId);
        var path = $"business/comment/list/?{Paging(account, cursor, Options.PageSize)}&video_id={Escaped(videoId)}&status=PUBLIC&sort_field=create_time&sort_order=desc";
        var read = await http.Get(account, "list-comments", path, root => ReadPage(root, cursor, d => d.Comments, TikTokJson.Default.CommentItem, item =>
            Of(account, item, videoId, Bounds.ParentId(item.ParentCommentId)) is { } comment ? comment with { Answers = item.Replies } : null), ct);
        return read.Failure is { } failure ? failure : read.Value with { IsUnordered = !PageOrder.IsNewestFirst(read.Value.Items) };
    }

    /// <summary><c>GET /business/comment/reply/list/</c>, with those that are hidden: one of ours that is hidden was posted all the same.</summary>
    public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(videoId);
        ArgumentException.ThrowIfNullOrEmpty(commentId);
        return http.Get(
            account,
            "list-replies",
            $"business/comment/reply/list/?{Paging(account, cursor, Options.PageSize)}&video_id={Escaped(videoId)}&comment_id={Escaped(commentId)}&status=ALL&sort_field=create_time&sort_order=desc",
            root => ReadPage(root, cursor, d => d.Comments, TikTokJson.Default.CommentItem, item =>
                Of(account, item, videoId, commentId) is { } reply ? reply with { AnswersId = Bounds.ParentId(item.ParentCommentId) } : null),
            ct);
    }

    /// <summary><c>POST /business/comment/reply/create/</c></summary>
    public async Task<Outcome<SendReceipt>> Reply(SourceAccount account, string videoId, string commentId, string text, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(videoId);
        ArgumentException.ThrowIfNullOrWhiteSpace(commentId);
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (text.Length > Options.ReplyChars)
        {
            return new Failure(FailureKind.Rejected, "reply-too-long", $"The reply has {text.Length} characters, {Options.ReplyChars} are allowed. Not sent.");
        }

        var body = new ReplyBody(account.OpenId, videoId, commentId, text);
        return await http.Post(CallKind.Send, account, "reply", "business/comment/reply/create/", body, TikTokJson.Default.ReplyBody, root => ReadReceipt(root, account), ct);
    }

    /// <summary><c>POST /business/comment/hide/</c> with <c>HIDE</c>, or <c>UNHIDE</c>, which shows it again.</summary>
    public async Task<Outcome<Done>> Hide(SourceAccount account, HiddenTarget comment, bool hide, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(comment.VideoId);
        ArgumentException.ThrowIfNullOrWhiteSpace(comment.CommentId);
        var body = new HideBody(account.OpenId, comment.VideoId, comment.CommentId, hide ? "HIDE" : "UNHIDE");
        var said = await http.Post(CallKind.Send, account, hide ? "hide" : "unhide", "business/comment/hide/", body, TikTokJson.Default.HideBody, ReadYes, ct);
        return said.Failure is { } failure ? failure : default(Done);
    }

    /// <summary>Nothing but the code is documented of the answer.</summary>
    private static string? ReadYes(JsonElement root) => Json.Text(Json.Property(root, "code")) is "0" and var yes ? yes : null;

    private SendReceipt? ReadReceipt(JsonElement root, SourceAccount account)
    {
        var data = Json.Property(root, "data")?.Deserialize(TikTokJson.Default.ReplyData);
        own.Learn(account.OpenId, data?.UniqueIdentifier);
        return data?.CommentId is { Length: > 0 } id ? new SendReceipt(id) : null;
    }

    private static string Escaped(string text) => Uri.EscapeDataString(text);

    private static string Paging(SourceAccount account, string? cursor, int size) =>
        $"business_id={Escaped(account.OpenId)}&max_count={Json.Invariant(size)}{(cursor is null ? "" : $"&cursor={Escaped(cursor)}")}";

    private Page<T>? ReadPage<TItem, T>(
        JsonElement root, string? cursor, Func<ListData, IReadOnlyList<JsonElement>?> list, JsonTypeInfo<TItem> type, Func<TItem, T?> map)
        where T : class
    {
        if (Json.Property(root, "data") is not { ValueKind: JsonValueKind.Object } element || element.Deserialize(TikTokJson.Default.ListData) is not { } data)
        {
            return null;
        }

        var items = WireItems.Read(TikTokRegistration.Platform, log, list(data), type, map, out var isWhole);

        // A cursor that does not move would be read for ever. A short page, even an empty one, is not the end while there is more.
        var moves = data.HasMore == true && Bounds.Id(data.Cursor) is not null && !string.Equals(data.Cursor, cursor ?? "0", StringComparison.Ordinal);
        return new Page<T>(items, moves ? data.Cursor : null) { IsPartial = !isWhole || !(moves || data.HasMore == false) };
    }

    private Video? AsVideo(VideoItem item) => Bounds.Id(item.ItemId) is { } id
        ? new Video(id, Bounds.Text(item.Caption), string.IsNullOrEmpty(item.ShareUrl) ? null : item.ShareUrl, Json.Time(item.CreateTime) ?? time.GetUtcNow(), item.Comments)
        : null;

    private Comment? Of(SourceAccount account, CommentItem item, string videoId, string? parentId)
    {
        if (item.Owner == true)
        {
            own.Learn(account.OpenId, item.UniqueIdentifier);
        }

        return Bounds.Id(item.CommentId) is { } id && (item.Owner == true ? account.OpenId : Bounds.Id(item.UniqueIdentifier)) is { } person
            ? new Comment(
                id, videoId, person, Bounds.Text(item.Text), Json.Time(item.CreateTime) ?? time.GetUtcNow(), parentId,
                Bounds.Nick(string.IsNullOrEmpty(item.DisplayName) ? item.Username : item.DisplayName))
            : null;
    }
}
