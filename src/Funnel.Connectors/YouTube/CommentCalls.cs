using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Funnel.Connectors.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Funnel.Connectors.YouTube;

/// <summary>Comments of a channel and replies to them: https://developers.google.com/youtube/v3/docs/comments. A list costs 1 unit of the project's 10,000 a day, a reply 50.</summary>
internal sealed class CommentCalls(BearerHttp<YouTubeAnswers> http, IOptions<YouTubeOptions> options, TimeProvider time, ILogger<CommentCalls> log)
{
    private const string Root = "youtube/v3/";

    private YouTubeOptions Options => options.Value;

    /// <summary><c>GET commentThreads</c> of the whole channel, newest first: one call for all videos. What stands on the channel itself is none of a video and left out.</summary>
    public async Task<Outcome<Page<Comment>>> ListComments(SourceAccount account, string? cursor, CancellationToken ct)
    {
        var path = $"{Root}commentThreads?part=snippet&allThreadsRelatedToChannelId={Uri.EscapeDataString(account.OpenId)}&order=time{Paging(cursor)}";
        var read = await http.Get(account, "list-comments", path, root => ReadPage(root, cursor, YouTubeJson.Default.ThreadItem, AsThread), ct);
        if (read.Failure is { } failure)
        {
            return failure;
        }

        var page = read.Value;
        List<Comment> items = [.. page.Items.Where(c => c.VideoId.Length > 0)];
        return new Page<Comment>(items, page.Next) { IsPartial = page.IsPartial, IsUnordered = !PageOrder.IsNewestFirst(items) };
    }

    /// <summary><c>GET comments</c> of one thread; threads have one level.</summary>
    public Task<Outcome<Page<Comment>>> ListReplies(SourceAccount account, string videoId, string commentId, string? cursor, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(commentId);
        var path = $"{Root}comments?part=snippet&parentId={Uri.EscapeDataString(commentId)}{Paging(cursor)}";
        return http.Get(account, "list-replies", path, root => ReadPage(root, cursor, YouTubeJson.Default.CommentItem, item => Of(item, videoId, commentId)), ct);
    }

    /// <summary><c>POST comments</c>. Replies stand under the thread's first-level comment, whichever of its comments is answered.</summary>
    public async Task<Outcome<SendReceipt>> Reply(SourceAccount account, ReplyTarget to, string text, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(to.CommentId, nameof(to));
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return text.Length > Options.ReplyChars
            ? new Failure(FailureKind.Rejected, "reply-too-long", $"The reply has {text.Length} characters, {Options.ReplyChars} are allowed. Not sent.")
            : await http.Post(account, "reply", $"{Root}comments?part=snippet", new ReplyBody(new(to.ThreadId ?? to.CommentId, text)), YouTubeJson.Default.ReplyBody, ReadReceipt, ct);
    }

    private static SendReceipt? ReadReceipt(JsonElement root) => root.Deserialize(YouTubeJson.Default.CommentItem)?.Id is { Length: > 0 } id ? new SendReceipt(id) : null;

    private string Paging(string? cursor) =>
        $"&textFormat=plainText&maxResults={Json.Invariant(Options.PageSize)}{(cursor is null ? "" : $"&pageToken={Uri.EscapeDataString(cursor)}")}";

    private Page<T>? ReadPage<TItem, T>(JsonElement root, string? cursor, JsonTypeInfo<TItem> type, Func<TItem, T?> map)
        where T : class
    {
        if (root.Deserialize(YouTubeJson.Default.ListAnswer) is not { Items: { } elements } page)
        {
            return null;
        }

        var items = WireItems.Read(YouTubeRegistration.Platform, log, elements, type, map, out var isWhole);

        // A cursor that does not move would be read for ever.
        var hasMore = !string.IsNullOrEmpty(page.NextPageToken);
        var moves = hasMore && page.NextPageToken!.Length <= 1000 && !string.Equals(page.NextPageToken, cursor, StringComparison.Ordinal);
        return new Page<T>(items, moves ? page.NextPageToken : null) { IsPartial = !isWhole || (hasMore && !moves) };
    }

    private Comment? AsThread(ThreadItem item) => item.Snippet?.TopLevelComment is { } top && Of(top, Bounds.Id(item.Snippet.VideoId) ?? "", null) is { } comment
        ? comment with { Answers = item.Snippet.TotalReplyCount }
        : null;

    private Comment? Of(CommentItem item, string videoId, string? parentId) =>
        item.Snippet is { } said && Bounds.Id(item.Id) is { } id && Bounds.Id(said.AuthorChannelId?.Value) is { } person
            ? new Comment(
                id, videoId, person, Bounds.Text(string.IsNullOrEmpty(said.TextOriginal) ? said.TextDisplay : said.TextOriginal), IsoTime.Read(said.PublishedAt) ?? time.GetUtcNow(),
                parentId, Bounds.Nick(said.AuthorDisplayName?.TrimStart('@')))
            : null;
}
