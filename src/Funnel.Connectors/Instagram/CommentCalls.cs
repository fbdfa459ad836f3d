using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Funnel.Connectors.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.Instagram;

/// <summary>Own media, their comments, replies to them: https://developers.facebook.com/docs/instagram-platform/comment-moderation. Permission instagram_business_manage_comments.</summary>
internal sealed class CommentCalls(BearerHttp<InstagramAnswers> http, IOptions<InstagramOptions> options, TimeProvider time, ILogger<CommentCalls> log)
{
    private const string Fields = "id,text,timestamp,username,from,hidden,parent_id";

    private InstagramOptions Options => options.Value;

    /// <summary><c>GET /{ig-id}/media</c>, newest first.</summary>
    public Task<Outcome<Page<Video>>> ListMedia(SourceAccount account, string? cursor, CancellationToken ct) => http.Get(
        account,
        "list-videos",
        $"{At(account.OpenId)}/media?fields=id,caption,permalink,timestamp,comments_count{Paging(cursor)}",
        root => ReadPage(root, cursor, InstagramJson.Default.MediaItem, AsVideo),
        ct);

    /// <summary><c>GET /{media-id}/comments</c>: first-level comments, in an order that nobody promises. What the merchant has hidden is left out.</summary>
    public async Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string mediaId, string? cursor, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(mediaId);
        var path = $"{At(mediaId)}/comments?fields={Fields},replies{{id}}{Paging(cursor)}";
        var read = await http.Get(account, "list-comments", path, root => ReadPage(root, cursor, InstagramJson.Default.CommentItem, item => Listed.Of(Of(item, mediaId, null), item)), ct);
        if (read.Failure is { } failure)
        {
            return failure;
        }

        var page = read.Value;
        List<Comment> items = [.. page.Items.Where(i => !i.Hidden).Select(i => i.Comment)];
        return new Page<Comment>(items, page.Next) { IsPartial = page.IsPartial, IsUnordered = !PageOrder.IsNewestFirst(items) };
    }

    /// <summary><c>GET /{comment-id}/replies</c>. Hidden ones too: one of ours that is hidden was posted all the same.</summary>
    public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string mediaId, string commentId, string? cursor, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(mediaId);
        ArgumentException.ThrowIfNullOrEmpty(commentId);
        return http.Get(
            account,
            "list-replies",
            $"{At(commentId)}/replies?fields={Fields}{Paging(cursor)}",
            root => ReadPage(root, cursor, InstagramJson.Default.CommentItem, item =>
                Of(item, mediaId, commentId) is { } reply ? reply with { AnswersId = Bounds.ParentId(item.ParentId) } : null),
            ct);
    }

    /// <summary><c>POST /{comment-id}/replies</c></summary>
    public async Task<Outcome<SendReceipt>> Reply(SourceAccount account, string commentId, string text, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(commentId);
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return text.Length > Options.ReplyChars
            ? new Failure(FailureKind.Rejected, "reply-too-long", $"The reply has {text.Length} characters, {Options.ReplyChars} are allowed. Not sent.")
            : await http.Post(account, "reply", $"{At(commentId)}/replies", new ReplyBody(text), InstagramJson.Default.ReplyBody, ReadReceipt, ct);
    }

    /// <summary><c>POST /{comment-id}?hide=true</c>, or <c>false</c>, which shows it again. The body is empty: a send has one.</summary>
    public async Task<Outcome<Done>> Hide(SourceAccount account, string commentId, bool hide, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(commentId);
        var (operation, path) = (hide ? "hide" : "unhide", $"{At(commentId)}?hide={(hide ? "true" : "false")}");
        var said = await http.Post(account, operation, path, new NoBody(), InstagramJson.Default.NoBody, ReadSuccess, ct);
        return said.Failure is { } failure ? failure
            : said.Value.Success == true ? default(Done)
            : new Failure(FailureKind.Rejected, "no-success", $"{InstagramRegistration.Platform} took the call and says that it did not succeed.");
    }

    private static SuccessAnswer? ReadSuccess(JsonElement root) => root.Deserialize(InstagramJson.Default.SuccessAnswer) is { Success: not null } answer ? answer : null;

    private static SendReceipt? ReadReceipt(JsonElement root) => root.Deserialize(InstagramJson.Default.ReplyAnswer)?.Id is { Length: > 0 } id ? new SendReceipt(id) : null;

    private string At(string id) => $"{Options.ApiVersion}/{Uri.EscapeDataString(id)}";

    private string Paging(string? cursor) => $"&limit={Json.Invariant(Options.PageSize)}{(cursor is null ? "" : $"&after={Uri.EscapeDataString(cursor)}")}";

    private Page<T>? ReadPage<TItem, T>(JsonElement root, string? cursor, JsonTypeInfo<TItem> type, Func<TItem, T?> map)
        where T : class
    {
        if (root.Deserialize(InstagramJson.Default.ListAnswer) is not { Data: { } data } page)
        {
            return null;
        }

        var items = WireItems.Read(InstagramRegistration.Platform, log, data, type, map, out var isWhole);

        // A cursor that does not move would be read for ever.
        var hasMore = !string.IsNullOrEmpty(page.Paging?.Next);
        var moves = hasMore && page.Paging?.Cursors?.After is { Length: > 0 and <= 1000 } after && !string.Equals(after, cursor, StringComparison.Ordinal);
        return new Page<T>(items, moves ? page.Paging!.Cursors!.After : null) { IsPartial = !isWhole || (hasMore && !moves) };
    }

    private Video? AsVideo(MediaItem item) => Bounds.Id(item.Id) is { } id
        ? new Video(id, Bounds.Text(item.Caption), string.IsNullOrEmpty(item.Permalink) ? null : item.Permalink, IsoTime.Read(item.Timestamp) ?? time.GetUtcNow(), item.CommentsCount)
        : null;

    private Comment? Of(CommentItem item, string mediaId, string? parentId) => Bounds.Id(item.Id) is { } id && CommentAuthor.Of(item) is { } author
        ? new Comment(id, mediaId, author.Id, Bounds.Text(item.Text), IsoTime.Read(item.Timestamp) ?? time.GetUtcNow(), parentId, author.Nick) { Answers = item.Replies?.Data?.Count ?? 0 }
        : null;

    private sealed record Listed(Comment Comment, bool Hidden)
    {
        public static Listed? Of(Comment? comment, CommentItem item) => comment is null ? null : new(comment, item.Hidden == true);
    }
}
